import { ArgumentError } from './argument-error.ts';

/** A solver's sum of steps may pass an end by rounding. */
const ROUNDING = 1e-9;

/** A model time as the fields take it, put back into [0, 1] when rounding has passed an end. @throws ArgumentError farther outside */
export function fieldTime(t: number): number {
  if (t >= 0 && t <= 1) return t;
  if (t >= -ROUNDING && t <= 1 + ROUNDING) return t < 0 ? 0 : 1;
  throw new ArgumentError('t', `must lie in [0, 1], not ${t}`);
}

/** Refuses what is not a model time. */
export function checkTime(argument: string, t: number): void {
  if (!(t >= 0 && t <= 1)) throw new ArgumentError(argument, `must lie in [0, 1], not ${t}`);
}
