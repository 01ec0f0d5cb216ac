/** The keys that each kind of control answers to, by its tag. */
const KEYS: Readonly<Record<string, ReadonlySet<string>>> = {
  input: new Set([' ', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']),
  button: new Set([' ', 'Enter']),
  canvas: new Set([' ']),
};

/** A key that a control answers to is not the page's as well: slides would go on while the reader moves the time. */
export function keepKeys(event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const [control] = event.composedPath() as Element[];
  if (KEYS[control.localName]?.has(event.key)) event.stopPropagation();
}
