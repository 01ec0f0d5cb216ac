import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  createRandom, dataset, decode, encode, fitMixture, fitMixtureInPieces, inOneGo, mixtureLogLikelihood, mixtureMoments, pointsMoments, principalAxes, principalAxesInPieces, probabilisticPca, sampleMixture,
  type Mixture, type Points,
} from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

interface PpcaEm {
  data: number[][];
  mean: number[];
  eigenvalues: number[];
  ppca: { components: number; noiseVariance: number; covariance: number[][]; logLikelihood: number }[];
  em: { iteration: number; logLikelihoodBefore: number; weights: number[]; means: number[][]; covariances: number[][][] }[];
}

const reference = fixture<PpcaEm>('ppca_em');
const cloudOf = (rows: readonly (readonly number[])[]): Points => ({ dimension: rows[0].length, count: rows.length, coordinates: Float64Array.from(rows.flat()) });

/** Numbers whose covariance is full, on axes of very unequal size. */
function createCloud(count: number, dimension: number, seed = 3): Points {
  const random = createRandom(seed);
  const mixing = Float64Array.from({ length: dimension * dimension }, () => random.normal());
  const coordinates = new Float64Array(count * dimension);
  const noise = new Float64Array(dimension);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++) noise[k] = random.normal() / (1 + k);
    for (let k = 0; k < dimension; k++) for (let l = 0; l < dimension; l++) coordinates[i * dimension + k] += mixing[k * dimension + l] * noise[l];
  }
  return { dimension, count, coordinates };
}

describe('probabilistic principal component analysis', () => {
  test.each(reference.ppca)('has the law and the likelihood of an independent computation, of $components components', ({ components, noiseVariance, covariance, logLikelihood }) => {
    const cloud = cloudOf(reference.data);
    const found = probabilisticPca(cloud, components);
    expectClose([found.noiseVariance], [noiseVariance], 1e-10);
    expectClose(found.law.means, reference.mean, 1e-10);
    expectClose(found.law.covariances, covariance.flat(), 1e-10);
    expectClose([mixtureLogLikelihood(found.law, cloud)], [logLikelihood], 1e-8);
  });

  test('with as many components as dimensions it is the Gaussian of the cloud\'s own moments', () => {
    const cloud = createCloud(200, 5);
    const { law, noiseVariance } = probabilisticPca(cloud, 5);
    expect(noiseVariance).toBe(0);
    expectClose(mixtureMoments(law).covariance, pointsMoments(cloud).covariance, 1e-12);
  });

  test('a cloud that lies in a plane gives a law without noise, and refuses a third component in words', () => {
    const flat = createFlatCloud(100);
    const { law, noiseVariance } = probabilisticPca(flat, 2);
    expect(noiseVariance).toBeLessThan(1e-14);
    const { coordinates } = sampleMixture(law, 50, createRandom(1));
    for (let i = 0; i < 50; i++) expect(Math.abs(coordinates[3 * i + 2] - coordinates[3 * i] - coordinates[3 * i + 1])).toBeLessThan(1e-6);
    expect(() => probabilisticPca(flat, 3)).toThrow('count: must be at most 2: the points vary in no more directions; not 3');
    expect(() => probabilisticPca(flat, 4)).toThrow('components: must be a whole number from 1 to 3, not 4');
  });
});

/** Points of the plane z = x + y. */
function createFlatCloud(count: number): Points {
  const { coordinates } = createCloud(count, 2);
  return cloudOf(Array.from({ length: count }, (_, i) => [coordinates[2 * i], coordinates[2 * i + 1], coordinates[2 * i] + coordinates[2 * i + 1]]));
}

