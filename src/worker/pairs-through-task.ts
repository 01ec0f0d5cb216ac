import { ArgumentError, createRandom, lawsOf, passingPairs, type PairsThrough, type VelocityModel } from '../math/index.ts';
import { kept } from './kept.ts';
import type { PairsThroughRequest } from './protocol.ts';
import type { CallTask } from './task.ts';

/** The stream of random numbers that pairs through a place are drawn from; plans have others. */
const DRAWS_STREAM = 110;

const pairsOf = kept((model: VelocityModel) => {
  const laws = lawsOf(model);
  if (!laws) throw new ArgumentError('model', 'must be the field between two laws: of another no pairs are known');
  return passingPairs(laws);
});

export const pairsThroughTask: CallTask<PairsThroughRequest, PairsThrough> = ({ model, x, t, count, seed }) =>
  Promise.resolve(pairsOf(model, undefined)(Float64Array.from(x), t, count, createRandom(seed, DRAWS_STREAM)));
