import type { Coordinates } from '../math/index.ts';
import type { ArrowsMark, PointsMark, Writable } from '../scene/index.ts';

/** An arrow, or the `at`th of a mark, from one world position to another. */
export function arrowBetween(mark: Writable<ArrowsMark>, from: Coordinates, to: Coordinates, at = 0): void {
  for (let axis = 0; axis < 3; axis++) {
    mark.vectors[3 * at + axis] = to[axis] - from[axis];
    mark.positions[3 * at + axis] = from[axis] + mark.vectors[3 * at + axis] / 2;
  }
  mark.version++;
}

/** One arrow that stands nowhere yet; it is drawn where its count is 1. */
export const createArrow = (look: Pick<ArrowsMark, 'color' | 'shape' | 'widthPx'>, clipped: boolean): Writable<ArrowsMark> =>
  ({ ...look, kind: 'arrows', count: 0, positions: new Float32Array(3), vectors: new Float32Array(3), opacity: 1, clipped, version: 0 });

/** One dot that stands at the origin until it is placed. */
export const createDot = (color: PointsMark['color'], radiusPx: number, clipped: boolean): Writable<PointsMark> =>
  ({ kind: 'points', count: 1, positions: new Float32Array(3), radiusPx, color, opacity: 1, clipped, version: 0 });

const RING_PX = 3;

/** A ring around a dot, wherever that goes, in the colour of text: so it is found among hundreds of dots, on light pages, on dark ones and in forced colours. */
export const ringOf = (dot: PointsMark): PointsMark => ({
  ...dot, radiusPx: dot.radiusPx + RING_PX, color: 'ink',
  get version() {
    return dot.version;
  },
});
