import { ArgumentError } from '../argument-error.ts';
import { covarianceEntry, covarianceFactors, inShape, leastCovariances, storedCovariances, widerShape, type Covariances, type CovarianceShape } from '../covariances.ts';
import { checkMixture, mixtureMean } from '../mixtures.ts';
import type { Mixture, MixtureModel } from '../models/types.ts';
import { fieldTime } from '../model-time.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { precision, timesInverse } from './precision.ts';

/** More pairs than this would take gigabytes and minutes: one side has to be thinned first. */
const MOST_PAIRS = 2 ** 22;
/** Variances under this part of the laws' own are raised to it: finite numbers where data points have no spread. */
const RELATIVE_FLOOR = 1e-16;
/** Directions in which a full covariance has less than this part of its mean variance have only its rounding. */
const RELATIVE_PIVOT = 1e-12;

/**
 * The law of X_t as a mixture over pairs (i, j) of source and target components, for one time after the other.
 *
 * Pair `p = i * targets + j` is Gaussian: mean `m = sigma m_i + alpha m_j`, covariance `S = sigma^2 C_i + alpha^2 C_j`, and given the
 * pair the velocity is affine: `v(x) = K x + shift` with `K = (alpha alpha' C_j + sigma sigma' C_i) S^-1` and
 * `shift = alpha' m_j + sigma' m_i - K m` (conditional expectation of a Gaussian; Lipman et al. 2023, theorem 1, sums the pairs).
 *
 * Where S is singular (data points at t = 1) its variance is held at a floor; there K is 0 along the directions without spread, so
 * the velocity is the one on the data point itself, `x_j - E[X_0]`, and stays finite everywhere.
 */
export interface PairTable {
  readonly dimension: number;
  readonly count: number;
  readonly targets: number;
  /** The least that holds all covariances: precisions and gains hold one number a pair (isotropic), one for each axis, or a row-major matrix. */
  readonly shape: CovarianceShape;
  /** Numbers of one precision or gain. */
  readonly stride: number;
  /** From one axis to the next in it where the shape is not full: 0 or 1. */
  readonly axis: number;
  /** Covariances of the two laws in that shape. */
  readonly source: Covariances;
  readonly target: Covariances;
  /** `m`, interleaved. */
  readonly means: Float64Array;
  /** `log(w_i w_j) - log det(2 pi S) / 2`. */
  readonly offsets: Float64Array;
  /** `S^-1`. */
  readonly precisions: Float64Array;
  /** `K`. */
  readonly gains: Float64Array;
  /** `shift`, interleaved. */
  readonly shifts: Float64Array;
  /** Whether some pair stood below the floor at the prepared time and was widened. */
  widened: boolean;
  /** By how much each diagonal of a full S was raised for it; 0 of other shapes. */
  readonly raises: Float64Array;
  /** The log weight of every pair at the point in hand. */
  readonly terms: Float64Array;
  /** The pairs that count there, and their weights up to a factor: as many as `weigh` has said. */
  readonly active: Int32Array;
  readonly weights: Float64Array;
  /** Fill the table for time `t`; does nothing when it already stands there. */
  prepare(t: number): void;
}

/**
 * @param floor  no pair is narrower than this variance; when absent, so small that only points without spread reach it
 * @throws ArgumentError when a mixture is malformed, the dimensions differ, or there are more than 2^22 pairs
 */
