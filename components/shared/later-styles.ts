import { windowOf } from '../../src/scene/index.ts';

const styled = new WeakMap<ShadowRoot, Map<string, CSSStyleSheet>>();

/** Styles of what only some figures show; they stay as long as the root keeps its document, whose window makes the sheet. */
export function addStyles(root: ShadowRoot, styles: string): void {
  const sheets = styled.get(root) ?? new Map<string, CSSStyleSheet>();
  const known = sheets.get(styles);
  if (known && root.adoptedStyleSheets.includes(known)) return;
  const sheet = new (windowOf(root.host).CSSStyleSheet)();
  sheet.replaceSync(styles);
  styled.set(root, sheets.set(styles, sheet));
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
