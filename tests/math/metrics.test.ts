import { expect, test } from 'vitest';
import {
  conditionalDraws,
  createNetwork,
  createRandom,
  dataset,
  energyDistance,
  exactFloor,
  exactVelocity,
  gaussianMixture,
  gaussianTransport,
  integrate,
  isotropicMixture,
  lossFloor,
  mixtureMoments,
  mlpVelocity,
  momentErrors,
  namedSchedule,
  normalisedPathEnergy,
  pathEnergy,
  pointsMixture,
  pointsMoments,
  sampleMixture,
  slicedWasserstein,
  straightness,
  wasserstein,
  type MixtureModel,
  type Points,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf } from './fixtures.ts';

const line = (...coordinates: number[]): Points => ({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) });
const options = () => ({ projections: 32, random: createRandom(1) });

test('in one dimension the sliced distance is the sorted pairing', () => {
  expect(slicedWasserstein(line(3, 0, 1), line(2, 5, 1), options())).toBeCloseTo(Math.sqrt((1 + 1 + 4) / 3), 12);
});

test('clouds of different sizes are compared by their quantiles', () => {
  expect(slicedWasserstein(line(0, 1), line(0, 0, 0, 1, 1, 1), options())).toBeCloseTo(0, 12);
  // Thirds against halves: |0-1| on one sixth of the mass.
  expect(slicedWasserstein(line(0, 1), line(0, 1, 1), options())).toBeCloseTo(Math.sqrt(1 / 6), 12);
});

test('a shift by s in the plane is s / sqrt(2) when sliced', () => {
  const cloud = sampleMixture(gaussianMixture(2), 200, createRandom(3));
  const shifted = { ...cloud, coordinates: cloud.coordinates.map((value, i) => value + (i % 2 ? 0 : 2)) };
  // E cos^2 = 1/2 over directions; 4,096 of them err by under 2 % at four standard errors.
  expect(slicedWasserstein(cloud, shifted, { projections: 4096, random: createRandom(4) })).toBeCloseTo(Math.SQRT2, 1);
});

test('the floor from N(0, I) to N(m, s^2 I) is s pi/2 for each axis', () => {
  const source = gaussianMixture(2);
  const target = isotropicMixture(2, [3, -1], 0.5);
  const draws = conditionalDraws({ source, target, count: 20000, random: createRandom(5) });
  const { floor, standardError } = exactFloor({ kind: 'mixture', source, target }, draws);
  expect(Math.abs(floor - 2 * 0.5 * (Math.PI / 2))).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.02);
});

test('W2 by assignment is that of the reference to 1e-9', () => {
  const points = (rows: number[][]): Points => ({ dimension: rows[0].length, count: rows.length, coordinates: Float64Array.from(rows.flat()) });
  for (const { a, b, w2 } of fixture<{ cases: { a: number[][]; b: number[][]; w2: number }[] }>('assignment').cases) {
    expectClose([wasserstein(points(a), points(b))], [w2], 1e-9);
  }
});

test('W2 of a cloud and its shift is the length of the shift', () => {
  const cloud = sampleMixture(gaussianMixture(3), 100, createRandom(6));
  const shifted = { ...cloud, coordinates: cloud.coordinates.map((value, i) => value + [1, 2, 2][i % 3]) };
  expect(wasserstein(cloud, shifted)).toBeCloseTo(3, 10);
});

test('energy distance: 0 to itself, its formula on two points, never negative', () => {
  const cloud = sampleMixture(gaussianMixture(2), 50, createRandom(7));
  expect(energyDistance(cloud, cloud)).toBe(0);
  expect(energyDistance(line(0), line(3))).toBeCloseTo(Math.sqrt(6), 12);
  expect(energyDistance(line(0, 1), line(0, 1, 1))).toBeCloseTo(Math.sqrt(2 * 0.5 - 0.5 - 4 / 9), 12);
});

test('a straight flow has straightness 0 and the energy of optimal transport; a bent one has more', () => {
  const source = gaussianMixture(2);
  const target = mixtureOf({ weights: [1], means: [[2, 1]], covariances: [[[0.5, 0.3], [0.3, 0.4]]] });
  const start = sampleMixture(source, 4000, createRandom(8));
  const transport = gaussianTransport(source, target);
  const straight = integrate(transport.velocity, start, { solver: 'rk4', steps: 20 });
  expect(Math.abs(straightness(straight))).toBeLessThan(1e-4); // float32 positions
  expect(normalisedPathEnergy(straight, transport.squaredDistance)).toBeLessThan(0.05); // 4,000 points
  const bent = integrate(exactVelocity({ kind: 'mixture', source, target: dataset('eight-gaussians').law }), start, { solver: 'rk4', steps: 50 });
  expect(straightness(bent)).toBeGreaterThan(0.1);
  expect(pathEnergy(bent)).toBeGreaterThan(straightness(bent));
});

