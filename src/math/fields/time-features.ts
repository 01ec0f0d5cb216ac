import { ArgumentError } from '../argument-error.ts';
import type { MlpModel } from '../models/types.ts';

/** More frequencies than this tell apart times that no figure shows. */
export const MOST_TIME_FEATURES = 16;

/** Numbers that go into the first layer: a point's coordinates, t, and its time features. */
export const inputWidth = ({ dimension, timeFeatures = 0 }: Pick<MlpModel, 'dimension' | 'timeFeatures'>): number => dimension + 1 + 2 * timeFeatures;

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
