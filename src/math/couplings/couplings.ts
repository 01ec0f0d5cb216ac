import { ArgumentError } from '../argument-error.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';
import { assignment } from './assignment.ts';
import { checkSameSize, squaredDistances } from './distances.ts';
import { drawPartners, sinkhorn, type SinkhornOptions } from './sinkhorn.ts';

/** Which point of `b` each point of `a` is paired with; the clouds have the same size. */
export type Coupling = (a: Points, b: Points, random: Random) => Int32Array;

/** Every pairing is as likely as any other: a uniform permutation (Fisher and Yates). */
export const independentCoupling: Coupling = (a, b, random) => {
  checkSameSize(a, b);
  const partner = Int32Array.from({ length: a.count }, (_, i) => i);
  for (let i = a.count - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    const swap = partner[i];
    partner[i] = partner[j];
    partner[j] = swap;
  }
  return partner;
};

/**
 * Optimal transport between the two clouds, exactly: the permutation of least `sum |a_i - b_p(i)|^2`. On the batches of a training run
 * this is minibatch OT (Pooladian et al. 2023; Tong et al. 2024); on two whole clouds it is their optimal transport.
 */
export const optimalCoupling = (a: Points, b: Points): Int32Array => {
  checkSameSize(a, b);
  return assignment(squaredDistances(a, b), a.count);
};

/** In one dimension optimal transport pairs the points in their order. */
export const sortedCoupling = (a: Points, b: Points): Int32Array => {
  checkSameSize(a, b);
  if (a.dimension !== 1) throw new ArgumentError('a', `must have dimension 1 to be sorted, not ${a.dimension}`);
  const orderA = ascending(a);
  const orderB = ascending(b);
  const partner = new Int32Array(a.count);
  for (let rank = 0; rank < a.count; rank++) partner[orderA[rank]] = orderB[rank];
  return partner;
};

/** Partners drawn from the entropic plan: from optimal (small `epsilon`) to independent (large). In general not a permutation. */
export const sinkhornCoupling =
  (options: SinkhornOptions): Coupling =>
  (a, b, random) => {
    checkSameSize(a, b);
    return drawPartners(sinkhorn(a, b, options), random);
  };

/** The points at the given places, in that order: `takePoints(b, coupling(a, b, random))` stands pairwise beside `a`. */
export function takePoints(points: Points, places: ArrayLike<number>): Points {
  const { dimension, count } = points;
  const coordinates = new Float64Array(places.length * dimension);
  for (let i = 0; i < places.length; i++) {
    if (!(places[i] >= 0 && places[i] < count)) throw new ArgumentError('places', `must lie in 0..${count - 1}, but one is ${places[i]}`);
    for (let k = 0; k < dimension; k++) coordinates[i * dimension + k] = points.coordinates[places[i] * dimension + k];
  }
  return { dimension, count: places.length, coordinates };
}

function ascending({ count, coordinates }: Points): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).sort((i, j) => coordinates[i] - coordinates[j]);
}
