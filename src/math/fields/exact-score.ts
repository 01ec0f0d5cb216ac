import type { MixtureModel, VelocityField } from '../models/types.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { createPairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';

/**
 * The exact score, gradient of `log p_t` by x, interleaved like a velocity: `sum r_ij S_ij^-1 (m_ij - x)`.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactScore(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): VelocityField {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, shape, stride, axis, means, precisions, active, weights } = table;
  const sums = new Float64Array(dimension);
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  return (x, t, out) => {
    table.prepare(t);
    for (let at = 0; at < x.length; at += dimension) {
      weigh(table, x, at, weighed);
      sums.fill(0);
      for (let a = 0; a < weighed.count; a++) {
        const p = active[a];
        const weight = weights[a];
        for (let k = 0; k < dimension; k++) {
          if (shape !== 'full') {
            sums[k] += weight * precisions[p * stride + k * axis] * (means[p * dimension + k] - x[at + k]);
            continue;
          }
          const row = p * stride + k * dimension;
          for (let l = 0; l < dimension; l++) sums[k] += weight * precisions[row + l] * (means[p * dimension + l] - x[at + l]);
        }
      }
      for (let k = 0; k < dimension; k++) out[at + k] = sums[k] / weighed.total;
    }
  };
}
