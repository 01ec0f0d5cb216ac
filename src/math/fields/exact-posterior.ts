import type { MixtureModel, ScalarField } from '../models/types.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { createPairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';

/**
 * Which pair of components a point comes from: for each point the weight of every pair given `X_t = x`, sum 1.
 *
 * @returns writes `out` of length `points * sources * targets`: the pair (i, j) of a point at `[(point * sources + i) * targets + j]`
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactPosterior(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): ScalarField {
  const table = createPairTable(model.source, model.target, schedule);
  const { dimension, count, active, weights } = table;
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  return (x, t, out) => {
    table.prepare(t);
    out.fill(0);
    for (let at = 0, first = 0; at < x.length; at += dimension, first += count) {
      weigh(table, x, at, weighed);
      for (let a = 0; a < weighed.count; a++) out[first + active[a]] = weights[a] / weighed.total;
    }
  };
}
