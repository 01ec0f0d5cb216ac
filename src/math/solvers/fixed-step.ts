import { ArgumentError } from '../argument-error.ts';
import { averageStep } from './average-step.ts';
import { withOpenEnd } from './last-step.ts';
import { euler, heun, heunThird, midpoint, rk4, type FixedStep } from './steps.ts';

/** Of a state of `length` numbers, `count * dimension`. */
export type Steps = Readonly<Record<string, (length: number) => FixedStep>>;

/** Solvers that ask for velocities alone. */
export const VELOCITY_STEPS = {
  euler,
  midpoint,
  heun: (length) => withOpenEnd(heun(length), midpoint(length)),
  rk4: (length) => withOpenEnd(rk4(length), heunThird(length)),
} satisfies Steps;

export const FIXED_STEPS = { ...VELOCITY_STEPS, 'average-velocity': averageStep } satisfies Steps;

/** Solvers that take steps of a given length. */
export type FixedStepSolver = keyof typeof FIXED_STEPS;

/**
 * @param length  numbers in the state, `count * dimension`
 * @throws ArgumentError when there is no such solver
 */
export const fixedStep = (solver: FixedStepSolver, length: number): FixedStep => stepBy(FIXED_STEPS, solver, length);

/** The same of the solvers in a table. */
export function stepBy(steps: Steps, solver: string, length: number): FixedStep {
  if (!Object.hasOwn(steps, solver)) throw new ArgumentError('solver', `must be ${Object.keys(steps).join(', ')} or dopri5, not "${String(solver)}"`);
  return steps[solver](length);
}
