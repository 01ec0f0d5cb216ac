import type { MixtureModel, ScalarField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { createPairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';

/**
 * How undecided the direction is at a point: `E[|U - v_t(x)|^2 | X_t = x]`, summed over the axes, where `U = alpha' X_1 + sigma' X_0` is
 * the motion of the pair that passes. The total variance over the pairs: `sum r_ij (tr Cov_ij + |v_ij|^2) - |v|^2`. Its mean over t and
 * X_t is the floor of the loss. Where the schedule's rates are infinite at t = 1, it is that of t = 1 - 2^-10 there.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactSpread(model: MixtureModel, schedule?: Schedule): ScalarField {
  const both = exactVelocityAndSpread(model, schedule);
  let velocity = new Float64Array(0);
  return (x, t, out) => {
    if (velocity.length !== x.length) velocity = new Float64Array(x.length);
    both(x, t, velocity, out);
  };
}

/** The velocity `v_t(x)`, interleaved, and the spread, one number a point: both need the same sums. */
export type VelocityAndSpread = (x: Coordinates, t: number, velocity: Coordinates, spread: Coordinates) => void;

/** The fields of `exactVelocity` and `exactSpread` at once. */
export function exactVelocityAndSpread(
  model: MixtureModel,
  schedule: Schedule = namedSchedule(model.schedule ?? 'linear'),
): VelocityAndSpread {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, targets, shape, stride, axis, source, target, shifts, gains, active, weights } = table;
  const origin = new Float64Array(dimension);
  const sums = new Float64Array(dimension);
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  /** `tr(alpha'^2 C_j + sigma'^2 C_i - K N^T)`, `N = alpha alpha' C_j + sigma sigma' C_i`: asked for the few pairs that count only. */
  const within = (p: number, alpha: number, sigma: number, alphaRate: number, sigmaRate: number): number => {
    const j = p % targets;
    const i = (p - j) / targets;
    let trace = 0;
    for (let e = 0; e < stride; e++) {
      const from = source.values[i * stride + e];
      const to = target.values[j * stride + e];
      if (shape !== 'full' || e % (dimension + 1) === 0) trace += alphaRate * alphaRate * to + sigmaRate * sigmaRate * from;
      trace -= gains[p * stride + e] * (alpha * alphaRate * to + sigma * sigmaRate * from);
    }
    return Math.max(shape === 'isotropic' ? dimension * trace : trace, 0);
  };
  return (x, t, out, spread) => {
    const time = rateTime(schedule, t);
    table.prepare(time);
    const alpha = schedule.alpha(time);
    const sigma = schedule.sigma(time);
    const alphaRate = schedule.alphaRate(time);
    const sigmaRate = schedule.sigmaRate(time);
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      weigh(table, x, at, weighed);
      let squares = 0;
      // Around the velocity of one pair: far from the origin velocities are large, and their squares would cancel.
      sums.fill(0);
      for (let a = 0; a < weighed.count; a++) {
        const p = active[a];
        const weight = weights[a];
        squares += weight * within(p, alpha, sigma, alphaRate, sigmaRate);
        for (let k = 0; k < dimension; k++) {
          let velocity = shifts[p * dimension + k];
          if (shape !== 'full') velocity += gains[p * stride + k * axis] * x[at + k];
          else for (let l = 0; l < dimension; l++) velocity += gains[p * stride + k * dimension + l] * x[at + l];
          if (a === 0) origin[k] = velocity;
          const deviation = velocity - origin[k];
          sums[k] += weight * deviation;
          squares += weight * deviation * deviation;
        }
      }
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const mean = sums[k] / weighed.total;
        square += mean * mean;
        out[at + k] = origin[k] + mean;
      }
      spread[point] = Math.max(squares / weighed.total - square, 0);
    }
  };
}
