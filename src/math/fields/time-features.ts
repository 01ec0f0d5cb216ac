import { ArgumentError } from '../argument-error.ts';
import type { MlpModel } from '../models/types.ts';
import { MOST_GUIDANCE } from './combined.ts';

/** More frequencies than this tell apart times that no figure shows. */
export const MOST_TIME_FEATURES = 16;

/** What says how a network's input is laid out. */
export type NetworkInput = Pick<MlpModel, 'dimension' | 'times' | 'timeFeatures' | 'classes'>;

/** Numbers that go into the first layer: a point's coordinates, one for each class, its time or times, and the features of each. */
export const inputWidth = ({ dimension, times = 1, timeFeatures = 0, classes = 0 }: NetworkInput): number => dimension + classes + times * (1 + 2 * timeFeatures);

/** Of them, those that a batch brings: all but the features. */
export const rowWidth = ({ dimension, times = 1, classes = 0 }: NetworkInput): number => dimension + classes + times;

/** More classes than this are no classes, but names of rows. */
export const MOST_CLASSES = 64;

/** @throws ArgumentError unless classes are a whole number from 0 to 64, and the condition is one of them with a guidance from 0 to 100 */
export function checkClasses({ classes = 0, condition }: Pick<MlpModel, 'classes' | 'condition'>): void {
  if (!(Number.isInteger(classes) && classes >= 0 && classes <= MOST_CLASSES)) throw new ArgumentError('classes', `must be a whole number from 0 to ${MOST_CLASSES}, not ${classes}`);
  if (!condition) return;
  const { class: chosen, guidance } = condition;
  if (!(Number.isInteger(chosen) && chosen >= 0 && chosen < classes)) throw new ArgumentError('condition', `must be one of ${classes} classes, from 0, not ${chosen}`);
  if (!(guidance >= 0 && guidance <= MOST_GUIDANCE)) throw new ArgumentError('guidance', `must lie in [0, ${MOST_GUIDANCE}], not ${guidance}`);
}

/** @throws ArgumentError unless it is 1 or 2 */
export function checkTimes(times = 1): void {
  if (times !== 1 && times !== 2) throw new ArgumentError('times', `must be 1 or 2, not ${String(times)}`);
}

/** @throws ArgumentError unless it is a whole number from 0 to 16 */
export function checkTimeFeatures(count = 0): void {
  if (Number.isInteger(count) && count >= 0 && count <= MOST_TIME_FEATURES) return;
  throw new ArgumentError('timeFeatures', `must be a whole number from 0 to ${MOST_TIME_FEATURES}, not ${count}`);
}

/**
 * Fourier features of time (Tancik et al. 2020, with whole frequencies): `cos(2 pi k t), sin(2 pi k t)` for k = 1, 2, ...
 *
 * @param out  overwritten from number `at` on with `2 count` numbers
 */
export function writeTimeFeatures(t: number, count: number, out: Float64Array | Float32Array, at: number): void {
  for (let k = 1; k <= count; k++) {
    const angle = 2 * Math.PI * k * t;
    out[at++] = Math.cos(angle);
    out[at++] = Math.sin(angle);
  }
}

/**
 * All that a network sees beside coordinates, of a point at time s on its way to t: s alone or both, then the features of each.
 *
 * @param out  overwritten from number `at` on
 */
export function writeTimes({ times = 1, timeFeatures = 0 }: NetworkInput, s: number, t: number, out: Float64Array | Float32Array, at: number): void {
  out[at] = s;
  if (times === 2) out[at + 1] = t;
  writeTimeFeatures(s, timeFeatures, out, at + times);
  if (times === 2) writeTimeFeatures(t, timeFeatures, out, at + times + 2 * timeFeatures);
}
