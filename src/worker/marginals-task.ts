import { comparingMarginals, createRandom, lawsOf } from '../math/index.ts';
import { integrateAnyTask } from './integrate-any-task.ts';
import { inSlices } from './slices.ts';
import type { IntegrateRequest, MarginalsCompared } from './protocol.ts';
import type { CallTask } from './task.ts';

/** The stream of random numbers that draws of p_t are made of. */
const MARGINAL_STREAM = 111;
/** So many times, evenly from 0 to 1. */
const TIMES = 11;

export const marginalsTask: CallTask<IntegrateRequest, MarginalsCompared> = async (request, yieldNow, evaluators) => {
  const laws = lawsOf(request.model);
  if (!laws) return { known: false };
  const cloud = await integrateAnyTask(request, yieldNow, evaluators);
  if (!cloud) return undefined;
  const times = Float64Array.from({ length: TIMES }, (_, s) => s / (TIMES - 1));
  const compared = await inSlices(comparingMarginals(laws, cloud, times, createRandom(request.seed ?? 1, MARGINAL_STREAM)), yieldNow);
  return compared && { known: true, ...compared };
};
