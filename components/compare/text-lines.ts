/** A line of text as it stands in the page, CSS px from a corner. */
export interface TextLine {
  readonly text: string;
  readonly leftPx: number;
  readonly middlePx: number;
  readonly sizePx: number;
}

/** Lines may be broken after each of these; a space that is not to be broken is none. */
const PIECES = /[^ \n\t-]+-*|-+/g;

/** What can be seen of an element's text, broken into lines as the page breaks it. @param corner  from where places are measured */
export function textLines(element: Element, corner: { readonly left: number; readonly top: number }): TextLine[] {
  const { ownerDocument: document } = element;
  const sizePx = parseFloat(document.defaultView?.getComputedStyle(element).fontSize ?? '');
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const lines: { text: string; left: number; right: number; top: number; bottom: number }[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { 0: piece, index } of (node.textContent ?? '').matchAll(PIECES)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + piece.length);
      // WebKit counts the end of the line before a piece as its first box.
      const box = [...range.getClientRects()].filter(({ width }) => width > 0).at(-1);
      if (!box) continue;
      const { left, right, top, bottom } = box;
      const line = lines.at(-1);
      if (!line || top > (line.top + line.bottom) / 2) {
        lines.push({ text: piece, left, right, top, bottom });
        continue;
      }
      line.text += `${left - line.right > 0.1 * sizePx ? ' ' : ''}${piece}`;
      line.right = right;
    }
  }
  return lines.map(({ text, left, top, bottom }) => ({ text, leftPx: left - corner.left, middlePx: (top + bottom) / 2 - corner.top, sizePx }));
}
