import { ArgumentError } from '../argument-error.ts';
import type { VelocityField } from '../models/types.ts';
import { namedSchedule, type Schedule } from '../schedules.ts';

/**
 * The score that belongs to a velocity when the source is N(0, I), learned fields included:
 * `score = (alpha v - alpha' x) / (sigma (alpha' sigma - alpha sigma'))` (Lipman et al. 2024, Flow Matching Guide, on Gaussian paths); under the linear
 * schedule `(t v - x) / (1 - t)`. Defined for t < 1.
 *
 * @throws ArgumentError from the field itself when sigma(t) is 0
 */
export function scoreOfVelocity(velocity: VelocityField, schedule: Schedule = namedSchedule('linear')): VelocityField {
  return (x, t, out) => {
    const alpha = schedule.alpha(t);
    const sigma = schedule.sigma(t);
    const alphaRate = schedule.alphaRate(t);
    const divisor = sigma * (alphaRate * sigma - alpha * schedule.sigmaRate(t));
    if (sigma === 0) throw new ArgumentError('t', `gives no score: at ${t} no noise is left`);
    velocity(x, t, out);
    for (let i = 0; i < x.length; i++) out[i] = (alpha * out[i] - alphaRate * x[i]) / divisor;
  };
}
