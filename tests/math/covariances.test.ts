import { describe, expect, test } from 'vitest';
import {
  carry,
  carryDensity,
  createRandom,
  divergenceField,
  exactLogDensity,
  exactPosterior,
  exactScore,
  exactSpread,
  exactVelocity,
  gaussianMixture,
  gaussianTransport,
  integrateSde,
  isotropicMixture,
  lawExtent,
  logLikelihood,
  lossFloor,
  mixtureLogDensity,
  mixtureMoments,
  mixtureSampler,
  pointsMixture,
  pointsMoments,
  sampleMixture,
  wasserstein,
  type Mixture,
  type MixtureModel,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

const between = (source: Mixture, target: Mixture): MixtureModel => ({ kind: 'mixture', source, target });

/** A law whose covariances are the diagonals, stored as such, as full matrices and, where it can be, as one variance. */
function shapesOf(dimension: number, means: number[], diagonals: number[]): Mixture[] {
  const count = means.length / dimension;
  const law = { dimension, weights: Float64Array.from({ length: count }, (_, i) => (2 * (i + 1)) / (count * (count + 1))), means: Float64Array.from(means) };
  const full = new Float64Array(count * dimension ** 2);
  diagonals.forEach((variance, e) => (full[Math.floor(e / dimension) * dimension ** 2 + (e % dimension) * (dimension + 1)] = variance));
  const isRound = diagonals.every((variance, e) => variance === diagonals[e - (e % dimension)]);
  const shapes = [Float64Array.from(diagonals), full, ...(isRound ? [Float64Array.from({ length: count }, (_, i) => diagonals[i * dimension])] : [])];
  return shapes.map((covariances) => ({ ...law, covariances }));
}

/** All that is known exactly of a flow, at some points of a time. */
function everything(model: MixtureModel, x: Float64Array, t: number): number[] {
  const { dimension } = model.source;
  const points = x.length / dimension;
  return [exactVelocity, exactScore, exactLogDensity, divergenceField, exactSpread, exactPosterior].flatMap((make, kind) => {
    const out = new Float64Array(kind < 2 ? x.length : kind < 5 ? points : points * model.source.weights.length * model.target.weights.length);
    make(model)(x, t, out);
    return [...out];
  });
}

describe.each([
  [1, [0, 2, -1], [0.5, 0.2, 0]],
  [2, [0, 1, 2, -1], [0.5, 0.5, 0.2, 0.2]],
  [2, [0, 1, 2, -1], [0.5, 0.1, 0.2, 0]],
  [3, [0, 1, 2, -1, 0, 1], [0.5, 0.1, 0.3, 0.2, 0, 0.4]],
])('in dimension %i', (dimension, means, diagonals) => {
  const laws = shapesOf(dimension, means, diagonals);

  test('a law is the same in whatever shape its covariances are stored: fields, draws, moments, extent', () => {
    const x = sampleMixture(gaussianMixture(dimension), 4, createRandom(1)).coordinates as Float64Array;
    const tilted = isotropicMixture(dimension, means, 0.3);
    for (const other of [gaussianMixture(dimension), tilted, laws[0]]) {
      for (const t of [0, 0.4, 0.95]) {
        const [first, ...others] = laws.map((law) => everything(between(other, law), x, t));
        for (const values of others) expectClose(values, first, 1e-9);
        const [back, ...backs] = laws.map((law) => everything(between(law, other), x, t));
        for (const values of backs) expectClose(values, back, 1e-9);
      }
    }
    const draws = laws.map((law) => [...sampleMixture(law, 50, createRandom(2)).coordinates]);
    const batches = laws.map((law) => {
      const out = new Float64Array(50 * dimension);
      mixtureSampler(law)(createRandom(3), out);
      return [...out];
    });
    for (const same of [draws, batches, laws.map((law) => mixtureMoments(law)), laws.map((law) => lawExtent(law, 2))]) {
      for (const other of same) expect(other).toEqual(same[0]);
    }
  });
});

test('what fits no shape, or is negative in one, is refused in words', () => {
  const law = gaussianMixture(2);
  expect(() => sampleMixture({ ...law, covariances: new Float64Array(3) }, 1, createRandom(1))).toThrow('mixture.covariances: must hold 1 or 2 or 4 numbers, not 3');
  for (const covariances of [[-1], [1, -1], [1, 0, 0, -1]]) {
    expect(() => exactVelocity(between({ ...law, covariances: Float64Array.from(covariances) }, law))).toThrow('source.covariances: component 0 is not positive semi-definite');
  }
});

test('a data set and a round law store one variance for each component', () => {
  const points = pointsMixture({ dimension: 50, count: 100, coordinates: new Float64Array(5000).fill(1) });
  expect([points.covariances.length, gaussianMixture(50).covariances.length, isotropicMixture(50, points.means, 2).covariances.length]).toEqual([100, 1, 100]);
});

/** A random orthogonal matrix, row-major: Gram and Schmidt on normal rows. */
function rotation(dimension: number, seed: number): Float64Array {
  const rows = sampleMixture(gaussianMixture(dimension), dimension, createRandom(seed)).coordinates as Float64Array;
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j <= i; j++) {
      let dot = 0;
      for (let k = 0; k < dimension; k++) dot += rows[i * dimension + k] * rows[j * dimension + k];
      for (let k = 0; k < dimension; k++) rows[i * dimension + k] = j < i ? rows[i * dimension + k] - dot * rows[j * dimension + k] : rows[i * dimension + k] / Math.sqrt(dot);
    }
  }
  return rows;
}

