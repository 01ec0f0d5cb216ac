/**
 * Register an element. Two copies of the package on one page are normal for embeds: the first one stays, and the
 * console says so once.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements === 'undefined') return;
  if (customElements.get(tag)) console.warn(`fm-elements: <${tag}> is already defined on this page; the first definition is kept.`);
  else customElements.define(tag, element);
}
