import { ArgumentError } from '../argument-error.ts';
import { checkCount, checkPoints } from '../mixtures.ts';
import type { VelocityField } from '../models.ts';
import type { Points, Trajectories } from '../points.ts';
import { fixedStep, type FixedStepSolver } from './fixed-step.ts';

export interface IntegrateOptions {
  readonly solver: FixedStepSolver;
  /** Solver steps, at least 1, all of one length. */
  readonly steps: number;
  /** Model time of `start`; 0 when absent. */
  readonly from?: number;
  /** Model time of the end, before `from` to go backward; 1 when absent. */
  readonly to?: number;
}

/**
 * Carry a cloud along a field and record it after every solver step. States are float64 inside, recorded as float32.
 *
 * @throws ArgumentError when a number of `start` is not finite, `steps` is not a whole number, or the times do not lie in [0, 1]
 */
export function integrate(field: VelocityField, start: Points, options: IntegrateOptions): Trajectories {
  checkPoints('start', start);
  const { solver, steps, from = 0, to = 1 } = options;
  checkCount('steps', steps);
  checkTime('from', from);
  checkTime('to', to);
  if (from === to) throw new ArgumentError('to', `must differ from the start, ${from}`);
  const { dimension, count } = start;
  const length = count * dimension;
  const step = fixedStep(solver, length);
  const times = new Float64Array(steps + 1);
  for (let s = 0; s <= steps; s++) times[s] = s === steps ? to : from + ((to - from) * s) / steps;
  const state = Float64Array.from(start.coordinates);
  const positions = new Float32Array((steps + 1) * length);
  positions.set(state);
  for (let s = 0; s < steps; s++) {
    step.advance(field, state, times[s], times[s + 1]);
    positions.set(state, (s + 1) * length);
  }
  return { dimension, count, times, positions, evaluations: steps * step.stages };
}

/** Refuses what is not a model time. */
export function checkTime(argument: string, t: number): void {
  if (!(t >= 0 && t <= 1)) throw new ArgumentError(argument, `must lie in [0, 1], not ${t}`);
}