/** Row vectors times the matrix, `columns` numbers each. */
function times(x: ArrayLike<number>, matrix: ArrayLike<number>, columns: number): Float64Array {
  const rows = matrix.length / columns;
  return Float64Array.from({ length: (x.length / rows) * columns }, (_, e) => {
    let sum = 0;
    for (let k = 0; k < rows; k++) sum += x[Math.floor(e / columns) * rows + k] * matrix[k * columns + (e % columns)];
    return sum;
  });
}

/** The law of X Q, in full covariances. */
function turned(law: Mixture, matrix: Float64Array, columns: number): Mixture {
  const { covariance } = mixtureMoments({ ...law, weights: Float64Array.of(1), means: new Float64Array(law.dimension) });
  const half = times(covariance, matrix, columns);
  const transposed = Float64Array.from(half, (_, e) => half[(e % law.dimension) * columns + Math.floor(e / law.dimension)]);
  return { dimension: columns, weights: law.weights, means: times(law.means, matrix, columns), covariances: times(transposed, matrix, columns) };
}

describe('in fifty dimensions', () => {
  const dimension = 50;
  const variances = Float64Array.from({ length: dimension }, (_, k) => 2 / (k + 1));
  const means = Float64Array.from({ length: dimension }, (_, k) => Math.sin(k));
  const target: Mixture = { dimension, weights: Float64Array.of(1), means, covariances: variances };
  const model = between(gaussianMixture(dimension), target);
  const start = sampleMixture(gaussianMixture(dimension), 5, createRandom(4));
  const end = start.coordinates.map((value, e) => means[e % dimension] + Math.sqrt(variances[e % dimension]) * value);
  const Q = rotation(dimension, 5);

  test('a flow to a Gaussian with other variances ends in its closed form, with its likelihood and floor', () => {
    const solver = { solver: 'dopri5', tolerance: 1e-10 } as const;
    const carried = carryDensity(exactVelocity(model), divergenceField(model), start, solver);
    expectClose(carried.end.coordinates, end, 1e-7);
    const volume = variances.reduce((sum, variance) => sum + Math.log(variance) / 2, 0);
    for (const change of carried.change) expect(change).toBeCloseTo(-volume, 6);
    const [likelihood, exact] = [logLikelihood(exactVelocity(model), divergenceField(model), mixtureLogDensity(model.source), { ...start, coordinates: end }, solver), new Float64Array(5)];
    mixtureLogDensity(target)(end, exact);
    expectClose(likelihood, exact, 1e-7);
    expect(lossFloor(model, { random: createRandom(1) }).floor).toBeCloseTo((Math.PI / 2) * variances.reduce((sum, variance) => sum + Math.sqrt(variance), 0), 8);
  });

  test('laws that are turned have turned fields: full covariances agree with diagonal ones', () => {
    const full = between(model.source, turned(target, Q, dimension));
    for (const t of [0, 0.3, 0.8, 1]) {
      const x = end.map((value, e) => t * value + (1 - t) * start.coordinates[e]) as Float64Array;
      const [plain, other] = [everything(model, x, t), everything(full, times(x, Q, dimension), t)];
      for (const first of [0, x.length]) expectClose(other.slice(first, first + x.length), times(plain.slice(first, first + x.length), Q, dimension), 1e-7);
      expectClose(other.slice(2 * x.length), plain.slice(2 * x.length), 1e-7);
    }
  });

  test('W2 between Gaussians is the distance of their roots, also without spread in some directions', () => {
    const flat: Mixture = { ...target, covariances: variances.map((variance, k) => (k % 3 === 0 ? 0 : variance)) };
    const expected = variances.reduce((sum, variance, k) => sum + (Math.sqrt(variance) - (k % 3 === 0 ? 0 : Math.sqrt(variance) * 1.5)) ** 2, 0);
    const wide: Mixture = { ...flat, covariances: flat.covariances.map((variance) => 2.25 * variance) };
    expect(gaussianTransport(target, wide).squaredDistance).toBeCloseTo(expected, 8);
    expect(gaussianTransport(turned(target, Q, dimension), turned(wide, Q, dimension)).squaredDistance).toBeCloseTo(expected, 6);
    const from = sampleMixture(target, 3, createRandom(6));
    const to = new Float64Array(from.coordinates.length);
    gaussianTransport(target, wide).map(from.coordinates, to);
    expectClose(to, from.coordinates.map((value, e) => means[e % dimension] + (e % dimension % 3 === 0 ? 0 : 1.5 * (value - means[e % dimension]))), 1e-8);
  });

  test('the stochastic process has the moments of the target', () => {
    const cloud = sampleMixture(gaussianMixture(dimension), 1000, createRandom(7));
    const paths = integrateSde(exactVelocity(model), exactScore(model), cloud, { steps: 100, noise: (t) => 1 - t, random: createRandom(8) });
    const moments = pointsMoments({ ...cloud, coordinates: paths.positions.slice(-50_000) });
    // Five standard errors of fifty means and variances, and the error of a step.
    moments.mean.forEach((mean, k) => expect(Math.abs(mean - means[k])).toBeLessThan(5 * Math.sqrt(variances[k] / 1000) + 0.02));
    variances.forEach((variance, k) => expect(Math.abs(moments.covariance[k * (dimension + 1)] / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 1000) + 0.05));
  });

  test('noise goes to 5,000 data points, each carried point to one of them', () => {
    const data = sampleMixture(target, 5000, createRandom(9));
    const ends = carry(exactVelocity(between(gaussianMixture(dimension), pointsMixture(data))), sampleMixture(gaussianMixture(dimension), 8, createRandom(10)), { solver: 'heun', steps: 60 });
    for (let i = 0; i < 8; i++) {
      let nearest = Infinity;
      for (let j = 0; j < 5000; j++) {
        let square = 0;
        for (let k = 0; k < dimension; k++) square += (ends.coordinates[i * dimension + k] - data.coordinates[j * dimension + k]) ** 2;
        nearest = Math.min(nearest, Math.sqrt(square));
      }
      expect(nearest).toBeLessThan(0.1);
    }
  });
});

