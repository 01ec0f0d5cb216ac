import { ArgumentError } from '../argument-error.ts';
import { checkCount } from '../mixtures.ts';
import { checkTime } from '../model-time.ts';
import type { VelocityField } from '../models/types.ts';
import { inOneGo } from '../pieces.ts';
import { dopri5 } from './dopri5.ts';
import { fixedStep, type FixedStepSolver } from './fixed-step.ts';
import { SolverError } from './solver-error.ts';
import { stepGrid } from './step-grid.ts';

/** From which model time to which; backward when `to` is the smaller. */
export interface TimeSpan {
  /** 0 when absent. */
  readonly from?: number;
  /** 1 when absent. */
  readonly to?: number;
}

export interface FixedStepOptions extends TimeSpan {
  readonly solver: FixedStepSolver;
  /** Solver steps, at least 1, all of one length (in the field's `retimed` time where it has one). */
  readonly steps: number;
}

export interface AdaptiveOptions extends TimeSpan {
  readonly solver: 'dopri5';
  /** Error allowed in one step, relative to 1 plus the number's size; 1e-6 when absent. */
  readonly tolerance?: number;
}

export type SolverOptions = FixedStepOptions | AdaptiveOptions;

/**
 * Carry a state along a field, in place. Yields the time reached after each step, when the state stands in `x`.
 *
 * @param x  interleaved, overwritten with the state at the end
 * @returns how often the field was evaluated
 * @throws ArgumentError when an option is out of its range; SolverError when `dopri5` cannot meet its tolerance
 */
export function* solving(field: VelocityField, x: Float64Array, options: SolverOptions): Generator<number, number> {
  const { from = 0, to = 1 } = options;
  checkTime('from', from);
  checkTime('to', to);
  if (from === to) throw new ArgumentError('to', `must differ from the start, ${from}`);
  if (options.solver === 'dopri5') return yield* adapting(field, x, from, to, options.tolerance);
  const { solver, steps } = options;
  checkCount('steps', steps);
  const step = fixedStep(solver, x.length);
  const grid = stepGrid(field, from, to, steps);
  let evaluations = 0;
  for (let s = 0; s < steps; s++) {
    evaluations += step.advance(grid.field, x, grid.places[s], grid.places[s + 1]);
    yield grid.times[s + 1];
  }
  return evaluations;
}

function* adapting(field: VelocityField, x: Float64Array, from: number, to: number, tolerance = 1e-6): Generator<number, number> {
  if (!(tolerance >= 1e-14 && tolerance < Infinity)) throw new ArgumentError('tolerance', `must be 1e-14 or more, not ${tolerance}`);
  const { retimed } = field;
  if (!retimed) return (yield* dopri5(field, x, from, to, tolerance)).evaluations;
  const { place, time } = retimed.change;
  const end = place(to);
  const steps = dopri5(retimed.field, x, place(from), end, tolerance);
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value.evaluations;
      yield value === end ? to : time(value);
    }
  } catch (error) {
    throw error instanceof SolverError ? new SolverError(time(error.t), error.obstacle) : error;
  }
}

/** The same in one go. */
export function solve(field: VelocityField, x: Float64Array, options: SolverOptions): number {
  return inOneGo(solving(field, x, options));
}
