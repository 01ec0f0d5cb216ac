import type { MixtureModel } from '../models.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import type { ScalarField } from './exact-density.ts';
import { createPairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';

/**
 * How undecided the direction is at a point: `E[|U - v_t(x)|^2 | X_t = x]`, summed over the axes, where `U = alpha' X_1 + sigma' X_0` is
 * the motion of the pair that passes. The total variance over the pairs: `sum r_ij (tr Cov_ij + |v_ij|^2) - |v|^2`. Its mean over t and
 * X_t is the floor of the loss.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactSpread(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): ScalarField {
  const { source, target } = model;
  const table = createPairTable(source, target, schedule);
  const { dimension, count, targets, isotropic, shifts, gains, terms } = table;
  const within = new Float64Array(count);
  const sums = new Float64Array(dimension);
  let prepared = NaN;
  /** `tr(alpha'^2 C_j + sigma'^2 C_i - K N^T)`, `N = alpha alpha' C_j + sigma sigma' C_i`. */
  const prepare = (t: number): void => {
    table.prepare(t);
    if (t === prepared) return;
    const alpha = schedule.alpha(t);
    const sigma = schedule.sigma(t);
    const alphaRate = schedule.alphaRate(t);
    const sigmaRate = schedule.sigmaRate(t);
    const size = dimension * dimension;
    for (let p = 0; p < count; p++) {
      const i = Math.floor(p / targets) * size;
      const j = (p % targets) * size;
      let trace = 0;
      for (let e = 0; e < size; e++) {
        const onDiagonal = e % (dimension + 1) === 0;
        if (isotropic && !onDiagonal) continue;
        const from = source.covariances[i + e];
        const to = target.covariances[j + e];
        if (onDiagonal) trace += alphaRate * alphaRate * to + sigmaRate * sigmaRate * from;
        trace -= gains[isotropic ? p : p * size + e] * (alpha * alphaRate * to + sigma * sigmaRate * from);
      }
      within[p] = Math.max(trace, 0);
    }
    prepared = t;
  };
  return (x, t, out) => {
    prepare(t);
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      const largest = logTerms(table, x, at);
      let total = 0;
      let squares = 0;
      sums.fill(0);
      for (let p = 0; p < count; p++) {
        const term = terms[p] - largest;
        if (term < NEGLIGIBLE) continue;
        const weight = decay(term);
        total += weight;
        squares += weight * within[p];
        for (let k = 0; k < dimension; k++) {
          let velocity = shifts[p * dimension + k];
          if (isotropic) velocity += gains[p] * x[at + k];
          else for (let l = 0; l < dimension; l++) velocity += gains[(p * dimension + k) * dimension + l] * x[at + l];
          sums[k] += weight * velocity;
          squares += weight * velocity * velocity;
        }
      }
      let square = 0;
      for (let k = 0; k < dimension; k++) square += (sums[k] / total) ** 2;
      out[point] = Math.max(squares / total - square, 0);
    }
  };
}