test('laws on a plane in space have the fields of the plane', () => {
  const [source, target] = [mixtureOf({ weights: [1], means: [[0, 0]], covariances: [[[1, 0.3], [0.3, 0.5]]] }), mixtureOf({ weights: [1], means: [[2, 1]], covariances: [[[0.4, -0.1], [-0.1, 0.3]]] })];
  const plane = rotation(3, 11).subarray(0, 6);
  const inSpace = between(turned(source, plane, 3), turned(target, plane, 3));
  const start = sampleMixture(source, 10, createRandom(12));
  for (const t of [0, 0.3, 0.7, 1]) {
    const [flat, space] = [new Float64Array(20), new Float64Array(30)];
    exactVelocity(between(source, target))(start.coordinates, t, flat);
    exactVelocity(inSpace)(times(start.coordinates, plane, 3), t, space);
    expectClose(space, times(flat, plane, 3), 1e-7);
  }
  const options = { solver: 'dopri5', tolerance: 1e-9 } as const;
  const flat = carry(exactVelocity(between(source, target)), start, options).coordinates;
  const space = carry(exactVelocity(inSpace), { dimension: 3, count: 10, coordinates: times(start.coordinates, plane, 3) }, options).coordinates;
  expectClose(space, times(flat, plane, 3), 1e-6);
  expect(gaussianTransport(inSpace.source, inSpace.target).squaredDistance).toBeCloseTo(gaussianTransport(source, target).squaredDistance, 6);
});

