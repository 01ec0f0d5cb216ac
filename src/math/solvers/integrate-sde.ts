import { ArgumentError } from '../argument-error.ts';
import { checkCount, checkPoints } from '../mixtures.ts';
import { checkTime } from '../model-time.ts';
import type { VelocityField } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points, Trajectories } from '../points.ts';
import type { Random } from '../random.ts';
import { createRecorder } from './integrate.ts';
import type { TimeSpan } from './solve.ts';
import { stepGrid } from './step-grid.ts';

export interface SdeOptions extends TimeSpan {
  /** Steps of Euler-Maruyama, at least 1, all of one length (in the velocity's `retimed` time where it has one). */
  readonly steps: number;
  /** `g(t)`, 0 or more: 0 gives the flow itself. */
  readonly noise: (t: number) => number;
  readonly random: Random;
}

/**
 * The stochastic process with the same marginals as the flow, `dX = (v + g^2/2 score) dt + g dW`, by Euler-Maruyama; backward in time the
 * score's sign turns (Song et al. 2021, appendix D; Albergo, Boffi and Vanden-Eijnden 2023, on forward and backward SDEs).
 *
 * @param score  gradient of `log p_t` by x, from `exactScore` or `scoreOfVelocity`
 * @throws ArgumentError when a number of `start` is not finite, an option is out of its range, or `noise` gives no number of 0 or more
 */
export const integrateSde = (velocity: VelocityField, score: VelocityField, start: Points, options: SdeOptions): Trajectories =>
  inOneGo(integratingSde(velocity, score, start, options));

/** {@link integrateSde}, one step of the whole cloud at a time. */
export function* integratingSde(velocity: VelocityField, score: VelocityField, start: Points, options: SdeOptions): InPieces<Trajectories> {
  checkPoints('start', start);
  const { steps, noise, random, from = 0, to = 1 } = options;
  checkCount('steps', steps);
  checkTime('from', from);
  checkTime('to', to);
  if (from === to) throw new ArgumentError('to', `must differ from the start, ${from}`);
  const x = Float64Array.from(start.coordinates);
  const drift = new Float64Array(x.length);
  const slope = new Float64Array(x.length);
  const recorder = createRecorder(x.length, steps + 1);
  recorder.record(from, x);
  const { field, places, times } = stepGrid(velocity, from, to, steps);
  let evaluations = 0;
  for (let s = 0; s < steps; s++) {
    const t = times[s];
    const length = Math.abs(times[s + 1] - t);
    const h = places[s + 1] - places[s];
    const g = noise(t);
    if (!(g >= 0 && g < Infinity)) throw new ArgumentError('noise', `must be 0 or more, but at t = ${t} it is ${g}`);
    field(x, places[s], drift);
    evaluations++;
    if (g > 0) score(x, t, slope);
    const push = (g * g * length) / 2;
    const spread = g * Math.sqrt(length);
    for (let i = 0; i < x.length; i++) x[i] += h * drift[i] + (g > 0 ? push * slope[i] + spread * random.normal() : 0);
    recorder.record(times[s + 1], x);
    yield;
  }
  return { dimension: start.dimension, count: start.count, ...recorder.result(), evaluations };
}
