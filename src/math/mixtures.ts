import { ArgumentError } from './argument-error.ts';
import { covarianceFactors, strides } from './covariances.ts';
import type { Mixture } from './models/types.ts';
import type { Points } from './points.ts';
import type { Random } from './random.ts';

/** Weights may miss a sum of 1 by this much before they are refused: room for sums of float32 numbers. */
const WEIGHT_TOLERANCE = 1e-6;

/** The standard normal N(0, I). */
export function gaussianMixture(dimension: number): Mixture {
  checkDimension(dimension);
  return { dimension, weights: Float64Array.of(1), means: new Float64Array(dimension), covariances: Float64Array.of(1) };
}

/**
 * A finite data set as a distribution: every point has the same weight and no spread.
 *
 * @throws ArgumentError when there is no point, or one is not finite
 */
export function pointsMixture(points: Points): Mixture {
  checkPoints('points', points);
  const { dimension, count } = points;
  return {
    dimension,
    weights: new Float64Array(count).fill(1 / count),
    means: Float64Array.from(points.coordinates),
    covariances: new Float64Array(count),
  };
}

/**
 * Gaussians of one common spread around given centres.
 *
 * @param centres  interleaved
 * @param deviation  standard deviation on every axis, 0 or more
 * @param weights  one a centre, any positive sum; equal when absent
 */
export function isotropicMixture(
  dimension: number,
  centres: ArrayLike<number>,
  deviation: number,
  weights?: ArrayLike<number>,
): Mixture {
  const count = centres.length / dimension;
  const raw = weights ? Float64Array.from(weights) : new Float64Array(count).fill(1);
  let total = 0;
  for (let i = 0; i < count; i++) total += raw[i];
  for (let i = 0; i < count; i++) raw[i] /= total;
  const mixture = { dimension, weights: raw, means: Float64Array.from(centres), covariances: new Float64Array(count).fill(deviation ** 2) };
  checkMixture('mixture', mixture);
  return mixture;
}

/**
 * Independent draws.
 *
 * @param count  how many, 1 or more
 * @returns points in float64, interleaved
 */
export function sampleMixture(mixture: Mixture, count: number, random: Random): Points {
  checkMixture('mixture', mixture);
  checkCount('count', count);
  const { dimension, weights, means } = mixture;
  const { shape, stride, values } = covarianceFactors('mixture', mixture);
  const cumulative = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) cumulative[i] = total += weights[i];
  const coordinates = new Float64Array(count * dimension);
  const noise = new Float64Array(dimension);
  for (let point = 0; point < count; point++) {
    const component = firstAbove(cumulative, random.uniform() * total);
    for (let k = 0; k < dimension; k++) noise[k] = random.normal();
    for (let k = 0; k < dimension; k++) {
      let value = means[component * dimension + k];
      if (shape === 'full') for (let l = 0; l <= k; l++) value += values[component * stride + k * dimension + l] * noise[l];
      else value += values[component * stride + (shape === 'diagonal' ? k : 0)] * noise[k];
      coordinates[point * dimension + k] = value;
    }
  }
  return { dimension, count, coordinates };
}

/** Whether a law consists of points without spread. */
export const isPointLaw = ({ covariances }: Mixture): boolean => covariances.every((entry) => entry === 0);

/** Mean of the whole mixture, one number an axis. */
export function mixtureMean(mixture: Mixture): Float64Array {
  const { dimension, weights, means } = mixture;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < dimension; k++) mean[k] += weights[i] * means[i * dimension + k];
  }
  return mean;
}

/** Refuses what is not a mixture, by the name of the field that is wrong. Covariances are checked where they are factored. */
export function checkMixture(argument: string, mixture: Mixture): void {
  const { dimension, weights, means, covariances } = mixture;
  checkDimension(dimension, `${argument}.dimension`);
  const count = weights.length;
  if (count === 0) throw new ArgumentError(`${argument}.weights`, 'needs at least one component');
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ArgumentError(`${argument}.weights`, `must not be negative or non-finite, but one is ${weight}`);
    }
    total += weight;
  }
  if (Math.abs(total - 1) > WEIGHT_TOLERANCE) throw new ArgumentError(`${argument}.weights`, `must sum to 1, not ${total}`);
  checkLength(`${argument}.means`, means, count * dimension);
  const lengths = strides(dimension).map((stride) => count * stride);
  if (!lengths.includes(covariances.length)) {
    throw new ArgumentError(`${argument}.covariances`, `must hold ${lengths.join(' or ')} numbers, not ${covariances.length}`);
  }
  checkFinite(`${argument}.means`, means);
  checkFinite(`${argument}.covariances`, covariances);
  for (let i = 0; i < count && covariances.length === count * dimension * dimension; i++) {
    for (let k = 0; k < dimension; k++) {
      for (let l = 0; l < k; l++) {
        const one = covariances[(i * dimension + k) * dimension + l];
        const other = covariances[(i * dimension + l) * dimension + k];
        if (Math.abs(one - other) > 1e-9 * (Math.abs(one) + Math.abs(other))) {
          throw new ArgumentError(`${argument}.covariances`, `component ${i} is not symmetric`);
        }
      }
    }
  }
}

/** Refuses an empty cloud, a length that does not fit, and numbers that are not finite. */
export function checkPoints(argument: string, points: Points): void {
  checkDimension(points.dimension, `${argument}.dimension`);
  checkCount(`${argument}.count`, points.count);
  checkLength(`${argument}.coordinates`, points.coordinates, points.count * points.dimension);
  checkFinite(`${argument}.coordinates`, points.coordinates);
}

/** Refuses anything but a whole number, 1 or more. */
export function checkCount(argument: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new ArgumentError(argument, `must be a whole number, 1 or more, not ${count}`);
}

function checkDimension(dimension: number, argument = 'dimension'): void {
  checkCount(argument, dimension);
}

function checkLength(argument: string, values: ArrayLike<number>, length: number): void {
  if (values.length !== length) throw new ArgumentError(argument, `must hold ${length} numbers, not ${values.length}`);
}

function checkFinite(argument: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new ArgumentError(argument, `must be finite, but number ${i} is ${values[i]}`);
  }
}

/** The first index whose cumulative weight is above `value`; the last one with a weight when rounding leaves none. */
function firstAbove(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
