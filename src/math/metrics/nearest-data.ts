import { ArgumentError } from '../argument-error.ts';
import { checkPoints, sampleMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';

/** Of each of some points the nearest datum. */
export interface NearestData {
  /** Its place among the data; the first of several that are as near. */
  readonly places: Int32Array;
  readonly distances: Float64Array;
}

/** Points between two looks at the clock. */
const PIECE = 8;

/**
 * Of each point the nearest of some data: for samples it tells whether the model that made them repeats what it was made from. Takes as much time as there
 * are pairs of both.
 *
 * @throws ArgumentError when a cloud is empty or not finite, or the dimensions differ
 */
export const nearestData = (points: Points, data: Points): NearestData => inOneGo(findingNearest(points, data));

/**
 * The same in pieces.
 *
 * @param itself  which of the data the i-th point is, and is not compared with; none of them when absent
 */
export function* findingNearest(points: Points, data: Points, itself?: (i: number) => number): InPieces<NearestData> {
  checkPoints('points', points);
  checkPoints('data', data);
  const { dimension, count, coordinates } = points;
  if (data.dimension !== dimension) throw new ArgumentError('data', `has dimension ${data.dimension}, but points has ${dimension}`);
  const places = new Int32Array(count);
  const distances = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const own = itself?.(i);
    let least = Infinity;
    for (let j = 0; j < data.count; j++) {
      if (j === own) continue;
      let square = 0;
      for (let k = 0; k < dimension && square < least; k++) square += (coordinates[i * dimension + k] - data.coordinates[j * dimension + k]) ** 2;
      if (square < least) [least, places[i]] = [square, j];
    }
    distances[i] = Math.sqrt(least);
    if (i % PIECE === PIECE - 1) yield;
  }
  return { places, distances };
}

/** What distances from samples to the nearest datum are compared with. */
export interface UsualNearness {
  /** Mean distance from a datum to the nearest other; absent where there is one alone. */
  readonly apart?: number;
  /** Mean distance from fresh data to the nearest datum: 9 of 10 sets of as many lie within; absent where there are none. */
  readonly fresh?: readonly [low: number, high: number];
}

/** How near samples come to data, beside how near these and fresh data do. */
export interface Nearness extends UsualNearness {
  /** Mean distance from a sample to the nearest datum: near 0 where a model repeats the data. */
  readonly samples: number;
}

export const meanDistance = ({ distances }: NearestData): number => distances.reduce((sum, distance) => sum + distance, 0) / distances.length;

/** Sets of fresh data by which their distance is known. */
const SETS = 20;
/** Data whose nearest others are looked for, evenly chosen: their mean has two digits. */
const LOOKED_AT = 100;

/**
 * How near data lie to each other, and fresh data to them, in pieces.
 *
 * @param count  fresh data in a set: as many as samples are to be compared
 * @param fresh  the law of data that are not among them; absent where there are none
 */
export function* measuringNearness(data: Points, count: number, fresh: Mixture | undefined, random: Random): InPieces<UsualNearness> {
  const apart = data.count > 1 ? yield* amongThemselves(data) : undefined;
  const sets: number[] = [];
  while (fresh && sets.length < SETS) {
    yield;
    sets.push(meanDistance(yield* findingNearest(sampleMixture(fresh, count, random), data)));
  }
  sets.sort((a, b) => a - b);
  return { ...(apart !== undefined && { apart }), ...(fresh && { fresh: [sets[Math.floor(0.05 * SETS)], sets[Math.ceil(0.95 * SETS) - 1]] }) };
}

function* amongThemselves(data: Points): InPieces<number> {
  const { dimension, coordinates } = data;
  const count = Math.min(LOOKED_AT, data.count);
  const placeOf = (i: number): number => Math.floor((i * data.count) / count);
  const chosen = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++) chosen.set(coordinates.subarray(placeOf(i) * dimension, (placeOf(i) + 1) * dimension), i * dimension);
  return meanDistance(yield* findingNearest({ dimension, count, coordinates: chosen }, data, placeOf));
}
