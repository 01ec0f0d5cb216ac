import { project } from '../cameras/camera.ts';
import type { TextMark } from '../marks.ts';
import { HALO } from '../theme.ts';
import type { Brush } from './brush.ts';

const at = new Float64Array(3);
/** Of the text that was painted last: numbers along an axis are of one size. */
let font = { sizePx: 0, family: '', css: '' };

function fontOf(sizePx: number, family: string): string {
  if (sizePx !== font.sizePx || family !== font.family) font = { sizePx, family, css: `${sizePx}px ${family}` };
  return font.css;
}

export function paintText({ context, camera, palette, theme }: Brush, mark: TextMark): void {
  if (!project(camera, mark.at[0], mark.at[1], mark.at[2], at)) return;
  context.globalAlpha = mark.opacity;
  context.fillStyle = palette.css(mark.color);
  context.font = fontOf(mark.size * theme.fontSizePx, theme.fontFamily);
  context.textAlign = mark.align;
  context.textBaseline = mark.baseline;
  context.translate(at[0] + mark.offsetPx[0], at[1] + mark.offsetPx[1]);
  if (mark.turnRad !== undefined) context.rotate(mark.turnRad);
  if (mark.hasHalo) {
    context.strokeStyle = palette.paper(mark.color);
    context.lineWidth = HALO.widthPx;
    context.lineJoin = 'round';
    context.globalAlpha = HALO.opacity;
    context.strokeText(mark.text, 0, 0);
    context.globalAlpha = mark.opacity;
  }
  context.fillText(mark.text, 0, 0);
}
