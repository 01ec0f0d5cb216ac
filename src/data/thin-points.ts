import type { Points, Random } from '../math/index.ts';

/**
 * A random choice of points without repetition, in no order; all of them, as they are, when there are no more than `most`.
 */
export function thinPoints(points: Points, most: number, random: Random): Points {
  const { dimension, count, coordinates } = points;
  if (count <= most) return points;
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  const chosen = new Float64Array(most * dimension);
  for (let i = 0; i < most; i++) {
    const other = i + Math.floor(random.uniform() * (count - i));
    const taken = order[other];
    order[other] = order[i];
    for (let k = 0; k < dimension; k++) chosen[i * dimension + k] = coordinates[taken * dimension + k];
  }
  return { dimension, count: most, coordinates: chosen };
}
