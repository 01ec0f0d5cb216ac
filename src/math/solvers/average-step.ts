import { inOneGo } from '../pieces.ts';
import { dopri5 } from './dopri5.ts';
import { euler, type FixedStep } from './steps.ts';

/** Local error where the average velocity is found by integration: finer than a picture shows. */
const TOLERANCE = 1e-6;

/**
 * A step by the average velocity from its time to its end (Geng et al. 2025, MeanFlow, eq. 12, in this direction of time): one evaluation of what was
 * learned, where the field has that and the step goes forward; else the flow itself, which is that average exactly.
 */
export function averageStep(length: number): FixedStep {
  const step = euler(length);
  return {
    advance(field, x, t, next) {
      const { average } = field;
      if (!average || next < t) return inOneGo(dopri5(field, x, t, next, TOLERANCE)).evaluations;
      return step.advance((place, from, out) => average(place, from, next, out), x, t, next);
    },
  };
}
