import { ArgumentError } from '../argument-error.ts';
import { euler, heun, midpoint, rk4, type FixedStep } from './steps.ts';

/** Solvers that take steps of a given length. */
export type FixedStepSolver = 'euler' | 'midpoint' | 'heun' | 'rk4';

/**
 * @param length  numbers in the state, `count * dimension`
 * @throws ArgumentError when there is no such solver
 */
export function fixedStep(solver: FixedStepSolver, length: number): FixedStep {
  switch (solver) {
    case 'euler':
      return euler(length);
    case 'midpoint':
      return midpoint(length);
    case 'heun':
      return heun(length);
    case 'rk4':
      return rk4(length);
    default:
      throw new ArgumentError('solver', `must be euler, midpoint, heun, rk4 or dopri5, not "${String(solver)}"`);
  }
}
