import { fullCovariance, storedCovariances } from '../covariances.ts';
import { matrixProduct, sandwich } from '../matrix-product.ts';
import { checkMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import type { Schedule } from '../schedules.ts';
import { symmetricPower } from '../symmetric-power.ts';

/** Variances under this part of the whole are roundings. */
const ROUNDING = 1e-9;

/**
 * Whether the floor of the loss is infinite. Near t = 1 the spread is `sigma'^2 E Var(X_0 | X_t)`, and a sigma whose rate is infinite there
 * (as `(1 - t)^-1/2`) has a square without a finite mean. So the floor is finite only when X_t -> X_1 tells X_0: what of X_0 lies in the
 * directions in which the component of X_1 has no spread has to determine all of it. From noise to data points it does.
 *
 * @throws ArgumentError when a mixture is malformed
 */
export function isFloorInfinite(source: Mixture, target: Mixture, schedule: Schedule): boolean {
  checkMixture('source', source);
  checkMixture('target', target);
  if (!schedule.retimed) return false;
  const { dimension } = target;
  const { stride, values } = storedCovariances(target);
  for (let j = 0; j < target.weights.length; j++) {
    if (target.weights[j] === 0 || values.subarray(j * stride, (j + 1) * stride).every((value) => value === 0)) continue;
    const known = symmetricPower(fullCovariance(target, j), dimension, 0).map((value, e) => (e % (dimension + 1) === 0 ? 1 : 0) - value);
    if (!determines(known, source)) return true;
  }
  return false;
}

/** Whether a projection of a draw from the mixture determines it. */
function determines(projector: Float64Array, source: Mixture): boolean {
  const { dimension, weights, means } = source;
  const present = Array.from(weights.keys()).filter((i) => weights[i] > 0);
  const covariances = present.map((i) => fullCovariance(source, i));
  if (!covariances.every((covariance) => isExplained(projector, covariance, dimension))) return false;
  const ranks = covariances.map((covariance) => rank(sandwich(projector, covariance, dimension), dimension));
  const offset = new Float64Array(dimension);
  const joint = new Float64Array(dimension * dimension);
  for (let one = 0; one < present.length; one++) {
    for (let other = 0; other < one; other++) {
      if (ranks[one] !== ranks[other]) continue;
      const [a, b] = [present[one], present[other]];
      for (let k = 0; k < dimension; k++) offset[k] = means[a * dimension + k] - means[b * dimension + k];
      for (let e = 0; e < joint.length; e++) joint[e] = covariances[one][e] + covariances[other][e] + offset[Math.floor(e / dimension)] * offset[e % dimension];
      // Two components whose projections fill the same subspace have to be one function of it.
      if (rank(sandwich(projector, joint, dimension), dimension) === ranks[one] && !isExplained(projector, joint, dimension)) return false;
    }
  }
  return true;
}

/** Whether no variance is left of `C` given its projection: `tr(C - C P (P C P)^+ P C)` is 0. */
function isExplained(projector: Float64Array, covariance: Float64Array, dimension: number): boolean {
  const inverse = symmetricPower(sandwich(projector, covariance, dimension), dimension, -1);
  const explained = matrixProduct(covariance, matrixProduct(inverse, covariance, dimension), dimension);
  let [whole, left] = [0, 0];
  for (let k = 0; k < covariance.length; k += dimension + 1) {
    whole += covariance[k];
    left += covariance[k] - explained[k];
  }
  return left <= ROUNDING * whole;
}

function rank(matrix: Float64Array, dimension: number): number {
  const range = symmetricPower(matrix, dimension, 0);
  let trace = 0;
  for (let k = 0; k < range.length; k += dimension + 1) trace += range[k];
  return Math.round(trace);
}
