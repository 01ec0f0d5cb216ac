import { project, type Camera, type TextMark } from '../../scene/index.ts';
import { TICK_SIZE, textWidthPx } from './axes.ts';
import type { Slab } from './slab.ts';

/** Between an edge and its name, and what must be left of an edge beside it. */
const GAP_PX = 5;
const SPARE_PX = 12;
/** From the flattest edge that reads along to the steepest. */
const QUARTER_TURN = Math.PI / 2;

const a = new Float64Array(3);
const b = new Float64Array(3);

/** The names of the data's columns along the lower and the outer edge of a slab, where there is room for them. */
export function edgeNames(slab: Slab, camera: Camera, [across, up]: readonly [string, string], fontSizePx: number): TextMark[] {
  // Corners: top near, top far, bottom far, bottom near. The upright edge further to the right is the free one.
  const nearX = pixelX(slab.corner(3), camera);
  const farX = pixelX(slab.corner(2), camera);
  const [foot, head] = farX >= nearX ? [2, 1] : [3, 0];
  return [
    ...nameAlong(slab.corner(3), slab.corner(2), farX >= nearX ? 1 : -1, across, camera, fontSizePx),
    ...nameAlong(slab.corner(foot), slab.corner(head), 0, up, camera, fontSizePx),
  ];
}

function pixelX(corner: readonly [number, number, number], camera: Camera): number {
  project(camera, ...corner, a);
  return a[0];
}

/**
 * A name that runs along an edge, on its outer side.
 *
 * @param lean  which end of the edge the name keeps to: -1 its start, 1 its end, 0 the middle
 * @param mayHangOver  whether it is there also when it is longer than the edge, from its start on
 */
export function nameAlong(
  start: readonly [number, number, number],
  end: readonly [number, number, number],
  lean: -1 | 0 | 1,
  text: string,
  camera: Camera,
  fontSizePx: number,
  mayHangOver = false,
): TextMark[] {
  if (!project(camera, ...start, a) || !project(camera, ...end, b)) return [];
  const lengthPx = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const widthPx = textWidthPx(text, TICK_SIZE * fontSizePx);
  if (lengthPx < widthPx + SPARE_PX && !mayHangOver) return [];
  // Text reads from left to right, and upward where the edge stands upright.
  const reversed = b[0] < a[0] - 1e-6 && lean !== 0;
  let turnRad = Math.atan2(b[1] - a[1], b[0] - a[0]) + (reversed ? Math.PI : 0);
  if (lean === 0 && turnRad > 0) turnRad -= Math.PI;
  if (Math.abs(turnRad) > QUARTER_TURN && lean !== 0) turnRad -= Math.sign(turnRad) * Math.PI;
  const part = 0.5 + (lean * (lengthPx - widthPx - 2 * GAP_PX)) / lengthPx / 2;
  const mix = (k: number) => start[k] + (end[k] - start[k]) * part;
  return [
    {
      kind: 'text',
      text,
      at: [mix(0), mix(1), mix(2)],
      offsetPx: [-Math.sin(turnRad) * GAP_PX, Math.cos(turnRad) * GAP_PX],
      align: 'center',
      baseline: 'top',
      size: TICK_SIZE,
      turnRad,
      color: 'ink',
      opacity: 0.72,
    },
  ];
}
