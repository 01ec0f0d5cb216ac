import type { Grid } from '../math/index.ts';
import type { ImageMark, Ink, Writable } from '../scene/index.ts';

/** Columns of a picture over time: about one for each four pixels of a wide figure. */
const COLUMNS = 181;

/** An image with a cell around each node of a grid of the plane. */
export const planeImage = ({ lower, upper, size: [columns, rows] }: Grid, color: Ink): Writable<ImageMark> => imageOf(lower, upper, columns, rows, color);

/** An image of a line over all times, t across; `times` are those of its columns. */
export function lineImage({ lower, upper, size: [rows] }: Grid, color: Ink): { readonly image: Writable<ImageMark>; readonly times: Float32Array } {
  const times = Float32Array.from({ length: COLUMNS }, (_, column) => column / (COLUMNS - 1));
  return { image: imageOf([0, lower[0]], [1, upper[0]], COLUMNS, rows, color), times };
}

/** @param lower  the first node @param upper  the last one */
function imageOf(lower: readonly number[], upper: readonly number[], columns: number, rows: number, color: Ink): Writable<ImageMark> {
  const half = [0, 1].map((axis) => (upper[axis] - lower[axis]) / ([columns, rows][axis] - 1) / 2);
  return {
    kind: 'image', columns, rows, opacities: new Uint8ClampedArray(columns * rows), color, opacity: 1, clipped: true,
    lower: [lower[0] - half[0], lower[1] - half[1]],
    upper: [upper[0] + half[0], upper[1] + half[1]],
  };
}
