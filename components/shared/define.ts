/** An element of the package; those of its first days have no version. */
type Versioned = CustomElementConstructor & { readonly version?: string };

let hasWarned = false;

/**
 * Register an element. Two copies of the package on one page are normal for embeds: the first one stays, and when they differ in
 * version, the console says so, once for a copy.
 */
export function define(tag: string, element: Versioned): void {
  if (typeof customElements === 'undefined') return;
  const first: Versioned | undefined = customElements.get(tag);
  if (!first) {
    customElements.define(tag, element);
  } else if (first.version !== element.version && !hasWarned) {
    hasWarned = true;
    console.warn(`fm-elements: this page loads version ${element.version} beside ${first.version ?? 'an earlier one'}; the elements that were defined first are kept.`);
  }
}
