/** The keys that each kind of control answers to, by its tag. */
const KEYS: Readonly<Record<string, ReadonlySet<string>>> = {
  input: new Set([' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']),
  button: new Set([' ', 'Enter']),
  canvas: new Set([' ']),
};
const TEXT_FIELDS = 'textarea, input[type="number"]';
/** Keys that a text field leaves to others. */
const NOT_TYPED: ReadonlySet<string> = new Set(['Escape', 'Tab']);

/** A key that a control answers to is not the page's as well: slides would go on while the reader moves the time, or types. */
export function keepKeys(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const [control] = event.composedPath() as Element[];
  const isKept = control.matches(TEXT_FIELDS) ? !NOT_TYPED.has(event.key) : KEYS[control.localName]?.has(event.key);
  if (isKept) event.stopPropagation();
}

/** What is typed or moved in the figure's own controls is theirs: `input` of an element tells of its time alone. What an author has put into a slot is the author's. */
export function keepInput(event: Event): void {
  const root = (event.currentTarget as Node).getRootNode();
  if ((event.target as Node).getRootNode() === root) event.stopPropagation();
}