export function createPairTable(source: Mixture, target: Mixture, schedule: Schedule, floor?: number): PairTable {
  checkMixture('source', source);
  checkMixture('target', target);
  covarianceFactors('source', source);
  covarianceFactors('target', target);
  const { dimension } = source;
  if (target.dimension !== dimension) {
    throw new ArgumentError('target', `has dimension ${target.dimension}, but the source has ${dimension}`);
  }
  const targets = target.weights.length;
  const count = source.weights.length * targets;
  if (count > MOST_PAIRS) {
    const sources = source.weights.length;
    const saying = { key: 'tooManyPairs', sources, targets, most: MOST_PAIRS } as const;
    throw new ArgumentError('target', `${sources} source and ${targets} target components make ${count} pairs, more than ${MOST_PAIRS}`, saying);
  }
  const least = [leastCovariances(source), leastCovariances(target)];
  const shape = widerShape(least[0].shape, least[1].shape);
  const [from, to] = least.map((covariances) => inShape(covariances, shape, dimension));
  const { stride } = from;
  const means = new Float64Array(count * dimension);
  const shifts = new Float64Array(count * dimension);
  const offsets = new Float64Array(count);
  const precisions = new Float64Array(count * stride);
  const gains = new Float64Array(count * stride);
  const raises = new Float64Array(count);
  const terms = new Float64Array(count);
  const active = new Int32Array(count);
  const weights = new Float64Array(count);
  const smallest = floor ?? RELATIVE_FLOOR * (Math.max(meanVariance(source), meanVariance(target)) || squaredDistance(source, target) || 1);
  const numerator = new Float64Array(stride);
  const covariance = new Float64Array(stride);
  const factor = new Float64Array(stride);
  const logTwoPi = dimension * Math.log(2 * Math.PI);
  let prepared = NaN;

  /** Precision and gain of a pair whose axes do not mix. Returns the log of the determinant. */
  const invertAxes = (p: number): number => {
    let logDeterminant = 0;
    for (let e = 0; e < stride; e++) {
      const variance = Math.max(covariance[e], smallest);
      if (covariance[e] < smallest) table.widened = true;
      precisions[p * stride + e] = 1 / variance;
      gains[p * stride + e] = numerator[e] / variance;
      logDeterminant += Math.log(variance);
    }
    for (let k = 0; k < dimension; k++) shifts[p * dimension + k] -= gains[stride === 1 ? p : p * stride + k] * means[p * dimension + k];
    return stride === 1 ? dimension * logDeterminant : logDeterminant;
  };

  const invertFull = (p: number): number => {
    const before = covariance[0];
    let trace = 0;
    for (let k = 0; k < dimension; k++) trace += covariance[k * dimension + k];
    const pivot = Math.max(smallest, (RELATIVE_PIVOT * trace) / dimension);
    const logDeterminant = precision(covariance, dimension, pivot, precisions, p * stride, factor);
    raises[p] = covariance[0] - before;
    if (raises[p] > 0) table.widened = true;
    gains.set(numerator, p * stride);
    timesInverse(factor, dimension, gains, p * stride);
    for (let e = 0; e < stride; e++) shifts[p * dimension + Math.floor(e / dimension)] -= gains[p * stride + e] * means[p * dimension + (e % dimension)];
    return logDeterminant;
  };

  const prepare = (time: number): void => {
    if (time === prepared) return;
    const t = fieldTime(time);
    const alpha = schedule.alpha(t);
    const sigma = schedule.sigma(t);
    const alphaRate = schedule.alphaRate(t);
    const sigmaRate = schedule.sigmaRate(t);
    table.widened = false;
    for (let i = 0, p = 0; i < source.weights.length; i++) {
      const logSource = Math.log(source.weights[i]);
      for (let j = 0; j < targets; j++, p++) {
        const logWeight = logSource + Math.log(target.weights[j]);
        for (let k = 0; k < dimension; k++) {
          const start = source.means[i * dimension + k];
          const end = target.means[j * dimension + k];
          means[p * dimension + k] = sigma * start + alpha * end;
          shifts[p * dimension + k] = alphaRate * end + sigmaRate * start;
        }
        for (let e = 0; e < stride; e++) {
          const a = from.values[i * stride + e];
          const b = to.values[j * stride + e];
          covariance[e] = sigma * sigma * a + alpha * alpha * b;
          numerator[e] = alpha * alphaRate * b + sigma * sigmaRate * a;
        }
        const logDeterminant = shape === 'full' ? invertFull(p) : invertAxes(p);
        offsets[p] = logWeight - 0.5 * (logTwoPi + logDeterminant);
      }
    }
    prepared = time;
  };
  const table: PairTable = {
    dimension,
    count,
    targets,
    shape,
    stride,
    axis: shape === 'isotropic' ? 0 : 1,
    source: from,
    target: to,
    means,
    offsets,
    precisions,
    gains,
    shifts,
    terms,
    active,
    weights,
    widened: false,
    raises,
    prepare,
  };
  return table;
}

/**
 * Whether some pairs of a model have a direction without spread at time t, as data points have at t = 1: what depends on their widths, densities,
 * scores and divergences, is then none.
 *
 * @throws ArgumentError as `createPairTable`, and for `t` outside [0, 1]
 */
export function lacksSpread({ source, target, schedule }: MixtureModel, t: number): boolean {
  const table = createPairTable(source, target, namedSchedule(schedule ?? 'linear'));
  table.prepare(t);
  return table.widened;
}

/** Variance of a coordinate, on average over the axes: it does not depend on where the origin is. */
function meanVariance(mixture: Mixture): number {
  const { dimension, weights, means } = mixture;
  const stored = storedCovariances(mixture);
  const centre = mixtureMean(mixture);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < dimension; k++) {
      sum += weights[i] * ((means[i * dimension + k] - centre[k]) ** 2 + covarianceEntry(stored, i, k, k));
    }
  }
  return sum / dimension;
}

/** Between the means of two laws, on average over the axes: the size of a figure in which a point goes to a point. */
function squaredDistance(source: Mixture, target: Mixture): number {
  const [from, to] = [mixtureMean(source), mixtureMean(target)];
  return from.reduce((sum, value, k) => sum + (value - to[k]) ** 2, 0) / from.length;
}
