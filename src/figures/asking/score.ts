import type { Quantity } from './names.ts';
import { FORMS } from './quantities.ts';

/** How good an answer is. */
export interface Score {
  /** Between the answer and the truth: of arrows between their tips, in units of what is asked. */
  readonly distance: number;
  /** Distance as a part of the size of the truth: of an arrow its length, of a point its way from the cross, of a number its absolute value; of a log density it is in nats. */
  readonly error: number;
  /** `1 - error`, not below 0. */
  readonly score: number;
  /** Of arrows: between both, 0..180 degrees, and the length of the answer as a part of the true one. */
  readonly angleDeg?: number;
  readonly lengthRatio?: number;
}

const length = (v: readonly number[]): number => Math.hypot(...v);

/** @param from  where the cross stands, for a point */
export function scoreOf(quantity: Quantity, answer: readonly number[], truth: readonly number[], from: readonly number[] = []): Score {
  const form = FORMS[quantity];
  const distance = length(answer.map((value, k) => value - truth[k]));
  const size = quantity === 'log-density' ? 1 : length(form === 'point' ? truth.map((value, k) => value - from[k]) : truth);
  const error = distance === 0 ? 0 : distance / size;
  const score = Math.max(0, 1 - error);
  if (form !== 'arrow') return { distance, error, score };
  const cosine = answer.reduce((sum, value, k) => sum + value * truth[k], 0) / (length(answer) * length(truth));
  return { distance, error, score, angleDeg: (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI, lengthRatio: length(answer) / length(truth) };
}
