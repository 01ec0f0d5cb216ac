import { describe, expect, test } from 'vitest';
import { createRandom, dataset, exactVelocity, gaussianMixture, isotropicMixture, namedSchedule, pairsThrough, pointsMixture, type Mixture, type MixtureModel, type PairsThrough, type ScheduleName } from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

const TIMES = [0.1, 0.5, 0.95];
const SCHEDULES: readonly ScheduleName[] = ['linear', 'cosine', 'variance-preserving'];

/** Points of a data set without spread. */
function points(dimension: number, count: number): Mixture {
  const random = createRandom(5);
  return pointsMixture({ dimension, count, coordinates: Float64Array.from({ length: dimension * count }, () => 2 * random.normal()) });
}

/** Largest distance of what the pairs' paths pass through from x. */
function farthest({ x0, x1 }: PairsThrough, x: Float64Array, t: number, schedule: ScheduleName): number {
  const { alpha, sigma } = namedSchedule(schedule);
  return x0.reduce((most, value, i) => Math.max(most, Math.abs(alpha(t) * x1[i] + sigma(t) * value - x[i % x.length])), 0);
}

const velocityAt = (model: MixtureModel, x: Float64Array, t: number): Float64Array => {
  const v = new Float64Array(x.length);
  exactVelocity(model)(x, t, v);
  return v;
};

describe.each(SCHEDULES)('under the schedule %s', (schedule) => {
  describe.each([1, 2, 3])('in %i dimensions', (dimension) => {
    const x = Float64Array.from([0.4, -0.3, 0.2].slice(0, dimension));

    test.each(TIMES)('each datum leaves one pair through a place at t = %f, and their weighed mean velocity is the marginal one to 1e-9', (t) => {
      const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(dimension), target: points(dimension, 40), schedule };
      const pairs = pairsThrough(model, x, t, 10, createRandom(1));
      expect(pairs).toMatchObject({ kind: 'all', standardErrors: new Float64Array(dimension), parts: 40, isOnPath: true });
      expect(pairs.weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect([...pairs.weights]).toEqual([...pairs.weights].sort((a, b) => b - a));
      expect(farthest(pairs, x, t, schedule)).toBeLessThan(1e-12);
      expectClose(pairs.mean, velocityAt(model, x, t), 1e-9);
    });

    test.each(TIMES)('draws pass through the place at t = %f, and their mean velocity is within 3 standard errors of the marginal one', (t) => {
      const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(dimension), target: isotropicMixture(dimension, Array.from({ length: 3 * dimension }, (_, i) => 2 * Math.cos(i)), 0.4), schedule };
      const pairs = pairsThrough(model, x, t, 4000, createRandom(1));
      expect(pairs.kind).toBe('draws');
      expect(farthest(pairs, x, t, schedule)).toBeLessThan(1e-10);
      const v = velocityAt(model, x, t);
      expect(Math.hypot(...pairs.mean.map((value, k) => value - v[k]))).toBeLessThan(3 * Math.hypot(...pairs.standardErrors));
      // Not within anything: the errors shrink.
      expect(Math.hypot(...pairs.standardErrors)).toBeLessThan(0.1 * Math.max(1, Math.hypot(...pairs.velocities.slice(0, dimension))));
    });
  });
});

test('posterior weights of data are those of the reference to 1e-9', () => {
  const { targetPoints, points: cases } = fixture<{ targetPoints: number[][]; points: { t: number; x: number[]; posteriorWeights: number[] }[] }>('empirical_velocity');
  const target = pointsMixture({ dimension: 2, count: targetPoints.length, coordinates: Float64Array.from(targetPoints.flat()) });
  for (const { t, x, posteriorWeights } of cases.filter(({ t }) => t < 1)) {
    const { weights } = pairsThrough({ kind: 'mixture', source: gaussianMixture(2), target }, Float64Array.from(x), t, 1, createRandom(1));
    const sorted = posteriorWeights.filter((weight) => weight > 1e-16).sort((a, b) => b - a);
    expectClose(weights.slice(0, sorted.length), sorted, 1e-9);
  }
});

