import { ArgumentError } from '../argument-error.ts';
import { checkCount, checkPoints } from '../mixtures.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';

export interface SlicedWassersteinOptions {
  /** Random directions, 1 or more. */
  readonly projections: number;
  readonly random: Random;
}

/**
 * Sliced 2-Wasserstein distance (Bonneel et al. 2015): the root of the mean over directions of W2 squared in one dimension.
 * The clouds may differ in size: their quantile functions are compared exactly.
 *
 * @throws ArgumentError when a cloud is empty or not finite, or the dimensions differ
 */
export function slicedWasserstein(a: Points, b: Points, { projections, random }: SlicedWassersteinOptions): number {
  checkPoints('a', a);
  checkPoints('b', b);
  checkCount('projections', projections);
  const { dimension } = a;
  if (b.dimension !== dimension) throw new ArgumentError('b', `has dimension ${b.dimension}, but a has ${dimension}`);
  const direction = new Float64Array(dimension);
  const shadowA = new Float64Array(a.count);
  const shadowB = new Float64Array(b.count);
  let sum = 0;
  for (let projection = 0; projection < projections; projection++) {
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      direction[k] = random.normal();
      square += direction[k] ** 2;
    }
    for (let k = 0; k < dimension; k++) direction[k] /= Math.sqrt(square);
    project(a, direction, shadowA);
    project(b, direction, shadowB);
    sum += squaredWassersteinOfSorted(shadowA.sort(), shadowB.sort());
  }
  return Math.sqrt(sum / projections);
}

function project({ dimension, count, coordinates }: Points, direction: Float64Array, out: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let dot = 0;
    for (let k = 0; k < dimension; k++) dot += direction[k] * coordinates[i * dimension + k];
    out[i] = dot;
  }
}

/** `integral over q of (A^-1(q) - B^-1(q))^2` for two sorted samples of any sizes. */
export function squaredWassersteinOfSorted(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  let level = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const endA = (i + 1) / a.length;
    const endB = (j + 1) / b.length;
    const next = Math.min(endA, endB);
    sum += (next - level) * (a[i] - b[j]) ** 2;
    level = next;
    // Compared as whole numbers, so that equal levels end both steps.
    const order = (i + 1) * b.length - (j + 1) * a.length;
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return sum;
}
