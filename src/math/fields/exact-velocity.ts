import type { MixtureModel, StraightFlow, VelocityField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { decay } from './decay.ts';
import { exponentiate, logDensity } from './exact-density.ts';
import { createPairTable, type PairTable } from './pairs.ts';
import { logTerms, NEGLIGIBLE } from './posterior.ts';
import { withRetimed } from './retimed.ts';

/** As a velocity field, and writes the density of each point on the way when `density` is given: both need the same sums. */
export type VelocityAndDensity = (x: Coordinates, t: number, out: Coordinates, density?: Coordinates) => void;

/**
 * The exact marginal velocity `v_t(x) = E[alpha' X_1 + sigma' X_0 | X_t = x]` under the independent coupling, for any mixture to any
 * mixture (Lipman et al. 2023, eq. 8, with Gaussian conditionals). Posterior weights by log-sum-exp, so nothing overflows as t -> 1.
 *
 * Where the schedule's rates are infinite at t = 1 (`variance-preserving`), the velocity there is that of t = 1 - 2^-10, and solvers step by
 * `retimed`, which is exact up to the end. Where a target component has a direction without spread, as data points have, the velocity at t = 1 is
 * that of no path, and solvers take their last step by `straight`, without asking for its end.
 *
 * @param schedule  the model's own by default; give one for a path that has no name
 * @throws ArgumentError when a mixture is malformed; the field itself throws one when `t` is outside [0, 1]
 */
export function exactVelocity(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): VelocityField {
  const table = createPairTable(model.source, model.target, schedule);
  const both = velocityAndDensity(table, schedule);
  const field: VelocityField = (x, t, out) => both(x, t, out);
  table.prepare(1);
  const ending = table.widened ? Object.assign(field, { straight: straightFlow(model, schedule) }) : field;
  return withRetimed(ending, schedule, (smooth) => exactVelocity(model, smooth));
}

function straightFlow(model: MixtureModel, { alpha, sigma }: Schedule): StraightFlow {
  let both: VelocityAndDensity | undefined;
  return {
    field(x, u, out) {
      both ??= exactVelocityAndDensity(model, namedSchedule('linear'));
      both(x, u, out);
    },
    time: (t) => alpha(t) / (alpha(t) + sigma(t)),
    scale: (t) => alpha(t) + sigma(t),
  };
}

/** The field of `exactVelocity` with its density `p_t(x)`, one number a point. */
export function exactVelocityAndDensity(
  model: MixtureModel,
  schedule: Schedule = namedSchedule(model.schedule ?? 'linear'),
): VelocityAndDensity {
  return velocityAndDensity(createPairTable(model.source, model.target, schedule), schedule);
}

function velocityAndDensity(table: PairTable, schedule: Schedule): VelocityAndDensity {
  const sums = new Float64Array(table.dimension);
  return (x, t, out, density) => {
    const finite = rateTime(schedule, t);
    table.prepare(finite);
    const along = finite === t ? density : undefined;
    if (table.shape !== 'isotropic') stretched(table, x, out, along, sums);
    else if (table.dimension === 2) isotropicPlane(table, x, out, along);
    else isotropic(table, x, out, along, sums);
    if (!density || along) return;
    table.prepare(t);
    logDensity(table, x, density);
    exponentiate(density);
  };
}

function isotropicPlane(table: PairTable, x: Coordinates, out: Coordinates, density?: Coordinates): void {
  const { count, gains, shifts, terms } = table;
  for (let at = 0; at < x.length; at += 2) {
    const largest = logTerms(table, x, at);
    let total = 0;
    let gain = 0;
    let a = 0;
    let b = 0;
    for (let p = 0; p < count; p++) {
      const term = terms[p] - largest;
      if (term < NEGLIGIBLE) continue;
      const weight = decay(term);
      total += weight;
      gain += weight * gains[p];
      a += weight * shifts[2 * p];
      b += weight * shifts[2 * p + 1];
    }
    const xa = x[at];
    const xb = x[at + 1];
    out[at] = (gain * xa + a) / total;
    out[at + 1] = (gain * xb + b) / total;
    if (density) density[at / 2] = Math.exp(largest) * total;
  }
}

function isotropic(table: PairTable, x: Coordinates, out: Coordinates, density: Coordinates | undefined, sums: Float64Array): void {
  const { dimension, count, gains, shifts, terms } = table;
  for (let at = 0; at < x.length; at += dimension) {
    const largest = logTerms(table, x, at);
    let total = 0;
    let gain = 0;
    sums.fill(0);
    for (let p = 0; p < count; p++) {
      const term = terms[p] - largest;
      if (term < NEGLIGIBLE) continue;
      const weight = decay(term);
      total += weight;
      gain += weight * gains[p];
      for (let k = 0; k < dimension; k++) sums[k] += weight * shifts[p * dimension + k];
    }
    for (let k = 0; k < dimension; k++) out[at + k] = (gain * x[at + k] + sums[k]) / total;
    if (density) density[at / dimension] = Math.exp(largest) * total;
  }
}

/** Diagonal or full covariances. */
function stretched(table: PairTable, x: Coordinates, out: Coordinates, density: Coordinates | undefined, sums: Float64Array): void {
  const { dimension, count, shape, stride, gains, shifts, terms } = table;
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
        let velocity = shifts[p * dimension + k];
        const row = p * stride + k * dimension;
        if (shape === 'diagonal') velocity += gains[p * stride + k] * x[at + k];
        else for (let l = 0; l < dimension; l++) velocity += gains[row + l] * x[at + l];
        sums[k] += weight * velocity;
      }
    }
    for (let k = 0; k < dimension; k++) out[at + k] = sums[k] / total;
    if (density) density[at / dimension] = Math.exp(largest) * total;
  }
}
