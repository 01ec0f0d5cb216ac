import { describe, expect, test } from 'vitest';
import {
  createRandom,
  divergenceField,
  exactDensity,
  exactLogDensity,
  exactPosterior,
  exactScore,
  exactVelocity,
  gaussianMixture,
  hutchinsonDivergence,
  mixtureLogDensity,
  mixtureMean,
  mixtureScore,
  pointsMixture,
  sampleMixture,
  scoreOfVelocity,
  dataset,
  namedSchedule,
  type Mixture,
  type MixtureModel,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

interface ExactCase {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  points: { t: number; x: number[]; logDensity: number; velocity: number[]; score: number[]; divergence: number }[];
}
const exact = fixture<{ cases: ExactCase[] }>('exact_velocity');

describe.each(exact.cases)('$name', ({ source, target, points }) => {
  const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };

  test('velocity, log density, score and divergence are those of the reference to 1e-9', () => {
    const velocity = exactVelocity(model);
    const logDensity = exactLogDensity(model);
    const score = exactScore(model);
    const divergence = divergenceField(model);
    for (const point of points) {
      const x = Float64Array.from(point.x);
      const v = new Float64Array(x.length);
      const p = new Float64Array(1);
      velocity(x, point.t, v);
      logDensity(x, point.t, p);
      expectClose(v, point.velocity, 1e-9);
      expectClose(p, [point.logDensity], 1e-9);
      score(x, point.t, v);
      expectClose(v, point.score, 1e-9);
      divergence(x, point.t, p);
      expectClose(p, [point.divergence], 1e-9);
    }
  });

  test('float32 points give the same velocity to 1e-4', () => {
    const velocity = exactVelocity(model);
    for (const point of points) {
      const v = new Float32Array(point.x.length);
      velocity(Float32Array.from(point.x), point.t, v);
      expectClose(v, point.velocity, 1e-4);
    }
  });
});

interface EmpiricalFixture {
  targetPoints: number[][];
  points: { t: number; x: number[]; velocity: number[]; posteriorWeights: number[] }[];
}

test('a data set of points gives the velocity and the posterior of the reference to 1e-9', () => {
  const empirical = fixture<EmpiricalFixture>('empirical_velocity');
  const target = pointsMixture({ dimension: 2, count: empirical.targetPoints.length, coordinates: Float64Array.from(empirical.targetPoints.flat()) });
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target };
  const field = exactVelocity(model);
  const posterior = exactPosterior(model);
  for (const { t, x, velocity, posteriorWeights } of empirical.points) {
    const v = new Float64Array(2);
    const weights = new Float64Array(target.weights.length);
    field(Float64Array.from(x), t, v);
    expectClose(v, velocity, 1e-9);
    posterior(Float64Array.from(x), t, weights);
    expectClose(weights, posteriorWeights, 1e-9);
  }
});

test('at t = 0 the velocity leads to the mean of the target, at t = 1 it comes from the mean of the source', () => {
  const target = dataset('eight-gaussians').law;
  const source = dataset('moons').law;
  const field = exactVelocity({ kind: 'mixture', source, target });
  const x = sampleMixture(target, 50, createRandom(1)).coordinates;
  const v = new Float64Array(100);
  field(x, 0, v);
  expectClose(v, x.map((value, i) => mixtureMean(target)[i % 2] - value), 1e-9);
  field(x, 1, v);
  expectClose(v, x.map((value, i) => value - mixtureMean(source)[i % 2]), 1e-9);
});

test('data points stay finite up to and at t = 1, on and off the points, where each point carries x - E[X_0]', () => {
  const points = sampleMixture(dataset('moons').law, 1000, createRandom(2));
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: pointsMixture(points) };
  const field = exactVelocity(model);
  const density = exactDensity(model);
  const x = new Float64Array([...points.coordinates.slice(0, 100), 0, 0, 3, -3, 40, 40]);
  const v = new Float64Array(x.length);
  const p = new Float64Array(x.length / 2);
  for (const t of [0.9, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-15, 1]) {
    field(x, t, v);
    density(x, t, p);
    expect([...v, ...p].every(Number.isFinite), `t = ${t}`).toBe(true);
  }
  field(x, 1, v);
  expectClose(v.subarray(0, 100), x.subarray(0, 100), 1e-9);
});

