import type { StraightFlow } from '../models/types.ts';
import type { FixedStep } from './steps.ts';

/**
 * A solver whose steps ask for their ends, but for the one that ends where the field is the velocity of no path: that one is taken by an open formula,
 * of one order less at least, along straight paths, which end in their data points whatever its length. (Karras et al. 2022, algorithm 1,
 * end Heun's method by a step of Euler for the same reason.)
 *
 * @param open  does not ask for the end of its step
 */
export function withOpenEnd(step: FixedStep, open: FixedStep): FixedStep {
  return {
    advance(field, x, t, next) {
      const { straight } = field;
      return straight && next === 1 ? finish(straight, open, x, t) : step.advance(field, x, t, next);
    },
  };
}

/** The step from `t` to 1 along straight paths, in place. Returns how often the field was evaluated. */
export function finish({ field, time, scale }: StraightFlow, open: FixedStep, x: Float64Array, t: number): number {
  const shrink = 1 / scale(t);
  for (let i = 0; i < x.length; i++) x[i] *= shrink;
  return open.advance(field, x, time(t), 1);
}
