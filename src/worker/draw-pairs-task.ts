import { createRandom, sampleMixture, straightness } from '../math/index.ts';
import { integrateTask } from './integrate-task.ts';
import { checkSize } from './size-limit.ts';
import type { CallTask } from './task.ts';

/** The stream of random numbers that pairs are drawn from; clouds, batches and held-out draws have others. */
const PAIRS_STREAM = 105;

/** Rectified flow (Liu et al. 2023, algorithm 1): noise, and where the model itself carries it. */
export const drawPairsTask: CallTask<'drawPairs'> = async ({ model, source, count, steps, seed }, breathe) => {
  if (count > 0 && steps > 0) checkSize(count * (steps + 1) * source.dimension);
  const x0 = sampleMixture(source, count, createRandom(seed, PAIRS_STREAM));
  const paths = await integrateTask({ model, start: x0, solver: 'heun', steps }, breathe);
  if (!paths) return undefined;
  const oneStep = await integrateTask({ model, start: x0, solver: 'euler', steps: 1 }, breathe);
  if (!oneStep) return undefined;
  const { dimension } = x0;
  const end = paths.positions.slice(-count * dimension);
  const guess = oneStep.positions.subarray(-count * dimension);
  const squares = end.reduce((sum, value, i) => sum + (guess[i] - value) ** 2, 0);
  return {
    pairs: { x0, x1: { dimension, count, coordinates: end } },
    straightness: straightness(paths),
    oneStepError: Math.sqrt(squares / count),
  };
};
