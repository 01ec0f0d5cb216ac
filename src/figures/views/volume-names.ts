import { variable, type Camera, type LabelMark, type Surface, type TextMark } from '../../scene/index.ts';
import { textWidthPx, TICK_SIZE } from './axes.ts';
import { nameAlong } from './slab-names.ts';
import type { VolumeSpace } from './volume-space.ts';

const GAP_PX = 4;
/** Names beside the box may take this part of the figure's width. */
const MOST_BESIDE = 0.4;

type Names = readonly string[];
type Anchor = Pick<TextMark, 'at' | 'offsetPx' | 'align' | 'baseline'>;

/** The names of the three axes, or x_1, x_2, x_3 for data without: each beside the middle of an edge that the first view has in front. */
export function axisNames(space: VolumeSpace, names: Names, surface: Surface, camera: Camera): (LabelMark | TextMark)[] {
  const away: Anchor = { at: space.corner(1, -1, 0), offsetPx: [GAP_PX, GAP_PX], align: 'left', baseline: 'top' };
  if (isNarrow(names, surface)) {
    // The box would have no room beside all three: one runs along its edge, one stands over its own.
    return [
      ...nameAlong(space.corner(-1, -1, 1), space.corner(1, -1, 1), -1, names[0], camera, surface.theme.fontSizePx, true),
      named(names[1], away),
      named(names[2], { at: space.corner(-1, 1, 1), offsetPx: [-3 * GAP_PX, -GAP_PX], align: 'left', baseline: 'bottom' }),
    ];
  }
  const across: Anchor = { at: space.corner(0, -1, 1), offsetPx: [0, GAP_PX], align: 'center', baseline: 'top' };
  const up: Anchor = { at: space.corner(-1, 0, 1), offsetPx: [-GAP_PX, 0], align: 'right', baseline: 'middle' };
  return [across, away, up].map((anchor, axis) => axis in names
    ? named(names[axis], anchor)
    : { kind: 'label', key: `axis ${axis}`, formula: [variable('x', axis + 1)], color: 'ink', ...anchor });
}

const named = (text: string, anchor: Anchor): TextMark => ({ kind: 'text', text, size: TICK_SIZE, color: 'ink', opacity: 0.9, ...anchor });

/** How far above the box the time stands, in px: over the name of the upright axis where that is over the box. */
export const timeAbovePx = (names: Names, surface: Surface): number => GAP_PX + (isNarrow(names, surface) ? 1.2 * surface.theme.fontSizePx : 0);

/** What is left to the names around the box, in px. */
export function roomForNames(names: Names, surface: Surface): { left: number; right: number; top: number; bottom: number } {
  const roomPx = 1.7 * surface.theme.fontSizePx;
  const { left, right } = widthsBeside(names, surface);
  // The time stands over the name of the upright axis.
  if (isNarrow(names, surface)) return { left: roomPx, right: Math.max(roomPx, right), top: 1.5 * roomPx, bottom: roomPx };
  return { left: Math.max(roomPx, left), right: Math.max(roomPx, right), top: roomPx, bottom: roomPx };
}

/** What names beside the box take to its left and right, in px: they begin or end at an edge of it, and the second's edge is not the outermost. */
function widthsBeside(names: Names, { widthPx, theme }: Surface): { left: number; right: number } {
  const [, away, up] = names.map((name) => textWidthPx(name, TICK_SIZE * theme.fontSizePx));
  return { left: (up ?? 0) + 2 * GAP_PX, right: (away ?? 0) - 0.04 * widthPx };
}

function isNarrow(names: Names, surface: Surface): boolean {
  const { left, right } = widthsBeside(names, surface);
  return left + right > MOST_BESIDE * surface.widthPx;
}
