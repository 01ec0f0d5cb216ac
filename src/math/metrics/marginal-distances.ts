import { ArgumentError } from '../argument-error.ts';
import { sampleMixture } from '../mixtures.ts';
import type { MixtureModel } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points, Trajectories } from '../points.ts';
import type { Random } from '../random.ts';
import { namedSchedule } from '../schedules.ts';
import { interpolateTrajectories } from '../volumes/interpolate.ts';
import { slicedWasserstein } from './sliced-wasserstein.ts';

/** How far a cloud is from the law p_t that it should have, at some times; one number a time. */
export interface MarginalDistances {
  readonly times: Float64Array;
  /** Points of the cloud that are compared. */
  readonly count: number;
  /** Sliced W2 between the cloud and as many draws of p_t. */
  readonly distances: Float64Array;
  /** The least and the largest between two such sets of draws, of `PAIRS` pairs: so far clouds of that size are from each other by chance. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The largest of so many, and one more of the same law, is that one in one of twenty cases. */
const PAIRS = 19;
/** Points of a larger cloud that are compared. */
const MOST_POINTS = 1000;
/** Directions; in one dimension there is a single one. */
const PROJECTIONS = 12;

/**
 * A cloud against the exact marginals of a model between two laws, all of whose pairs are independent: `X_t = alpha X_1 + sigma X_0`.
 *
 * @param cloud  recorded at t = 0, t = 1 and between
 * @param times  in [0, 1]
 * @throws ArgumentError when the dimensions differ
 */
export const marginalDistances = (model: MixtureModel, cloud: Trajectories, times: Float64Array, random: Random): MarginalDistances =>
  inOneGo(comparingMarginals(model, cloud, times, random));

/** {@link marginalDistances} in pieces. */
export function* comparingMarginals(model: MixtureModel, cloud: Trajectories, times: Float64Array, random: Random): InPieces<MarginalDistances> {
  const { dimension } = cloud;
  const count = Math.min(cloud.count, MOST_POINTS);
  if (dimension !== model.source.dimension) throw new ArgumentError('cloud', `has dimension ${dimension}, but the model has ${model.source.dimension}`);
  const { alpha, sigma } = namedSchedule(model.schedule ?? 'linear');
  const drawAt = (t: number): Points => {
    const [x0, x1] = [sampleMixture(model.source, count, random), sampleMixture(model.target, count, random)];
    return { dimension, count, coordinates: x0.coordinates.map((x, i) => sigma(t) * x + alpha(t) * x1.coordinates[i]) };
  };
  const projections = dimension === 1 ? 1 : PROJECTIONS;
  const between = (a: Points, b: Points): number => slicedWasserstein(a, b, { projections, random });
  const [distances, low, high] = [new Float64Array(times.length), new Float64Array(times.length), new Float64Array(times.length)];
  const now = new Float32Array(cloud.count * dimension);
  for (let s = 0; s < times.length; s++) {
    const t = times[s];
    interpolateTrajectories(cloud, t, now);
    const present = { dimension, count, coordinates: Float64Array.from(now.subarray(0, count * dimension)) };
    distances[s] = present.coordinates.every(Number.isFinite) ? between(present, drawAt(t)) : Infinity;
    [low[s], high[s]] = [Infinity, 0];
    for (let pair = 0; pair < PAIRS; pair++) {
      const chance = between(drawAt(t), drawAt(t));
      low[s] = Math.min(low[s], chance);
      high[s] = Math.max(high[s], chance);
      yield;
    }
  }
  return { times, count, distances, low, high };
}
