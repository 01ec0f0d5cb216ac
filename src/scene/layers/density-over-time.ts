import { interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import type { ImageMark } from '../marks.ts';
import { densityShade, referenceDensity } from './density.ts';

/** Columns of the picture: about one for each four pixels of a wide figure. */
const COLUMNS = 181;

/**
 * The density p_t(x) of one-dimensional data over all times, t across and x up. Each time is shaded against its own reference, as it is when
 * it is seen alone.
 */
export function densityOverTime(volume: FieldVolume): ImageMark {
  const { grid } = volume;
  const [rows] = grid.size;
  const density = new Float32Array(rows);
  const velocity = new Float32Array(rows);
  const opacities = new Uint8ClampedArray(COLUMNS * rows);
  const columnTimes = Float32Array.from({ length: COLUMNS }, (_, column) => column / (COLUMNS - 1));
  columnTimes.forEach((t, column) => {
    interpolateField(volume, t, velocity, density);
    const reference = referenceDensity(density);
    for (let row = 0; row < rows; row++) opacities[row * COLUMNS + column] = densityShade(density[row], reference);
  });
  const half = [1 / (COLUMNS - 1) / 2, (grid.upper[0] - grid.lower[0]) / (rows - 1) / 2];
  return {
    kind: 'image', columns: COLUMNS, rows, columnTimes, opacities, color: 0, opacity: 1, clipped: true,
    lower: [-half[0], grid.lower[0] - half[1]],
    upper: [1 + half[0], grid.upper[0] + half[1]],
  };
}