test('moments of a mixture are those of many draws', () => {
  const law = dataset('pinwheel').law;
  const cloud = sampleMixture(law, 20_000, createRandom(9));
  const errors = momentErrors(cloud, law);
  // Spread of a coordinate is about 1.5: four standard errors.
  expect(errors.mean).toBeLessThan(0.06);
  expect(errors.covariance).toBeLessThan(0.2);
  const points = { dimension: 1, count: 2, coordinates: Float64Array.of(1, 3) };
  expect(pointsMoments(points)).toEqual({ mean: Float64Array.of(2), covariance: Float64Array.of(1) });
  expect(mixtureMoments(pointsMixture(points))).toEqual(pointsMoments(points));
});

test('the floor between Gaussians in closed form is that of draws, whatever their covariances', () => {
  const source = mixtureOf({ weights: [1], means: [[0, 1]], covariances: [[[1, 0.4], [0.4, 0.7]]] });
  const target = mixtureOf({ weights: [1], means: [[3, -1]], covariances: [[[0.3, -0.1], [-0.1, 0.5]]] });
  const closed = lossFloor({ kind: 'mixture', source, target }, { random: createRandom(1) });
  expect(closed.standardError).toBe(0);
  const { floor, standardError } = exactFloor({ kind: 'mixture', source, target }, conditionalDraws({ source, target, count: 40_000, random: createRandom(2) }));
  expect(Math.abs(floor - closed.floor)).toBeLessThan(4 * standardError);
  expect(lossFloor({ kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [5], 0.2) }, { random: createRandom(1) }).floor).toBeCloseTo(0.1 * Math.PI, 10);
});

test('conditional loss minus marginal loss is the floor, whatever the network', () => {
  const [source, target] = [gaussianMixture(2), dataset('moons').law];
  const draws = conditionalDraws({ source, target, count: 20_000, random: createRandom(21) });
  const exact = exactVelocity({ kind: 'mixture', source, target });
  const { floor } = exactFloor({ kind: 'mixture', source, target }, draws);
  const [v, u, x] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  for (const seed of [1, 2]) {
    const network = mlpVelocity(createNetwork({ dimension: 2, hidden: [32], activation: 'tanh', seed }));
    const gaps: number[] = [];
    for (let i = 0; i < draws.count; i++) {
      x.set(draws.xt.subarray(2 * i, 2 * i + 2));
      network(x, draws.t[i], u);
      exact(x, draws.t[i], v);
      gaps.push([0, 1].reduce((sum, k) => sum + (draws.velocity[2 * i + k] - u[k]) ** 2 - (v[k] - u[k]) ** 2, 0));
    }
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    // On common draws the gap differs from the floor by the cross term 2 (U - v) . (v - u), whose mean is 0: four standard errors.
    const cross = gaps.map((gap) => gap - floor);
    const error = Math.sqrt(cross.reduce((sum, value) => sum + value ** 2, 0)) / gaps.length;
    expect(Math.abs(mean - floor)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.05);
  }
});

test('the floor by quadrature is that of draws, with a smaller error for as many, under any schedule', () => {
  for (const schedule of ['linear', 'cosine', 'polynomial-2'] as const) {
    const [source, target] = [dataset('three-modes').law, dataset('moons').law];
    const model: MixtureModel = { kind: 'mixture', source, target, schedule };
    const quadrature = lossFloor(model, { draws: 2048, random: createRandom(3) });
    const draws = conditionalDraws({ source, target, count: 2048, random: createRandom(4), schedule: namedSchedule(schedule) });
    const { floor, standardError } = exactFloor(model, draws);
    expect(Math.abs(floor - quadrature.floor)).toBeLessThan(4 * Math.hypot(standardError, quadrature.standardError));
    expect(quadrature.standardError).toBeLessThan(standardError);
  }
});

test('clouds of different dimensions are refused', () => {
  expect(() => slicedWasserstein(line(1), { dimension: 2, count: 1, coordinates: Float64Array.of(1, 2) }, options())).toThrow('b: has dimension 2, but a has 1');
  expect(() => wasserstein(line(1), line(1, 2))).toThrow('b: has 2 points, but a has 1');
  expect(() => momentErrors(line(1), gaussianMixture(2))).toThrow('law: has dimension 2, but the points have 1');
  expect(() => normalisedPathEnergy(integrate(() => undefined, line(1), { solver: 'euler', steps: 1 }), 0)).toThrow('squaredDistance: must be above 0');
  expect(() => lossFloor({ kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law }, { draws: 8, random: createRandom(1) })).toThrow('draws: must be 32 or more, not 8');
});
