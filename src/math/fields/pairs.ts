import { ArgumentError } from '../argument-error.ts';
import { checkMixture, covarianceFactors, mixtureMean } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { fieldTime } from '../model-time.ts';
import type { Schedule } from '../schedules.ts';
import { precision } from './precision.ts';

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
  /** All covariances are multiples of the identity: then precisions and gains hold one number a pair, else a row-major matrix. */
  readonly isotropic: boolean;
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
  /** Scratch: the log weight of every pair at the point in hand. */
  readonly terms: Float64Array;
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
    throw new ArgumentError('target', `${source.weights.length} source and ${targets} target components make ${count} pairs, more than ${MOST_PAIRS}`);
  }
  const sourceVariances = isotropicVariances(source);
  const targetVariances = isotropicVariances(target);
  const isotropic = sourceVariances !== null && targetVariances !== null;
  const block = isotropic ? 1 : dimension * dimension;
  const means = new Float64Array(count * dimension);
  const shifts = new Float64Array(count * dimension);
  const offsets = new Float64Array(count);
  const precisions = new Float64Array(count * block);
  const gains = new Float64Array(count * block);
  const terms = new Float64Array(count);
  const smallest = floor ?? RELATIVE_FLOOR * (Math.max(meanVariance(source), meanVariance(target)) || squaredDistance(source, target) || 1);
  const numerator = new Float64Array(dimension * dimension);
  const covariance = new Float64Array(dimension * dimension);
  const workspace = new Float64Array(dimension * dimension);
  const logTwoPi = dimension * Math.log(2 * Math.PI);
  let prepared = NaN;

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
          const from = source.means[i * dimension + k];
          const to = target.means[j * dimension + k];
          means[p * dimension + k] = sigma * from + alpha * to;
          shifts[p * dimension + k] = alphaRate * to + sigmaRate * from;
        }
        if (sourceVariances && targetVariances) {
          const a = sourceVariances[i];
          const b = targetVariances[j];
          const exact = sigma * sigma * a + alpha * alpha * b;
          const variance = Math.max(exact, smallest);
          if (exact < smallest) table.widened = true;
          const gain = (alpha * alphaRate * b + sigma * sigmaRate * a) / variance;
          offsets[p] = logWeight - 0.5 * (logTwoPi + dimension * Math.log(variance));
          precisions[p] = 1 / variance;
          gains[p] = gain;
          for (let k = 0; k < dimension; k++) shifts[p * dimension + k] -= gain * means[p * dimension + k];
          continue;
        }
        for (let e = 0; e < block; e++) {
          const a = source.covariances[i * block + e];
          const b = target.covariances[j * block + e];
          covariance[e] = sigma * sigma * a + alpha * alpha * b;
          numerator[e] = alpha * alphaRate * b + sigma * sigmaRate * a;
        }
        const before = covariance[0];
        let trace = 0;
        for (let k = 0; k < dimension; k++) trace += covariance[k * dimension + k];
        const least = Math.max(smallest, (RELATIVE_PIVOT * trace) / dimension);
        const logDeterminant = precision(covariance, dimension, least, precisions, p * block, workspace);
        if (covariance[0] !== before) table.widened = true;
        offsets[p] = logWeight - 0.5 * (logTwoPi + logDeterminant);
        for (let k = 0; k < dimension; k++) {
          for (let l = 0; l < dimension; l++) {
            let sum = 0;
            for (let e = 0; e < dimension; e++) sum += numerator[k * dimension + e] * precisions[p * block + e * dimension + l];
            gains[p * block + k * dimension + l] = sum;
            shifts[p * dimension + k] -= sum * means[p * dimension + l];
          }
        }
      }
    }
    prepared = time;
  };
  const table: PairTable = {
    dimension,
    count,
    targets,
    isotropic,
    means,
    offsets,
    precisions,
    gains,
    shifts,
    terms,
    widened: false,
    prepare,
  };
  return table;
}

/** The common variance of each component, or null when some covariance is not a multiple of the identity. */
function isotropicVariances({ dimension, weights, covariances }: Mixture): Float64Array | null {
  const variances = new Float64Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    variances[i] = covariances[i * dimension * dimension];
    for (let k = 0; k < dimension; k++) {
      for (let l = 0; l < dimension; l++) {
        if (covariances[(i * dimension + k) * dimension + l] !== (k === l ? variances[i] : 0)) return null;
      }
    }
  }
  return variances;
}

/** Variance of a coordinate, on average over the axes: it does not depend on where the origin is. */
function meanVariance(mixture: Mixture): number {
  const { dimension, weights, means, covariances } = mixture;
  const centre = mixtureMean(mixture);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < dimension; k++) {
      sum += weights[i] * ((means[i * dimension + k] - centre[k]) ** 2 + covariances[(i * dimension + k) * dimension + k]);
    }
  }
  return sum / dimension;
}

/** Between the means of two laws, on average over the axes: the size of a figure in which a point goes to a point. */
function squaredDistance(source: Mixture, target: Mixture): number {
  const [from, to] = [mixtureMean(source), mixtureMean(target)];
  return from.reduce((sum, value, k) => sum + (value - to[k]) ** 2, 0) / from.length;
}