test('a time outside [0, 1] is refused by name', () => {
  const field = exactVelocity({ kind: 'mixture', source: gaussianMixture(1), target: gaussianMixture(1) });
  expect(() => field(new Float64Array(1), 1.1, new Float64Array(1))).toThrow('t: must lie in [0, 1], not 1.1');
});

const FIELDS: [string, MixtureModel][] = [
  ['moons', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law }],
  ['eight Gaussians to moons', { kind: 'mixture', source: dataset('eight-gaussians').law, target: dataset('moons').law }],
  ...exact.cases.map(({ name, source, target }): [string, MixtureModel] => [name, { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) }]),
  ['moons by cosine', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law, schedule: 'cosine' }],
  ['moons by variance preserving', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law, schedule: 'variance-preserving' }],
  ['moons by polynomial 3', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law, schedule: 'polynomial-3' }],
];

describe.each(FIELDS)('%s', (_name, model) => {
  const { dimension } = model.source;

  test('mass is neither made nor lost: dp/dt + div(p v) = 0 to 1e-6 of its terms', () => {
    const density = exactDensity(model);
    const velocity = exactVelocity(model);
    const h = 1e-4;
    const p = new Float64Array(1);
    const v = new Float64Array(dimension);
    const densityAt = (x: Float64Array, t: number): number => {
      density(x, t, p);
      return p[0];
    };
    const flux = (x: Float64Array, t: number, axis: number): number => {
      velocity(x, t, v);
      return densityAt(x, t) * v[axis];
    };
    // Fourth-order central differences: their own error is far below the bound.
    const slope = (f: (step: number) => number): number => (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
    const points = pathPoints(model, [0.1, 0.35, 0.6, 0.8]);
    for (const { x, t } of points) {
      const shifted = (axis: number, step: number): Float64Array => x.map((value, k) => value + (k === axis ? step : 0));
      const terms = [slope((step) => densityAt(x, t + step)), ...x.map((_, k) => slope((step) => flux(shifted(k, step), t, k)))];
      const size = terms.reduce((sum, term) => sum + Math.abs(term), densityAt(x, t));
      expect(Math.abs(terms.reduce((sum, term) => sum + term, 0)) / size).toBeLessThan(1e-6);
    }
  });

  test('the divergence is the trace of the Jacobian, and Hutchinson finds it on average', () => {
    const exactly = divergenceField(model);
    const estimate = hutchinsonDivergence(exactVelocity(model), dimension, createRandom(5), 400);
    const p = new Float64Array(1);
    for (const { x, t } of pathPoints(model, [0.2, 0.7])) {
      exactly(x, t, p);
      const divergence = p[0];
      estimate(x, t, p);
      // 400 probes: the spread of one is at most the size of the off-diagonal Jacobian.
      expect(Math.abs(p[0] - divergence)).toBeLessThan(0.25 * (1 + Math.abs(divergence)));
    }
  });
});

function pathPoints(model: MixtureModel, times: number[]): { x: Float64Array; t: number }[] {
  const { dimension } = model.source;
  const x0 = sampleMixture(model.source, 8, createRandom(21)).coordinates;
  const x1 = sampleMixture(model.target, 8, createRandom(22)).coordinates;
  return times.flatMap((t) =>
    Array.from({ length: 8 }, (_, i) => ({
      t,
      x: Float64Array.from({ length: dimension }, (_, k) => (1 - t) * x0[i * dimension + k] + t * x1[i * dimension + k]),
    })),
  );
}

test('from N(0, I) the score follows from the velocity, under every schedule', () => {
  for (const schedule of ['linear', 'cosine', 'variance-preserving', 'polynomial-2'] as const) {
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('eight-gaussians').law, schedule };
    const field = scoreOfVelocity(exactVelocity(model), namedSchedule(schedule));
    const exactly = exactScore(model);
    for (const { x, t } of pathPoints(model, [0.1, 0.5, 0.9])) {
      const [a, b] = [new Float64Array(2), new Float64Array(2)];
      field(x, t, a);
      exactly(x, t, b);
      expectClose(a, b, 1e-8);
    }
    if (schedule === 'variance-preserving') continue; // keeps a trace of noise at t = 1
    expect(() => field(new Float64Array(2), 1, new Float64Array(2))).toThrow('t: gives no score: at 1 no noise is left');
  }
});

