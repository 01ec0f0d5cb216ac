import { ArgumentError } from '../argument-error.ts';
import { arrivingAt } from '../fields/mixture-density.ts';
import { createPairTable } from '../fields/pairs.ts';
import { weigh, type Weighed } from '../fields/posterior.ts';
import { checkCount, checkPoints } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';
import { namedSchedule } from '../schedules.ts';

/** Points in one piece of work: in 40 dimensions about a millisecond. */
const POINTS_IN_A_PIECE = 256;
/** More rounds than expectation maximisation takes to stop of itself on clouds of a figure's size. */
const ROUNDS = 500;
/** Rise of the log likelihood of a point, on average, under which another round changes nothing that can be seen. */
const TOLERANCE = 1e-7;
/** Of the data's own variance, added to every component's: none collapses to a point, where the likelihood would have no end. */
const RELATIVE_RIDGE = 1e-6;

export interface MixtureFitOptions {
  /** Gaussians, 1 up to the number of points. */
  readonly components: number;
  /** Rounds after which it ends in any case; 500 when absent. */
  readonly rounds?: number;
  /** The least rise of the log likelihood of a point, on average, for another round; 1e-7 when absent. */
  readonly tolerance?: number;
  /** Variance added to that of every component on every axis; a millionth of the data's own when absent. */
  readonly ridge?: number;
  /** Where to begin; otherwise from centres that are drawn far from each other. */
  readonly start?: Mixture;
}

export interface MixtureFit {
  /** Full covariances. */
  readonly law: Mixture;
  /** Of all points, before each round and after the last: it never falls. */
  readonly logLikelihoods: Float64Array;
}

/**
 * A mixture of Gaussians fitted by expectation maximisation (Dempster, Laird and Rubin 1977; Bishop 2006, section 9.2.2): a local maximum of the likelihood. A
 * component that no point belongs to stays where it is with no weight.
 *
 * @throws ArgumentError when an option is out of its range, or the points have no spread at all
 */
export function* fitMixtureInPieces(points: Points, options: MixtureFitOptions, random: Random): InPieces<MixtureFit> {
  const { components, rounds = ROUNDS, tolerance = TOLERANCE } = options;
  checkPoints('points', points);
  checkCount('components', components);
  if (components > points.count) {
    const saying = { key: 'fewerPoints', components, points: points.count } as const;
    throw new ArgumentError('components', `are ${components}, more than the ${points.count} points`, saying);
  }
  const variance = meanVariance(points);
  if (!(variance > 0)) throw new ArgumentError('points', 'are all at one place');
  const { ridge = RELATIVE_RIDGE * variance, start } = options;
  let before: Mixture | undefined;
  let law = start ?? spreadStart(points, components, ridge, random);
  const logLikelihoods: number[] = [];
  for (let round = 0; ; round++) {
    const { logLikelihood, next } = yield* maximise(points, law, ridge);
    const rise = logLikelihood - (logLikelihoods.at(-1) ?? -Infinity);
    // Only the ridge can make it fall, at the very end of the climb.
    if (before && !(rise >= 0)) return { law: before, logLikelihoods: Float64Array.from(logLikelihoods) };
    logLikelihoods.push(logLikelihood);
    if (round === rounds || rise <= tolerance * points.count) return { law, logLikelihoods: Float64Array.from(logLikelihoods) };
    before = law;
    law = next;
  }
}

/** All at once. */
export const fitMixture = (points: Points, options: MixtureFitOptions, random: Random): MixtureFit => inOneGo(fitMixtureInPieces(points, options, random));

/** One round: which component each point belongs to under the law, and the weights, means and covariances that follow. */
function* maximise(points: Points, law: Mixture, ridge: number): InPieces<{ logLikelihood: number; next: Mixture }> {
  const { dimension, count, coordinates } = points;
  const components = law.weights.length;
  const { source, target } = arrivingAt(law);
  const table = createPairTable(source, target, namedSchedule('linear'));
  table.prepare(1);
  const { active, weights: heights } = table;
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  const shares = new Float64Array(count * components);
  const sizes = new Float64Array(components);
  const means = Float64Array.from(law.means);
  const sums = new Float64Array(components * dimension);
  let logLikelihood = 0;
  for (let i = 0; i < count; i++) {
    weigh(table, coordinates, i * dimension, weighed);
    logLikelihood += weighed.largest + Math.log(weighed.total);
    for (let a = 0; a < weighed.count; a++) {
      const share = (shares[i * components + active[a]] = heights[a] / weighed.total);
      sizes[active[a]] += share;
      for (let k = 0; k < dimension; k++) sums[active[a] * dimension + k] += share * coordinates[i * dimension + k];
    }
    if (i % POINTS_IN_A_PIECE === 0) yield;
  }
  const covariances = new Float64Array(components * dimension * dimension);
  const offset = new Float64Array(dimension);
  for (let c = 0; c < components; c++) {
    if (!(sizes[c] > 0)) {
      for (let k = 0; k < dimension; k++) covariances[(c * dimension + k) * dimension + k] = ridge;
      continue;
    }
    for (let k = 0; k < dimension; k++) means[c * dimension + k] = sums[c * dimension + k] / sizes[c];
    for (let i = 0; i < count; i++) {
      if (i % POINTS_IN_A_PIECE === 0) yield;
      const share = shares[i * components + c] / sizes[c];
      if (share === 0) continue;
      for (let k = 0; k < dimension; k++) offset[k] = coordinates[i * dimension + k] - means[c * dimension + k];
      for (let k = 0; k < dimension; k++) {
        const row = (c * dimension + k) * dimension;
        for (let l = 0; l <= k; l++) covariances[row + l] += share * offset[k] * offset[l];
      }
    }
    for (let k = 0; k < dimension; k++) {
      for (let l = 0; l < k; l++) covariances[(c * dimension + l) * dimension + k] = covariances[(c * dimension + k) * dimension + l];
      covariances[(c * dimension + k) * dimension + k] += ridge;
    }
  }
  return { logLikelihood, next: { dimension, weights: sizes.map((size) => size / count), means, covariances } };
}

/** Centres drawn one after the other with a probability that grows as the squared distance to those there are (Arthur and Vassilvitskii 2007), as wide as that is on average. */
function spreadStart({ dimension, count, coordinates }: Points, components: number, ridge: number, random: Random): Mixture {
  const means = new Float64Array(components * dimension);
  const distances = new Float64Array(count).fill(Infinity);
  let total = 0;
  for (let c = 0; c < components; c++) {
    let chosen = Math.floor(random.uniform() * count);
    if (c > 0 && total > 0) {
      let left = random.uniform() * total;
      chosen = distances.findIndex((distance) => (left -= distance) < 0);
      if (chosen < 0) chosen = distances.indexOf(Math.max(...distances));
    }
    means.set(coordinates.subarray(chosen * dimension, (chosen + 1) * dimension), c * dimension);
    total = 0;
    for (let i = 0; i < count; i++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += (coordinates[i * dimension + k] - means[c * dimension + k]) ** 2;
      distances[i] = Math.min(distances[i], square);
      total += distances[i];
    }
  }
  const covariances = new Float64Array(components).fill(total / (count * dimension) + ridge);
  return { dimension, weights: new Float64Array(components).fill(1 / components), means, covariances };
}

/** On average over the axes. */
function meanVariance({ dimension, count, coordinates }: Points): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) {
    let mean = 0;
    for (let i = 0; i < count; i++) mean += coordinates[i * dimension + k] / count;
    for (let i = 0; i < count; i++) sum += (coordinates[i * dimension + k] - mean) ** 2;
  }
  return sum / (count * dimension);
}
