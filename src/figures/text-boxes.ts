import type { PlaneCamera, TextMark } from '../scene/index.ts';
import { textWidthPx } from './views/axes.ts';

/** In pixels of the figure, y downward. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const plotOf = ({ plot: { left, top, width, height } }: PlaneCamera): Box => ({ left, right: left + width, top, bottom: top + height });

export function isWhole(box: Box, camera: PlaneCamera): boolean {
  const plot = plotOf(camera);
  return box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom;
}

/** Where a place of the plot is in the figure. */
export const pixelIn = ({ plot, unitPx, visible }: PlaneCamera, x: number, y: number): readonly [number, number] => [plot.left + (x - visible.lower[0]) * unitPx[0], plot.top + (visible.upper[1] - y) * unitPx[1]];

/** What a text takes of a flat figure; as wide as its letters are on average. */
export function boxOf({ text, at, offsetPx, align, baseline }: Pick<TextMark, 'text' | 'at' | 'offsetPx' | 'align' | 'baseline'>, camera: PlaneCamera, sizePx: number): Box {
  const [x, y] = pixelIn(camera, at[0], at[1]);
  const widthPx = textWidthPx(text, sizePx);
  const left = x + offsetPx[0] - (align === 'left' ? 0 : align === 'right' ? widthPx : widthPx / 2);
  const top = y + offsetPx[1] - (baseline === 'top' ? 0 : baseline === 'bottom' ? sizePx : sizePx / 2);
  return { left, right: left + widthPx, top, bottom: top + sizePx };
}

/** The same text, moved by as much as it would be cut at the edges of the plot; what stands at a place beyond them is left there. */
export function keptWhole(mark: TextMark, camera: PlaneCamera, sizePx: number): TextMark {
  const { left, right, top, bottom } = plotOf(camera);
  const [x, y] = pixelIn(camera, mark.at[0], mark.at[1]);
  if (x < left || x > right || y < top || y > bottom) return mark;
  const box = boxOf(mark, camera, sizePx);
  const offsetPx = [mark.offsetPx[0] + shift(box.left, box.right, left, right), mark.offsetPx[1] + shift(box.top, box.bottom, top, bottom)] as const;
  return { ...mark, offsetPx };
}

const shift = (from: number, to: number, least: number, most: number): number => (from < least ? least - from : to > most ? most - to : 0);