test('a mixture has its textbook density and score', () => {
  const law = mixtureOf({ weights: [0.3, 0.7], means: [[-1], [2]], covariances: [[[0.25]], [[4]]] });
  const normal = (x: number, mean: number, deviation: number): number => Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
  const x = Float64Array.of(-3, -1, 0.5, 4);
  const out = new Float64Array(4);
  mixtureLogDensity(law)(x, out);
  expectClose(out.map(Math.exp), x.map((value) => 0.3 * normal(value, -1, 0.5) + 0.7 * normal(value, 2, 2)), 1e-12);
  mixtureScore(law)(x, out);
  expectClose(
    out,
    x.map((value) => {
      const [a, b] = [0.3 * normal(value, -1, 0.5), 0.7 * normal(value, 2, 2)];
      return ((a * (-1 - value)) / 0.25 + (b * (2 - value)) / 4) / (a + b);
    }),
    1e-12,
  );
});

test('10,000 data points stay finite as t -> 1 in one, two and three dimensions', () => {
  for (const dimension of [1, 2, 3]) {
    const points = sampleMixture(gaussianMixture(dimension), 10_000, createRandom(8));
    const field = exactVelocity({ kind: 'mixture', source: gaussianMixture(dimension), target: pointsMixture(points) });
    const x = sampleMixture(gaussianMixture(dimension), 20, createRandom(9)).coordinates;
    const v = new Float64Array(x.length);
    for (const t of [0.5, 1 - 1e-4, 1 - 1e-8, 1 - 1e-12, 1]) {
      field(x, t, v);
      expect(v.every(Number.isFinite)).toBe(true);
    }
  }
});

test('components that are flat in one direction stay finite at both ends', () => {
  const flat = mixtureOf({ weights: [0.5, 0.5], means: [[-1, 0], [1, 0]], covariances: [[[1, 1], [1, 1]], [[0.5, 0], [0, 0]]] });
  const model: MixtureModel = { kind: 'mixture', source: flat, target: flat };
  const x = Float64Array.of(0, 0, 1, 1, -2, 3);
  for (const t of [0, 1e-9, 0.5, 1 - 1e-9, 1]) {
    const v = new Float64Array(6);
    const p = new Float64Array(3);
    exactVelocity(model)(x, t, v);
    divergenceField(model)(x, t, p);
    expect([...v, ...p].every(Number.isFinite), `t = ${t}`).toBe(true);
  }
});

test('mixtures that do not fit each other are refused by name', () => {
  const model = (source: Mixture, target: Mixture): MixtureModel => ({ kind: 'mixture', source, target });
  expect(() => exactVelocity(model(gaussianMixture(1), gaussianMixture(2)))).toThrow('target: has dimension 2, but the source has 1');
  const bent = { ...gaussianMixture(2), covariances: Float64Array.of(1, 2, 2, 1) };
  expect(() => exactVelocity(model(gaussianMixture(2), bent))).toThrow('target.covariances: component 0 is not positive semi-definite');
  const crowd = pointsMixture(sampleMixture(gaussianMixture(1), 3000, createRandom(1)));
  expect(() => exactVelocity(model(crowd, crowd))).toThrow(/3000 source and 3000 target components make 9000000 pairs/);
});
