import { ArgumentError } from '../argument-error.ts';
import { covarianceEntry, covarianceFactors, fullCovariance } from '../covariances.ts';
import { exactSpread } from '../fields/exact-spread.ts';
import { scheduledInterpolant } from '../interpolant.ts';
import { sandwich } from '../matrix-product.ts';
import { checkMixture, sampleMixture } from '../mixtures.ts';
import type { Mixture, MixtureModel } from '../models/types.ts';
import type { Random } from '../random.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { symmetricPower } from '../symmetric-power.ts';
import { isFloorInfinite } from './is-floor-infinite.ts';

/** Independent repetitions, from whose scatter the standard error is taken. */
const REPETITIONS = 16;

export interface LossFloorOptions {
  /** Draws in all, at least 32; 8,192 when absent. */
  readonly draws?: number;
  readonly random: Random;
}

/**
 * The floor of the loss of conditional flow matching, `E|alpha' X_1 + sigma' X_0 - v_t(X_t)|^2` over uniform t, summed over the axes: no
 * network can be below it. Closed form between two Gaussians under the linear schedule, else by quadrature. It is Infinity under
 * `variance-preserving`, whose sigma' is infinite at t = 1, unless X_1 tells X_0 there (as from noise to data points).
 *
 * The quadrature averages the spread at X_t (`exactSpread`) rather than squared errors, with one time in each slice of [0, 1]; its standard
 * error is several times smaller than that of the same number of squared errors.
 *
 * @throws ArgumentError when a mixture is malformed or `draws` is too small
 */
export function lossFloor(model: MixtureModel, { draws = 8192, random }: LossFloorOptions): { floor: number; standardError: number } {
  const schedule = namedSchedule(model.schedule ?? 'linear');
  const slices = Math.floor(draws / REPETITIONS);
  if (!(slices >= 2 && slices < Infinity)) throw new ArgumentError('draws', `must be ${2 * REPETITIONS} or more, not ${draws}`);
  if (isFloorInfinite(model.source, model.target, schedule)) return { floor: Infinity, standardError: 0 };
  const closed = model.schedule === undefined || model.schedule === 'linear' ? gaussianFloor(model.source, model.target) : null;
  if (closed !== null) return { floor: closed, standardError: 0 };
  let mean = 0;
  let squares = 0;
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const deviation = slicedMean(model, schedule, slices, random) - mean;
    mean += deviation / (repetition + 1);
    squares += deviation ** 2 * (repetition / (repetition + 1));
  }
  return { floor: mean, standardError: Math.sqrt(squares / (REPETITIONS - 1) / REPETITIONS) };
}

/** The mean spread over one draw in each of `slices` equal slices of time. */
function slicedMean({ kind, source, target }: MixtureModel, schedule: Schedule, slices: number, random: Random): number {
  const spread = exactSpread({ kind, source, target }, schedule);
  const { dimension } = source;
  const x0 = sampleMixture(source, slices, random).coordinates;
  const x1 = sampleMixture(target, slices, random).coordinates;
  const t = Float64Array.from({ length: slices }, (_, i) => (i + random.uniform()) / slices);
  const [points, velocities] = [new Float64Array(x0.length), new Float64Array(x0.length)];
  scheduledInterpolant(schedule)(x0, x1, t, points, velocities);
  const value = new Float64Array(1);
  let sum = 0;
  for (let i = 0; i < slices; i++) {
    spread(points.subarray(i * dimension, (i + 1) * dimension), t[i], value);
    sum += value[0];
  }
  return sum / slices;
}

/**
 * `pi/2 tr(S0 # S1)` with the geometric mean `S0 # S1 = S0^1/2 (S0^-1/2 S1 S0^-1/2)^1/2 S0^1/2`: in the axes in which both are diagonal the
 * integrand is `a b / ((1 - t)^2 a + t^2 b)`, whose integral is `sqrt(a b) pi/2`. For N(0, I) to N(m, s^2 I) that is `s pi/2` an axis.
 *
 * @returns null when one is not a single Gaussian with spread in all directions
 */
function gaussianFloor(source: Mixture, target: Mixture): number | null {
  checkMixture('source', source);
  checkMixture('target', target);
  if (source.weights.length !== 1 || target.weights.length !== 1 || source.dimension !== target.dimension) return null;
  const { dimension } = source;
  const factors = covarianceFactors('source', source);
  for (let k = 0; k < dimension; k++) if (covarianceEntry(factors, 0, k, k) === 0) return null;
  const from = fullCovariance(source, 0);
  const inverseRoot = symmetricPower(from, dimension, -0.5);
  const middle = symmetricPower(sandwich(inverseRoot, fullCovariance(target, 0), dimension), dimension, 0.5);
  const mean = sandwich(symmetricPower(from, dimension, 0.5), middle, dimension);
  let trace = 0;
  for (let k = 0; k < dimension; k++) trace += mean[k * dimension + k];
  return (Math.PI / 2) * trace;
}
