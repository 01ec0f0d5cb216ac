import { fetched } from '../../src/figures/index.ts';

/** Comes with the first word or attribute that may be mistyped; apart from other late code, some of which asks for it. */
export const MISTAKES = fetched(() => import('../mistakes/index.ts'));

/** What nearly every element has, so that the code that looks closer is not needed for it. */
const USUAL = /^(id|class|style|slot|lang|title|data-.+)$/;

/** Have the console say which attributes of an element its author has mistyped. What looks for them comes with the first one that may be. */
export function warnOfMistyped(element: Element): void {
  const { observedAttributes: known } = element.constructor as typeof HTMLElement & { readonly observedAttributes: readonly string[] };
  const names = element.getAttributeNames().filter((name) => !known.includes(name) && !USUAL.test(name));
  // Without it nothing is said; the figure is none the worse.
  if (names.length > 0) MISTAKES.fetch().then((mistakes) => mistakes.warnOfMistyped(element.localName, names, known), () => undefined);
}
