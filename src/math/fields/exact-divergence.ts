import type { MixtureModel, ScalarField } from '../models/types.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { createPairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';
import { withRetimed } from './retimed.ts';

/**
 * The exact divergence of the marginal velocity: `sum r_ij (tr K_ij + v_ij . s_ij) - v . s`, where s is the score and `s_ij` that of the
 * pair (product rule, since the gradient of a posterior weight is `r_ij (s_ij - s)`).
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactDivergence(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): ScalarField {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, shape, stride, axis, means, shifts, precisions, gains, active, weights } = table;
  const velocitySum = new Float64Array(dimension);
  const scoreSum = new Float64Array(dimension);
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  const divergence: ScalarField = (x, t, out) => {
    table.prepare(rateTime(schedule, t));
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      weigh(table, x, at, weighed);
      let sum = 0;
      velocitySum.fill(0);
      scoreSum.fill(0);
      for (let a = 0; a < weighed.count; a++) {
        const p = active[a];
        const weight = weights[a];
        for (let k = 0; k < dimension; k++) {
          let velocity = shifts[p * dimension + k];
          let score = 0;
          if (shape !== 'full') {
            const e = p * stride + k * axis;
            velocity += gains[e] * x[at + k];
            score = precisions[e] * (means[p * dimension + k] - x[at + k]);
            sum += weight * (gains[e] + velocity * score);
          } else {
            const row = p * stride + k * dimension;
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
      for (let k = 0; k < dimension; k++) sum -= (velocitySum[k] * scoreSum[k]) / weighed.total;
      out[point] = sum / weighed.total;
    }
  };
  return withRetimed(divergence, schedule, (smooth) => exactDivergence(model, smooth));
}
