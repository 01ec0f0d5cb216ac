import { ArgumentError } from '../argument-error.ts';
import { covarianceEntry, storedCovariances, type Covariances } from '../covariances.ts';
import { checkMixture, checkPoints } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import type { Points } from '../points.ts';

export interface Moments {
  /** One number an axis. */
  readonly mean: Float64Array;
  /** Row-major `dimension * dimension`. */
  readonly covariance: Float64Array;
}

/** Mean and covariance of a mixture, exactly. @throws ArgumentError when it is malformed */
export function mixtureMoments(mixture: Mixture): Moments {
  checkMixture('mixture', mixture);
  return momentsOf(mixture.dimension, mixture.weights, mixture.means, storedCovariances(mixture));
}

/** Mean and covariance (the mean over all points, not over one less) of a cloud. @throws ArgumentError when it is malformed */
export function pointsMoments(points: Points): Moments {
  checkPoints('points', points);
  return momentsOf(points.dimension, new Float64Array(points.count).fill(1 / points.count), points.coordinates);
}

/**
 * How far a cloud's mean and covariance are from those of a law: the Euclidean and the Frobenius norm of the difference.
 *
 * @throws ArgumentError when one is malformed or the dimensions differ
 */
export function momentErrors(points: Points, law: Mixture): { mean: number; covariance: number } {
  if (points.dimension !== law.dimension) throw new ArgumentError('law', `has dimension ${law.dimension}, but the points have ${points.dimension}`);
  const [cloud, exact] = [pointsMoments(points), mixtureMoments(law)];
  return { mean: distance(cloud.mean, exact.mean), covariance: distance(cloud.covariance, exact.covariance) };
}

function momentsOf(dimension: number, weights: Float64Array, means: ArrayLike<number>, covariances?: Covariances): Moments {
  const mean = new Float64Array(dimension);
  const covariance = new Float64Array(dimension * dimension);
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < dimension; k++) mean[k] += weights[i] * means[i * dimension + k];
  }
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < dimension; k++) {
      for (let l = 0; l < dimension; l++) {
        const product = (means[i * dimension + k] - mean[k]) * (means[i * dimension + l] - mean[l]);
        covariance[k * dimension + l] += weights[i] * (product + (covariances ? covarianceEntry(covariances, i, k, l) : 0));
      }
    }
  }
  return { mean, covariance };
}

function distance(a: Float64Array, b: Float64Array): number {
  let square = 0;
  for (let i = 0; i < a.length; i++) square += (a[i] - b[i]) ** 2;
  return Math.sqrt(square);
}
