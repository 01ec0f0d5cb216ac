import { ArgumentError } from '../argument-error.ts';
import { optimalCoupling } from '../couplings/couplings.ts';
import type { Points } from '../points.ts';

/** Exact assignment takes a second here; beyond, slice. */
const MOST_POINTS = 2048;

/**
 * The 2-Wasserstein distance of two clouds of the same size by exact assignment: the root of the mean squared distance of the best pairing.
 *
 * @throws ArgumentError when the clouds differ in size or dimension, or have more than 2,048 points
 */
export function wasserstein(a: Points, b: Points): number {
  if (a.count > MOST_POINTS) throw new ArgumentError('a', `has ${a.count} points; exact assignment takes at most ${MOST_POINTS}`);
  const partner = optimalCoupling(a, b);
  const { dimension, count } = a;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++) sum += (a.coordinates[i * dimension + k] - b.coordinates[partner[i] * dimension + k]) ** 2;
  }
  return Math.sqrt(sum / count);
}
