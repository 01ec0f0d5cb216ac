import { project } from '../cameras/camera.ts';
import { mathFonts } from '../formula.ts';
import type { Formula, FormulaPart } from '../formula.ts';
import type { LabelMark, TextMark } from '../marks.ts';
import { HALO } from '../theme.ts';
import type { Pen } from './pen.ts';
import { rounded } from './svg-path.ts';

const ANCHORS = { left: 'start', center: 'middle', right: 'end' } as const;
/** From the line that a text hangs on, stands on or is centred about down to its letters' feet, in font sizes. */
const FEET = { top: 0.86, middle: 0.35, bottom: -0.21 } as const;
const SUBSCRIPT = { size: 0.7, drop: 0.24 };
/** Operators that stand between two things have a little air on both sides. */
const AIRY = /^[=+\u2212]$/;

const at = new Float64Array(3);

/** Text stays text. */
export function textElement({ camera, theme, ink, paper }: Pen, mark: TextMark): string {
  if (!project(camera, mark.at[0], mark.at[1], mark.at[2], at)) return '';
  const sizePx = mark.size * theme.fontSizePx;
  const attributes = `font-size="${rounded(sizePx)}" text-anchor="${ANCHORS[mark.align]}" ${ink('fill', mark.color, mark.opacity)}`;
  const halo = mark.hasHalo ? ` stroke="${paper(mark.color)}" stroke-width="${HALO.widthPx}" stroke-opacity="${HALO.opacity}" paint-order="stroke"` : '';
  const [x, y] = [at[0] + mark.offsetPx[0], at[1] + mark.offsetPx[1]];
  const feetPx = FEET[mark.baseline] * sizePx;
  const place =
    mark.turnRad === undefined
      ? `x="${rounded(x)}" y="${rounded(y + feetPx)}"`
      : `y="${rounded(feetPx)}" transform="translate(${rounded(x)} ${rounded(y)})rotate(${rounded((180 * mark.turnRad) / Math.PI)})"`;
  return `<text ${place} ${attributes}${halo}>${escaped(mark.text)}</text>`;
}

/** Mathematics as text too: variables in italics, subscripts smaller and lower. */
export function labelElement({ camera, theme, ink }: Pen, mark: LabelMark): string {
  if (!project(camera, mark.at[0], mark.at[1], mark.at[2], at)) return '';
  const sizePx = theme.fontSizePx;
  const [x, y] = [at[0] + mark.offsetPx[0], at[1] + mark.offsetPx[1] + FEET[mark.baseline] * sizePx];
  const attributes = `text-anchor="${ANCHORS[mark.align]}" font-family="${escaped(mathFonts)}" font-size="${rounded(sizePx)}" ${ink('fill', mark.color, 1)}`;
  return `<text x="${rounded(x)}" y="${rounded(y)}" ${attributes}>${spans(mark.formula, sizePx)}</text>`;
}

function spans(formula: Formula, sizePx: number): string {
  const dropPx = rounded(SUBSCRIPT.drop * sizePx);
  let raised = false;
  return formula
    .map((part) => {
      const body = span(part, raised ? ` dy="-${dropPx}"` : '');
      raised = part.subscript !== undefined;
      const size = ` dy="${dropPx}" font-size="${rounded(SUBSCRIPT.size * sizePx)}"`;
      return body + (part.subscript ? span(part.subscript, size) : '');
    })
    .join('');
}

function span({ kind, text }: Pick<FormulaPart, 'kind' | 'text'>, attributes: string): string {
  const italic = kind === 'variable' && text.length === 1 ? ' font-style="italic"' : '';
  const words = escaped(kind === 'operator' && AIRY.test(text) ? `\u2009${text}\u2009` : text);
  return italic || attributes ? `<tspan${italic}${attributes}>${words}</tspan>` : words;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML may hold it; characters that XML has no place for are left out. */
export const escaped = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
