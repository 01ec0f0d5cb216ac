import type { MixtureModel } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { createPairTable, type PairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';

/**
 * Where a path that stands at x at time t comes from and goes to, on average: writes `x0 = E[X_0 | X_t = x]`, the noise, and
 * `x1 = E[X_1 | X_t = x]`, the denoised data, interleaved like `x`. Allocates nothing.
 */
export type EndsField = (x: Coordinates, t: number, x0: Coordinates, x1: Coordinates) => void;

/**
 * Of pair (i, j) `E[X_0 | x] = m_i + sigma C_i S^-1 (x - m)` and `E[X_1 | x] = m_j + alpha C_j S^-1 (x - m)` (conditional expectation of a
 * Gaussian), weighed by the posterior of the pairs. Finite at t = 0 and t = 1 as well, where neither follows from the velocity.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactEnds(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): EndsField {
  const { source, target } = model;
  const table = createPairTable(source, target, schedule);
  const { dimension, active, weights } = table;
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  const solution = new Float64Array(dimension);
  const spread = new Float64Array(dimension);
  return (x, t, x0, x1) => {
    table.prepare(t);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    for (let at = 0; at < x.length; at += dimension) {
      weigh(table, x, at, weighed);
      for (let k = 0; k < dimension; k++) x0[at + k] = x1[at + k] = 0;
      for (let a = 0; a < weighed.count; a++) {
        const p = active[a];
        const weight = weights[a] / weighed.total;
        const [i, j] = [Math.floor(p / table.targets), p % table.targets];
        solved(table, p, x, at, solution);
        timesCovariance(table.source, i, solution, spread);
        for (let k = 0; k < dimension; k++) x0[at + k] += weight * (source.means[i * dimension + k] + sigma * spread[k]);
        timesCovariance(table.target, j, solution, spread);
        for (let k = 0; k < dimension; k++) x1[at + k] += weight * (target.means[j * dimension + k] + alpha * spread[k]);
      }
    }
  };
}

/** `S^-1 (x - m)` of a pair, for the point that starts at `x[at]`. */
export function solved({ dimension, shape, stride, axis, means, precisions }: PairTable, p: number, x: Coordinates, at: number, out: Float64Array): void {
  for (let k = 0; k < dimension; k++) {
    if (shape !== 'full') {
      out[k] = precisions[p * stride + k * axis] * (x[at + k] - means[p * dimension + k]);
      continue;
    }
    out[k] = 0;
    for (let l = 0; l < dimension; l++) out[k] += precisions[p * stride + k * dimension + l] * (x[at + l] - means[p * dimension + l]);
  }
}

/** `C v` of a component. */
export function timesCovariance({ shape, stride, values }: PairTable['source'], i: number, v: Float64Array, out: Float64Array): void {
  const dimension = v.length;
  for (let k = 0; k < dimension; k++) {
    if (shape !== 'full') {
      out[k] = values[i * stride + (shape === 'diagonal' ? k : 0)] * v[k];
      continue;
    }
    out[k] = 0;
    for (let l = 0; l < dimension; l++) out[k] += values[i * stride + k * dimension + l] * v[l];
  }
}
