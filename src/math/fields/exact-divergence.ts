import type { MixtureModel, ScalarField } from '../models/types.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import { createPairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';
import { withRetimed } from './retimed.ts';

/**
 * The exact divergence of the marginal velocity: `sum r_ij (tr K_ij + v_ij . s_ij) - v . s`, where s is the score and `s_ij` that of the
 * pair (product rule, since the gradient of a posterior weight is `r_ij (s_ij - s)`).
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactDivergence(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): ScalarField {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, count, isotropic, means, shifts, precisions, gains, terms } = table;
  const velocitySum = new Float64Array(dimension);
  const scoreSum = new Float64Array(dimension);
  const divergence: ScalarField = (x, t, out) => {
    table.prepare(rateTime(schedule, t));
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      const largest = logTerms(table, x, at);
      let total = 0;
      let sum = 0;
      velocitySum.fill(0);
      scoreSum.fill(0);
      for (let p = 0; p < count; p++) {
        const term = terms[p] - largest;
        if (term < NEGLIGIBLE) continue;
        const weight = decay(term);
        total += weight;
        for (let k = 0; k < dimension; k++) {
          let velocity = shifts[p * dimension + k];
          let score = 0;
          if (isotropic) {
            velocity += gains[p] * x[at + k];
            score = precisions[p] * (means[p * dimension + k] - x[at + k]);
            sum += weight * (gains[p] + velocity * score);
          } else {
            const row = (p * dimension + k) * dimension;
            for (let l = 0; l < dimension; l++) {
              velocity += gains[row + l] * x[at + l];
              score += precisions[row + l] * (means[p * dimension + l] - x[at + l]);
            }
            sum += weight * (gains[row + k] + velocity * score);
          }
          velocitySum[k] += weight * velocity;
          scoreSum[k] += weight * score;
        }
      }
      let product = 0;
      for (let k = 0; k < dimension; k++) product += (velocitySum[k] / total) * (scoreSum[k] / total);
      out[point] = sum / total - product;
    }
  };
  return withRetimed(divergence, schedule, (smooth) => exactDivergence(model, smooth));
}
