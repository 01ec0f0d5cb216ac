import type { MixtureModel, ScalarField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import { createPairTable, type PairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';

/**
 * Log of the exact density `p_t(x)` of X_t.
 *
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactLogDensity(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): ScalarField {
  const table = createPairTable(model.source, model.target, schedule);
  return (x, t, out) => {
    table.prepare(t);
    logDensity(table, x, out);
  };
}

/** The exact density `p_t(x)` of X_t: very large, but finite, on data points at t = 1. */
export function exactDensity(model: MixtureModel, schedule?: Schedule): ScalarField {
  const field = exactLogDensity(model, schedule);
  return (x, t, out) => {
    field(x, t, out);
    exponentiate(out);
  };
}

/**
 * The density as a grid can carry it: no component narrower than `floor`. Answers false, and writes nothing, at times at which none is.
 *
 * @param floor  variance, above 0
 */
export function widenedDensity(model: MixtureModel, floor: number): (x: Coordinates, t: number, out: Coordinates) => boolean {
  const table = createPairTable(model.source, model.target, namedSchedule(model.schedule ?? 'linear'), floor);
  return (x, t, out) => {
    table.prepare(t);
    if (!table.widened) return false;
    logDensity(table, x, out);
    exponentiate(out);
    return true;
  };
}

export function logDensity(table: PairTable, x: Coordinates, out: Coordinates): void {
  const { dimension, count, terms } = table;
  for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
    const largest = logTerms(table, x, at);
    let total = 0;
    for (let p = 0; p < count; p++) {
      const term = terms[p] - largest;
      if (term >= NEGLIGIBLE) total += decay(term);
    }
    out[point] = largest + Math.log(total);
  }
}

export function exponentiate(values: Coordinates): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.exp(values[i]);
}
