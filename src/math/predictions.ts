import type { Schedule } from './schedules.ts';

/** What a network may be taught to say of a point x at time t: `E[X_1 | x]`, `E[X_0 | x]`, the velocity, or the score, gradient of `log p_t(x)`. */
export type Prediction = 'data' | 'noise' | 'velocity' | 'score';
export const PREDICTIONS: readonly Prediction[] = ['data', 'noise', 'velocity', 'score'];

/** `to = given * from + place * x`, the same numbers on every axis. */
export interface Conversion {
  readonly given: number;
  readonly place: number;
}

/**
 * How one prediction gives another at time t. All are affine in it and in x, as `x = alpha x_1 + sigma x_0` and `v = alpha' x_1 + sigma' x_0` are, and
 * `score = - x_0 / sigma`, which holds for a standard normal source alone (Lipman et al. 2024, Flow Matching Guide, table 1). With
 * `W = alpha' sigma - alpha sigma'`; for the linear schedule W = 1.
 *
 * @returns undefined where it divides by zero: at t = 0 the noise does not tell the data, at t = 1 the data does not tell the noise, and where W is 0
 * (`polynomial-N` at t = 0) the velocity tells neither
 */
export function conversion({ alpha, sigma, alphaRate, sigmaRate }: Schedule, t: number, from: Prediction, to: Prediction): Conversion | undefined {
  if (from === to) return { given: 1, place: 0 };
  const [a, s, aRate, sRate] = [alpha(t), sigma(t), alphaRate(t), sigmaRate(t)];
  const w = aRate * s - a * sRate;
  const rows: Readonly<Record<Prediction, Partial<Record<Prediction, readonly [given: number, place: number]>>>> = {
    data: { noise: [-a / s, 1 / s], velocity: [w / s, sRate / s], score: [a / (s * s), -1 / (s * s)] },
    noise: { data: [-s / a, 1 / a], velocity: [-w / a, aRate / a], score: [-1 / s, 0] },
    velocity: { data: [s / w, -sRate / w], noise: [-a / w, aRate / w], score: [a / (s * w), -aRate / (s * w)] },
    score: { data: [(s * s) / a, 1 / a], noise: [-s, 0], velocity: [(s * w) / a, aRate / a] },
  };
  const [given, place] = rows[from][to]!;
  return Number.isFinite(given) && Number.isFinite(place) ? { given, place } : undefined;
}
