import type { MixtureModel, VelocityField } from '../models/types.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import { createPairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';

/**
 * The exact score, gradient of `log p_t` by x, interleaved like a velocity: `sum r_ij S_ij^-1 (m_ij - x)`.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactScore(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): VelocityField {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, count, isotropic, means, precisions, terms } = table;
  const sums = new Float64Array(dimension);
  return (x, t, out) => {
    table.prepare(t);
    for (let at = 0; at < x.length; at += dimension) {
      const largest = logTerms(table, x, at);
      let total = 0;
      sums.fill(0);
      for (let p = 0; p < count; p++) {
        const term = terms[p] - largest;
        if (term < NEGLIGIBLE) continue;
        const weight = decay(term);
        total += weight;
        for (let k = 0; k < dimension; k++) {
          if (isotropic) {
            sums[k] += weight * precisions[p] * (means[p * dimension + k] - x[at + k]);
            continue;
          }
          const row = (p * dimension + k) * dimension;
          for (let l = 0; l < dimension; l++) sums[k] += weight * precisions[row + l] * (means[p * dimension + l] - x[at + l]);
        }
      }
      for (let k = 0; k < dimension; k++) out[at + k] = sums[k] / total;
    }
  };
}
