import { exactVelocity } from '../fields/exact-velocity.ts';
import { scheduledInterpolant } from '../interpolant.ts';
import { sampleMixture } from '../mixtures.ts';
import type { Mixture, MixtureModel } from '../models/types.ts';
import type { Random } from '../random.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { isFloorInfinite } from './is-floor-infinite.ts';

/** Draws of conditional flow matching: independent ends, a time each, and the point between them. */
export interface ConditionalDraws {
  readonly dimension: number;
  readonly count: number;
  /** Interleaved, `count * dimension`. */
  readonly x0: Float64Array;
  /** Interleaved, `count * dimension`. */
  readonly x1: Float64Array;
  /** Uniform in [0, 1), one a draw. */
  readonly t: Float64Array;
  /** `alpha(t) x1 + sigma(t) x0`, interleaved. */
  readonly xt: Float64Array;
  /** What a network is asked to predict: `alpha'(t) x1 + sigma'(t) x0`, interleaved; `x1 - x0` under the linear schedule. */
  readonly velocity: Float64Array;
}

export interface ConditionalDrawsOptions {
  readonly source: Mixture;
  readonly target: Mixture;
  readonly count: number;
  readonly random: Random;
  /** Linear when absent. */
  readonly schedule?: Schedule;
}

/** @throws ArgumentError when a mixture is malformed or `count` is not a whole number, 1 or more */
export function conditionalDraws(options: ConditionalDrawsOptions): ConditionalDraws {
  const { source, target, count, random, schedule = namedSchedule('linear') } = options;
  const { dimension } = source;
  const x0 = Float64Array.from(sampleMixture(source, count, random).coordinates);
  const x1 = Float64Array.from(sampleMixture(target, count, random).coordinates);
  const t = new Float64Array(count);
  const xt = new Float64Array(count * dimension);
  const velocity = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++) t[i] = random.uniform();
  scheduledInterpolant(schedule)(x0, x1, t, xt, velocity);
  return { dimension, count, x0, x1, t, xt, velocity };
}

/**
 * The floor of the loss curve on given draws: the mean of `|alpha' X_1 + sigma' X_0 - v_t(X_t)|^2`, summed over the axes, with the exact
 * field. No network can be below it but by chance (Lipman et al. 2023, theorem 2: the two losses differ by this constant). Infinity where
 * no number of draws has a mean, as in `lossFloor`.
 *
 * @param draws  from the same source, target and schedule as `model`
 */
export function exactFloor(model: MixtureModel, draws: ConditionalDraws): { floor: number; standardError: number } {
  const { dimension, count, t, xt, velocity } = draws;
  const field = exactVelocity(model);
  if (isFloorInfinite(model.source, model.target, namedSchedule(model.schedule ?? 'linear'))) return { floor: Infinity, standardError: 0 };
  const point = new Float64Array(dimension);
  const exact = new Float64Array(dimension);
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++) point[k] = xt[i * dimension + k];
    field(point, t[i], exact);
    let loss = 0;
    for (let k = 0; k < dimension; k++) loss += (velocity[i * dimension + k] - exact[k]) ** 2;
    const deviation = loss - mean;
    mean += deviation / (i + 1);
    squares += deviation * (loss - mean);
  }
  return { floor: mean, standardError: count > 1 ? Math.sqrt(squares / (count - 1) / count) : Infinity };
}
