/** Pictures and lines of text on one sheet. */
export interface Sheet {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fontFamily: string;
  readonly pictures: readonly { readonly svg: string; readonly leftPx: number; readonly topPx: number }[];
  readonly texts: readonly { readonly text: string; readonly leftPx: number; readonly middlePx: number; readonly sizePx: number; readonly color: string }[];
  /** What stands for a colour: a line with a dot. */
  readonly swatches?: readonly { readonly leftPx: number; readonly middlePx: number; readonly widthPx: number; readonly color: string; readonly dashPx?: readonly number[] }[];
}

const rounded = (px: number): number => Math.round(10 * px) / 10;
const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', '&': '&amp;' };
const escaped = (text: string): string => text.replace(/[<>"&]/g, (sign) => ENTITIES[sign]);

/** As one SVG document. @param sheet  each picture is an SVG document, as `toSvg` gives it; colours are hexadecimal */
export function svgSheet({ widthPx, heightPx, fontFamily, pictures, texts, swatches = [] }: Sheet): string {
  const placed = pictures.map(({ svg, leftPx, topPx }) => svg.replace('<svg ', `<svg x="${rounded(leftPx)}" y="${rounded(topPx)}" `));
  const lines = swatches.map(({ leftPx, middlePx, widthPx: lengthPx, color, dashPx }) =>
    `<path stroke="${color}" stroke-width="3"${dashPx ? ` stroke-dasharray="${dashPx.join(' ')}"` : ''} d="M${rounded(leftPx)} ${rounded(middlePx)}h${rounded(lengthPx)}"/><circle cx="${rounded(leftPx + lengthPx / 2)}" cy="${rounded(middlePx)}" r="4" fill="${color}"/>`);
  const written = texts.map(({ text, leftPx, middlePx, sizePx, color }) =>
    `<text x="${rounded(leftPx)}" y="${rounded(middlePx + 0.35 * sizePx)}" font-size="${rounded(sizePx)}" fill="${color}">${escaped(text)}</text>`);
  const [width, height] = [rounded(widthPx), rounded(heightPx)];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(fontFamily)}">${[...placed, ...lines, ...written].join('')}</svg>`;
}

/** A colour as all programs read it. @param read  parts in [0, 1]; what it does not know is grey */
export function hexadecimal(css: string, read: (css: string) => readonly number[] | undefined): string {
  const [r, g, b] = read(css) ?? [0.5, 0.5, 0.5];
  return `#${[r, g, b].map((part) => Math.round(255 * part).toString(16).padStart(2, '0')).join('')}`;
}
