import { ArgumentError } from '../argument-error.ts';
import type { VelocityField } from '../models.ts';

/** Solvers that take steps of a given length. */
export type FixedStepSolver = 'euler' | 'heun';

/** One solver with its scratch memory: a step allocates nothing. */
export interface FixedStep {
  /** Evaluations of the field in one step. */
  readonly stages: number;
  /** Carry `x` from time `t` to `next`, in place; `next` may lie before `t`. */
  advance(field: VelocityField, x: Float64Array, t: number, next: number): void;
}

/**
 * @param length  numbers in the state, `count * dimension`
 * @throws ArgumentError when there is no such solver
 */
export function fixedStep(solver: FixedStepSolver, length: number): FixedStep {
  switch (solver) {
    case 'euler':
      return euler(length);
    case 'heun':
      return heun(length);
    default:
      throw new ArgumentError('solver', `must be euler or heun, not "${String(solver)}"`);
  }
}

/** First order. */
function euler(length: number): FixedStep {
  const k = new Float64Array(length);
  return {
    stages: 1,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k);
      for (let i = 0; i < x.length; i++) x[i] += h * k[i];
    },
  };
}

/** Heun's second-order method (trapezoid with an Euler guess). */
function heun(length: number): FixedStep {
  const k1 = new Float64Array(length);
  const k2 = new Float64Array(length);
  const guess = new Float64Array(length);
  return {
    stages: 2,
    advance(field, x, t, next) {
      const h = next - t;
      field(x, t, k1);
      for (let i = 0; i < x.length; i++) guess[i] = x[i] + h * k1[i];
      field(guess, next, k2);
      for (let i = 0; i < x.length; i++) x[i] += 0.5 * h * (k1[i] + k2[i]);
    },
  };
}
