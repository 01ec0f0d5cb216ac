import { describe, expect, test } from 'vitest';
import {
  createRandom,
  exactDensity,
  exactLogDensity,
  exactVelocity,
  gaussianMixture,
  mixtureMean,
  pointsMixture,
  sampleMixture,
  dataset,
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

  test('velocity and log density are those of the reference to 1e-9', () => {
    const velocity = exactVelocity(model);
    const logDensity = exactLogDensity(model);
    for (const point of points) {
      const x = Float64Array.from(point.x);
      const v = new Float64Array(x.length);
      const p = new Float64Array(1);
      velocity(x, point.t, v);
      logDensity(x, point.t, p);
      expectClose(v, point.velocity, 1e-9);
      expectClose(p, [point.logDensity], 1e-9);
    }
  });
});

test('a data set of points gives the velocity of the reference to 1e-9', () => {
  const empirical = fixture<{ targetPoints: number[][]; points: { t: number; x: number[]; velocity: number[] }[] }>('empirical_velocity');
  const target = pointsMixture({ dimension: 2, count: empirical.targetPoints.length, coordinates: Float64Array.from(empirical.targetPoints.flat()) });
  const field = exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target });
  for (const { t, x, velocity } of empirical.points) {
    const v = new Float64Array(2);
    field(Float64Array.from(x), t, v);
    expectClose(v, velocity, 1e-9);
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
