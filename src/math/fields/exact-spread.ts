import type { MixtureModel, ScalarField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import { createPairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';

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
  const { source, target } = model;
  const table = createPairTable(source, target, schedule);
  const { dimension, count, targets, isotropic, shifts, gains, terms } = table;
  const size = dimension * dimension;
  const mean = new Float64Array(dimension);
  /** `tr(alpha'^2 C_j + sigma'^2 C_i - K N^T)`, `N = alpha alpha' C_j + sigma sigma' C_i`: asked for the few pairs that count only. */
  const within = (p: number, alpha: number, sigma: number, alphaRate: number, sigmaRate: number): number => {
    const j = p % targets;
    const i = (p - j) / targets;
    let trace = 0;
    for (let e = 0; e < size; e += isotropic ? dimension + 1 : 1) {
      const from = source.covariances[i * size + e];
      const to = target.covariances[j * size + e];
      if (e % (dimension + 1) === 0) trace += alphaRate * alphaRate * to + sigmaRate * sigmaRate * from;
      trace -= gains[isotropic ? p : p * size + e] * (alpha * alphaRate * to + sigma * sigmaRate * from);
    }
    return Math.max(trace, 0);
  };
  return (x, t, out, spread) => {
    const time = rateTime(schedule, t);
    table.prepare(time);
    const alpha = schedule.alpha(time);
    const sigma = schedule.sigma(time);
    const alphaRate = schedule.alphaRate(time);
    const sigmaRate = schedule.sigmaRate(time);
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      const largest = logTerms(table, x, at);
      let total = 0;
      let squares = 0;
      mean.fill(0);
      for (let p = 0; p < count; p++) {
        const term = terms[p] - largest;
        if (term < NEGLIGIBLE) continue;
        const weight = decay(term);
        total += weight;
        squares += weight * within(p, alpha, sigma, alphaRate, sigmaRate);
        for (let k = 0; k < dimension; k++) {
          let velocity = shifts[p * dimension + k];
          if (isotropic) velocity += gains[p] * x[at + k];
          else for (let l = 0; l < dimension; l++) velocity += gains[(p * dimension + k) * dimension + l] * x[at + l];
          // Around the running mean (West 1979): far from the origin velocities are large, and their squares would cancel.
          const deviation = velocity - mean[k];
          mean[k] += (weight / total) * deviation;
          squares += weight * deviation * (velocity - mean[k]);
        }
      }
      for (let k = 0; k < dimension; k++) out[at + k] = mean[k];
      spread[point] = squares / total;
    }
  };
}