test('draws have the posterior’s own spread, also of full covariances: a Gaussian to a Gaussian in closed form', () => {
  const target: Mixture = { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(1, -1), covariances: Float64Array.of(1, 0.6, 0.6, 2) };
  const [t, x] = [0.4, Float64Array.of(0.3, 0.2)];
  const { x1, count } = pairsThrough({ kind: 'mixture', source: gaussianMixture(2), target }, x, t, 20_000, createRandom(2));
  // S = sigma^2 I + alpha^2 C; Cov(X_1 | x) = C - alpha^2 C S^-1 C.
  const [c, s] = [[1, 0.6, 2], [0.36 + 0.16, 0.16 * 0.6, 0.36 + 0.32]];
  const det = s[0] * s[2] - s[1] * s[1];
  const inverse = [s[2] / det, -s[1] / det, s[0] / det];
  const cs = [[c[0] * inverse[0] + c[1] * inverse[1], c[0] * inverse[1] + c[1] * inverse[2]], [c[1] * inverse[0] + c[2] * inverse[1], c[1] * inverse[1] + c[2] * inverse[2]]];
  const expected = [c[0] - 0.16 * (cs[0][0] * c[0] + cs[0][1] * c[1]), c[1] - 0.16 * (cs[0][0] * c[1] + cs[0][1] * c[2]), c[2] - 0.16 * (cs[1][0] * c[1] + cs[1][1] * c[2])];
  const mean = [0, 1].map((k) => x1.reduce((sum, value, i) => sum + (i % 2 === k ? value : 0), 0) / count);
  const covariance = ([k, l]: readonly number[]): number => Array.from({ length: count }, (_, n) => (x1[2 * n + k] - mean[k]) * (x1[2 * n + l] - mean[l])).reduce((a, b) => a + b) / count;
  // A covariance of 20,000 draws errs by about 1 part in 100.
  [[0, 0], [0, 1], [1, 1]].forEach((entry, i) => expect(Math.abs(covariance(entry) - expected[i])).toBeLessThan(0.05));
});

test('fewer draws are the beginning of more', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };
  const x = Float64Array.of(0.1, 0.2);
  const [few, many] = [3, 30].map((count) => pairsThrough(model, x, 0.5, count, createRandom(1)));
  expect([...many.x1.subarray(0, 6)]).toEqual([...few.x1]);
});

test('the cone of pairs narrows: fewer data count the later it is', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: points(2, 200) };
  const effective = [0, 0.5, 0.9, 0.99].map((t) => pairsThrough(model, Float64Array.of(0.1, 0.2), t, 1, createRandom(1)).effective);
  expect(effective[0]).toBeCloseTo(200, 8);
  expect(effective).toEqual([...effective].sort((a, b) => b - a));
  expect(effective[3]).toBeLessThan(10);
});

describe('at the ends of time', () => {
  const target = points(2, 5);
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target };

  test('all data are reached from a place at t = 0', () => {
    const pairs = pairsThrough(model, Float64Array.of(0.1, 0.2), 0, 1, createRandom(1));
    expect(pairs.count).toBe(5);
    expectClose(pairs.x0, Array.from({ length: 5 }, () => [0.1, 0.2]).flat(), 1e-15);
  });

  test('at t = 1 a datum is reached from all of the source, and a place beside it by no path', () => {
    const on = pairsThrough(model, target.means.slice(2, 4), 1, 500, createRandom(1));
    expect(on).toMatchObject({ kind: 'draws', isOnPath: true });
    expectClose(on.x1, Array.from({ length: 500 }, () => [...target.means.slice(2, 4)]).flat(), 0);
    const beside = pairsThrough(model, Float64Array.of(0.1, 0.2), 1, 3, createRandom(1));
    expect(beside.isOnPath).toBe(false);
    expect([...beside.x0, ...beside.x1, ...beside.mean].every(Number.isFinite)).toBe(true);
  });

  test('a law of one point leaves one pair', () => {
    const pairs = pairsThrough({ ...model, target: points(2, 1) }, Float64Array.of(0.1, 0.2), 0.5, 1, createRandom(1));
    expect(pairs).toMatchObject({ count: 1, effective: 1, parts: 1 });
  });

  test('between two points there is one path and nothing beside it', () => {
    const from = pointsMixture({ dimension: 1, count: 1, coordinates: Float64Array.of(0) });
    const to = pointsMixture({ dimension: 1, count: 1, coordinates: Float64Array.of(1) });
    const between = (x: number): PairsThrough => pairsThrough({ kind: 'mixture', source: from, target: to }, Float64Array.of(x), 0.5, 1, createRandom(1));
    expect(between(0.5)).toMatchObject({ isOnPath: true, mean: Float64Array.of(1) });
    expect(between(0.3).isOnPath).toBe(false);
  });

  test('far from all data nothing is no number', () => {
    const { mean, weights } = pairsThrough({ ...model, target: dataset('moons').law }, Float64Array.of(1e6, -1e6), 0.5, 20, createRandom(1));
    expect([...mean, ...weights].every(Number.isFinite)).toBe(true);
  });
});
