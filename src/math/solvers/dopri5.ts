import type { VelocityField } from '../models/types.ts';
import { finish } from './last-step.ts';
import { SolverError } from './solver-error.ts';
import { heunThird } from './steps.ts';

/** The weights of Dormand and Prince 1980, in the layout of Hairer, Norsett and Wanner, table II.5.2. */
const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const STAGES: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
/** Fifth order minus fourth order. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** A step changes by at most these factors at once, and aims this far below the tolerance (ibid., eq. II.4.13). */
const SMALLEST_FACTOR = 0.2;
const LARGEST_FACTOR = 5;
const SAFETY = 0.9;
/** Steps are not cut below this, where adding one to a time is rounding: the step across a jump of the field is still fine enough above it. */
const SHORTEST_STEP = 1e-14;
/** Steps that are tried at most: a figure's way takes some hundred. */
const MOST_STEPS = 100_000;

export interface AdaptiveResult {
  readonly evaluations: number;
  readonly accepted: number;
  readonly rejected: number;
}

/**
 * Dormand-Prince 5(4) with adaptive steps over the whole batch: the worst number of the batch decides, relative and absolute
 * tolerance being the same.
 *
 * Where the field has a straight flow to its end, the last step is taken there by a formula that does not ask for that end, when its own error allows it.
 *
 * Yields the time reached after each accepted step, when the state stands in `x`.
 *
 * @param x  state, overwritten
 * @throws SolverError when the tolerance cannot be met by steps that are longer than rounding (the solution runs to infinity, or the field is not
 * a number), or not by 100,000 steps
 */
export function* dopri5(
  field: VelocityField,
  x: Float64Array,
  from: number,
  to: number,
  tolerance: number,
): Generator<number, AdaptiveResult> {
  const k = STAGES.map(() => new Float64Array(x.length));
  const guess = new Float64Array(x.length);
  const difference = new Float64Array(x.length);
  const straight = to === 1 ? field.straight : undefined;
  const open = heunThird(straight ? x.length : 0);
  const way = to - from;
  let t = from;
  field(x, t, k[0]);
  let h = Math.sign(way) * firstStep(field, x, t, way, tolerance, k[0], guess, k[1]);
  let evaluations = 2;
  let accepted = 0;
  let rejected = 0;
  while (t !== to) {
    if (!(Math.abs(h) >= SHORTEST_STEP)) throw new SolverError(t, { key: 'steepField' });
    if (accepted + rejected === MOST_STEPS) throw new SolverError(t, { key: 'tooManySteps', steps: MOST_STEPS, tolerance });
    // The last step lands on the end exactly; a sliver that would be left for one more is taken along.
    const last = Math.abs(to - t) <= Math.abs(h) * (1 + 1e-9);
    if (last) h = to - t;
    const isOpen = last && straight !== undefined;
    if (isOpen) {
      guess.set(x);
      evaluations += finish(straight, open, guess, t);
    } else {
      for (let stage = 1; stage < STAGES.length; stage++) {
        combine(x, h, STAGES[stage], k, guess);
        field(guess, stage >= 5 && last ? to : t + NODES[stage] * h, k[stage]);
      }
      evaluations += 6;
      combine(undefined, h, ERROR, k, difference);
    }
    const error = worstError(x, guess, isOpen ? open.difference : difference, tolerance);
    const factor = error === 0 ? LARGEST_FACTOR : SAFETY * error ** (isOpen ? -1 / 3 : -1 / 5);
    if (error <= 1) {
      t = last ? to : t + h;
      x.set(guess);
      accepted++;
      // First same as last: the seventh stage stands at the new point.
      const swap = k[0];
      k[0] = k[6];
      k[6] = swap;
      yield t;
    } else {
      rejected++;
    }
    h *= Math.min(LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, Number.isNaN(factor) ? SMALLEST_FACTOR : factor));
  }
  return { evaluations, accepted, rejected };
}

/** Hairer, Norsett and Wanner, section II.4, starting step size. */
function firstStep(
  field: VelocityField,
  x: Float64Array,
  t: number,
  way: number,
  tolerance: number,
  slope: Float64Array,
  guess: Float64Array,
  slopeAhead: Float64Array,
): number {
  let d0 = 0;
  let d1 = 0;
  for (let i = 0; i < x.length; i++) {
    const scale = tolerance * (1 + Math.abs(x[i]));
    d0 = Math.max(d0, Math.abs(x[i]) / scale);
    d1 = Math.max(d1, Math.abs(slope[i]) / scale);
  }
  const first = Math.min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1, Math.abs(way));
  for (let i = 0; i < x.length; i++) guess[i] = x[i] + Math.sign(way) * first * slope[i];
  field(guess, t + Math.sign(way) * first, slopeAhead);
  let d2 = 0;
  for (let i = 0; i < x.length; i++) {
    d2 = Math.max(d2, Math.abs(slopeAhead[i] - slope[i]) / (tolerance * (1 + Math.abs(x[i]))) / first);
  }
  const steepest = Math.max(d1, d2);
  const second = steepest <= 1e-15 ? Math.max(1e-6, first * 1e-3) : (0.01 / steepest) ** 0.2;
  return Math.min(100 * first, second, Math.abs(way));
}

/** `x + h sum weights k`, without the first where there is none. */
function combine(x: Float64Array | undefined, h: number, weights: readonly number[], k: readonly Float64Array[], out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let s = 0; s < weights.length; s++) sum += weights[s] * k[s][i];
    out[i] = (x ? x[i] : 0) + h * sum;
  }
}

function worstError(x: Float64Array, next: Float64Array, difference: Float64Array, tolerance: number): number {
  let worst = 0;
  for (let i = 0; i < x.length; i++) {
    const error = Math.abs(difference[i]) / (tolerance * (1 + Math.max(Math.abs(x[i]), Math.abs(next[i]))));
    if (!(error <= worst)) worst = error;
  }
  return worst;
}
