import type { Points, Random } from '../math/index.ts';

/**
 * A random choice of points without repetition, in no order; all of them, as they are, when there are no more than `most`.
 */
export function thinPoints(points: Points, most: number, random: Random): Points {
  const { dimension, count, coordinates } = points;
  if (count <= most) return points;
  const chosen = new Float64Array(most * dimension);
  thinRows(count, most, random).forEach((taken, i) => {
    for (let k = 0; k < dimension; k++) chosen[i * dimension + k] = coordinates[taken * dimension + k];
  });
  return { dimension, count: most, coordinates: chosen };
}

/** Which of `count` rows such a choice takes; all, in their order, when there are no more than `most`. */
export function thinRows(count: number, most: number, random: Random): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (count <= most) return order;
  for (let i = 0; i < most; i++) {
    const other = i + Math.floor(random.uniform() * (count - i));
    const taken = order[other];
    order[other] = order[i];
    order[i] = taken;
  }
  return order.subarray(0, most);
}