describe('a mixture of Gaussians by expectation maximisation', () => {
  const plane = cloudOf(reference.data.map((row) => row.slice(0, 2)));
  const start: Mixture = {
    dimension: 2, weights: new Float64Array(3).fill(1 / 3), means: Float64Array.from([3, 30, 60].flatMap((row) => reference.data[row].slice(0, 2))), covariances: new Float64Array(3).fill(1),
  };

  test.each(reference.em)('has the values of an independent computation after $iteration rounds', ({ iteration, logLikelihoodBefore, weights, means, covariances }) => {
    const { law, logLikelihoods } = fitMixture(plane, { components: 3, start, rounds: iteration, tolerance: -Infinity, ridge: 1e-6 }, createRandom(1));
    expectClose([logLikelihoods[iteration - 1]], [logLikelihoodBefore], 1e-8);
    expectClose(law.weights, weights, 1e-8);
    expectClose(law.means, means.flat(), 1e-8);
    expectClose(law.covariances, covariances.flat(2), 1e-8);
    expect(logLikelihoods).toHaveLength(iteration + 1);
  });

  test.each([1, 2, 3, 4, 5])('the likelihood never falls, and is that of the law it ends with, from seed %i', (seed) => {
    const cloud = sampleMixture(dataset('moons').law, 300, createRandom(seed));
    const { law, logLikelihoods } = fitMixture(cloud, { components: 5 }, createRandom(seed));
    for (let round = 1; round < logLikelihoods.length; round++) expect(logLikelihoods[round]).toBeGreaterThanOrEqual(logLikelihoods[round - 1]);
    expectClose([mixtureLogLikelihood(law, cloud)], [logLikelihoods[logLikelihoods.length - 1]], 1e-9);
    expect(logLikelihoods.length).toBeGreaterThan(5);
  });

  test('three separate clouds are found with their weights', () => {
    const { law: truth } = dataset('three-modes');
    const cloud = sampleMixture(truth, 2000, createRandom(4));
    const { law } = fitMixture(cloud, { components: 3 }, createRandom(2));
    const byWeight = (a: number, b: number): number => a - b;
    expectClose(Array.from(law.weights).sort(byWeight), Array.from(truth.weights).sort(byWeight), 0.05);
    expectClose(mixtureMoments(law).covariance, pointsMoments(cloud).covariance, 1e-4);
  });

  test('one seed gives one law, to the bit', () => {
    const cloud = sampleMixture(dataset('pinwheel').law, 200, createRandom(1));
    const laws = [1, 1, 2].map((seed) => fitMixture(cloud, { components: 4 }, createRandom(seed)).law);
    expect(laws[0]).toEqual(laws[1]);
    expect(laws[0]).not.toEqual(laws[2]);
  });

  test('components that collapse onto few points, or that no point belongs to, keep finite numbers', () => {
    const coordinates = Float64Array.of(0, 0, 0, 0, 5, 5, 5, 5, 5, 6, 5, 6);
    const cloud: Points = { dimension: 2, count: 6, coordinates };
    for (const components of [2, 3, 4, 6]) {
      const { law, logLikelihoods } = fitMixture(cloud, { components }, createRandom(1));
      expect([...law.weights, ...law.means, ...law.covariances, ...logLikelihoods].every(Number.isFinite), `${components} components`).toBe(true);
      expectClose([law.weights.reduce((sum, weight) => sum + weight, 0)], [1], 1e-12);
      expect(sampleMixture(law, 10, createRandom(1)).coordinates.every(Number.isFinite)).toBe(true);
    }
    const far: Mixture = { dimension: 2, weights: Float64Array.of(0.5, 0.5), means: Float64Array.of(3, 3, 1e6, 1e6), covariances: Float64Array.of(1, 1) };
    const { law } = fitMixture(cloud, { components: 2, start: far }, createRandom(1));
    expect(Array.from(law.weights)).toEqual([1, 0]);
    expect(sampleMixture(law, 10, createRandom(1)).coordinates.every(Number.isFinite)).toBe(true);
  });

  test('what cannot be fitted is refused in words', () => {
    const cloud: Points = { dimension: 1, count: 3, coordinates: Float64Array.of(2, 2, 2) };
    expect(() => fitMixture(cloud, { components: 4 }, createRandom(1))).toThrow('components: are 4, more than the 3 points');
    expect(() => fitMixture(cloud, { components: 2 }, createRandom(1))).toThrow('points: are all at one place');
    expect(() => fitMixture(cloud, { components: 0 }, createRandom(1))).toThrow('components: must be a whole number, 1 or more, not 0');
  });

  test('its rounds can be taken in pieces, with the same end', () => {
    const cloud = sampleMixture(dataset('moons').law, 1000, createRandom(1));
    const work = fitMixtureInPieces(cloud, { components: 3, rounds: 5 }, createRandom(1));
    expect(work.next().done).toBe(false);
    expect(inOneGo(work).law).toEqual(fitMixture(cloud, { components: 3, rounds: 5 }, createRandom(1)).law);
  });
});

