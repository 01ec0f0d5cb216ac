import { adoptStyles, type CSSResultOrNative } from 'lit';

/** Copies for documents other than the script's own. */
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

/** Give a shadow root its styles, in whichever document it stands: a constructed style sheet belongs to the document of its window. */
export function adoptStylesOf(root: ShadowRoot, styles: CSSResultOrNative[]): void {
  const { ownerDocument } = root;
  if (ownerDocument === document) return adoptStyles(root, styles);
  const view = ownerDocument.defaultView;
  if (!view) return;
  const own = copies.get(ownerDocument) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  copies.set(ownerDocument, own);
  root.adoptedStyleSheets = styles.map((style) => {
    const sheet = own.get(style) ?? new view.CSSStyleSheet();
    if (!own.has(style)) sheet.replaceSync(textOf(style));
    own.set(style, sheet);
    return sheet;
  });
}

const textOf = (style: CSSResultOrNative): string =>
  'cssText' in style ? style.cssText : [...style.cssRules].map(({ cssText }) => cssText).join('\n');
