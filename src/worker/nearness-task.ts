import { createRandom, findingNearest, meanDistance, measuringNearness, type ExactModel, type Points, type UsualNearness } from '../math/index.ts';
import type { Nearest, NearnessRequest, UsualNearnessRequest } from './protocol.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';

/** The stream of random numbers that fresh data are drawn from: the same draws as when a network is judged, and other ones than those whose solver's steps are. */
const FRESH_STREAM = 113;

/** What a model leads to, as points; of guidance those of the class. */
function dataOf(model: ExactModel): Points {
  const { target: { dimension, weights, means } } = 'chosen' in model ? model.chosen : model;
  return { dimension, count: weights.length, coordinates: means };
}

export const nearnessTask: CallTask<NearnessRequest, Nearest> = async ({ model, samples }, yieldNow) => {
  if (!samples.coordinates.every(Number.isFinite)) return { known: false };
  const data = dataOf(model);
  const nearest = await inSlices(findingNearest(samples, data), yieldNow);
  if (!nearest) return undefined;
  const { dimension, count } = samples;
  const coordinates = new Float64Array(count * dimension);
  nearest.places.forEach((place, i) => coordinates.set(data.coordinates.subarray(place * dimension, (place + 1) * dimension), i * dimension));
  return { known: true, data: data.count, samples: meanDistance(nearest), points: { dimension, count, coordinates } };
};

export const usualNearnessTask: CallTask<UsualNearnessRequest, UsualNearness> = ({ model, count, fresh, seed }, yieldNow) =>
  inSlices(measuringNearness(dataOf(model), count, fresh, createRandom(seed, FRESH_STREAM)), yieldNow);