describe('principal axes', () => {
  test('of 2,000 handwritten digits have the variances of an independent computation, and the way through 40 of them its error', () => {
    const { variances, total, meanSquaredError } = fixture<{ variances: number[]; total: number; meanSquaredError: Record<string, number> }>('digits_pca');
    const digits = createDigits();
    const found = principalAxes(digits, 40);
    expectClose(found.variances.slice(0, variances.length), variances, 1e-10);
    expectClose([found.variances.reduce((sum, value) => sum + value, 0)], [total], 1e-10);
    expectClose([meanSquare(digits, decode(found, encode(found, digits)))], [meanSquaredError[40]], 1e-10);
    for (const [size, left] of Object.entries(meanSquaredError)) expectClose([found.variances.slice(Number(size)).reduce((sum, value) => sum + value, 0)], [left], 1e-10);
  }, 120_000);

  test.each([[200, 6], [6, 200], [40, 40]])('of %i points in %i dimensions, what is left out is the error of the way through the code', (count, dimension) => {
    const cloud = createCloud(count, dimension);
    const total = totalVariance(cloud);
    const { rank } = principalAxes(cloud, 1);
    expect(rank).toBe(Math.min(count - 1, dimension));
    for (const size of [1, 3, rank]) {
      const found = principalAxes(cloud, size);
      const back = decode(found, encode(found, cloud));
      const left = found.variances.slice(size).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(meanSquare(cloud, back) - left)).toBeLessThan(1e-10 * total);
      expectClose([found.variances.reduce((sum, value) => sum + value, 0)], [total], 1e-10);
      for (let a = 0; a < size; a++) for (let b = 0; b <= a; b++) expectClose([inner(found.axes, dimension, a, b)], [a === b ? 1 : 0], 1e-10);
    }
  });

  test('the code varies along each axis by its variance and along no two together', () => {
    const cloud = createCloud(300, 7);
    const found = principalAxes(cloud, 4);
    const { covariance, mean } = pointsMoments(encode(found, cloud));
    expectClose(mean, new Float64Array(4), 1e-12);
    expectClose(covariance, Array.from({ length: 16 }, (_, e) => (e % 5 === 0 ? found.variances[e / 5] : 0)), 1e-10);
  });

  test('axes of equal variance are orthogonal too', () => {
    // The corners of a cross-polytope vary alike along all axes.
    const dimension = 12;
    const coordinates = new Float64Array(2 * dimension * dimension);
    for (let k = 0; k < dimension; k++) [coordinates[2 * k * dimension + k], coordinates[(2 * k + 1) * dimension + k]] = [1, -1];
    const { axes, variances } = principalAxes({ dimension, count: 2 * dimension, coordinates }, dimension);
    expectClose(variances, new Float64Array(dimension).fill(1 / dimension), 1e-12);
    for (let a = 0; a < dimension; a++) for (let b = 0; b <= a; b++) expectClose([inner(axes, dimension, a, b)], [a === b ? 1 : 0], 1e-10);
  });

  test('more axes than the points vary in are refused in words; so are points and dimensions that are both too many', () => {
    const flat = createFlatCloud(100);
    expect(() => principalAxes(flat, 3)).toThrow('count: must be at most 2');
    expect(() => principalAxes({ dimension: 2, count: 3, coordinates: new Float64Array(6).fill(4) }, 1)).toThrow('count: must be at most 0');
    expect(() => principalAxesInPieces({ dimension: 1100, count: 1100, coordinates: new Float64Array(1100 ** 2) }, 2).next()).toThrow('one of the two must be at most 1024');
    expect(() => encode(principalAxes(flat, 2), { dimension: 2, count: 1, coordinates: new Float64Array(2) })).toThrow('points: have dimension 2, but the axes 3');
    expect(() => decode(principalAxes(flat, 2), { dimension: 3, count: 1, coordinates: new Float64Array(3) })).toThrow('code: has dimension 3, but there are 2 axes');
  });
});

/** Ink of 784 pixels each, 0..1. */
function createDigits(): Points {
  const bytes = readFileSync(new URL('../../examples/digits/digits-2000x28x28.u8', import.meta.url));
  return { dimension: 784, count: 2000, coordinates: Float64Array.from(bytes, (byte) => byte / 255) };
}

const inner = (axes: Float64Array, dimension: number, a: number, b: number): number => {
  let sum = 0;
  for (let k = 0; k < dimension; k++) sum += axes[a * dimension + k] * axes[b * dimension + k];
  return sum;
};

/** Squared distance of two clouds' points, on average. */
function meanSquare(a: Points, b: Points): number {
  let sum = 0;
  for (let at = 0; at < a.coordinates.length; at++) sum += (a.coordinates[at] - b.coordinates[at]) ** 2;
  return sum / a.count;
}

function totalVariance(cloud: Points): number {
  const { covariance } = pointsMoments(cloud);
  let trace = 0;
  for (let k = 0; k < cloud.dimension; k++) trace += covariance[k * cloud.dimension + k];
  return trace;
}