interface RectifiedCase { sourceCovariance: number[][]; targetCovariance: number[][]; flowMap: number[][]; otMap: number[][]; otCost: number }

test.each(fixture<{ cases: RectifiedCase[] }>('gaussian_rectified').cases)('between covariances that do not commute the flow has the map of the reference, and transport another', ({ sourceCovariance, targetCovariance, flowMap, otMap, otCost }) => {
  const [source, target] = [sourceCovariance, targetCovariance].map((covariance) => mixtureOf({ weights: [1], means: [covariance.map(() => 0)], covariances: [covariance] }));
  const { dimension } = source;
  const axes = { dimension, count: dimension, coordinates: Float64Array.from({ length: dimension ** 2 }, (_, e) => (e % (dimension + 1) === 0 ? 1 : 0)) };
  const end = carry(exactVelocity(between(source, target)), axes, { solver: 'dopri5', tolerance: 1e-12 }).coordinates;
  const transposed = (matrix: number[][]): number[] => matrix[0].flatMap((_, k) => matrix.map((row) => row[k]));
  expectClose(end, transposed(flowMap), 1e-8);
  const { matrix, squaredDistance } = gaussianTransport(source, target);
  expectClose(matrix, otMap.flat(), 1e-9);
  expect(squaredDistance).toBeCloseTo(otCost, 9);
});

interface PredictionCase {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  points: { schedule: 'linear' | 'cosine' | 'polynomial-2'; t: number; x: number[]; velocity: number[]; score: number[]; logDensity: number }[];
}

test.each(fixture<{ cases: PredictionCase[] }>('predictions').cases)('$name under three schedules has the values of the reference to 1e-9', ({ source, target, points }) => {
  for (const { schedule, t, x, velocity, score, logDensity } of points) {
    const model: MixtureModel = { ...between(mixtureOf(source), mixtureOf(target)), schedule };
    const [v, s, p] = [new Float64Array(x.length), new Float64Array(x.length), new Float64Array(1)];
    exactVelocity(model)(Float64Array.from(x), t, v);
    exactScore(model)(Float64Array.from(x), t, s);
    exactLogDensity(model)(Float64Array.from(x), t, p);
    expectClose(v, velocity, 1e-9);
    expectClose(s, score, 1e-9);
    expectClose(p, [logDensity], 1e-9);
  }
});

test('exact assignment in fifty dimensions: W2 of a cloud and its shift is the length of the shift', () => {
  const cloud = sampleMixture(gaussianMixture(50), 64, createRandom(13));
  expect(wasserstein(cloud, { ...cloud, coordinates: cloud.coordinates.map((value) => value + 0.1) })).toBeCloseTo(0.1 * Math.sqrt(50), 10);
});
