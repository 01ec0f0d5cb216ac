import { describe, expect, test } from 'vitest';
import {
  carry,
  carryDensity,
  conditionalDraws,
  createRandom,
  dataset,
  divergenceField,
  exactDensity,
  exactFloor,
  exactScore,
  exactSpread,
  exactVelocity,
  gaussianMixture,
  hutchinsonDivergence,
  integrate,
  integrateSde,
  isotropicMixture,
  logLikelihood,
  lossFloor,
  mixtureLogDensity,
  namedSchedule,
  pointsMixture,
  pointsMoments,
  sampleField,
  sampleMixture,
  type Mixture,
  type MixtureModel,
  type Points,
} from '../../src/math/index.ts';
import { expectClose, mixtureOf } from './fixtures.ts';

const between = (source: Mixture, target: Mixture): MixtureModel => ({ kind: 'mixture', source, target, schedule: 'variance-preserving' });
const at = (...coordinates: number[]): Points => ({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) });
const SOLVERS = ['euler', 'midpoint', 'heun', 'rk4'] as const;

describe('the velocity is infinite at t = 1, and a flow ends right all the same', () => {
  /** `phi_t(x) = x + sigma(t) - 1`: the field is sigma' alone. */
  const shift = between(isotropicMixture(1, [1], 1), gaussianMixture(1));

  test.each(SOLVERS)('N(1, 1) goes to N(0, 1) by %s along its closed form, at every step', (solver) => {
    const { sigma } = namedSchedule('variance-preserving');
    const { times, positions } = integrate(exactVelocity(shift), at(1, -2), { solver, steps: 64 });
    expect([times[0], times[64]]).toEqual([0, 1]);
    // Of first order the error is a step's, of second its square's.
    const tolerance = solver === 'euler' ? 0.02 : 2e-3;
    times.forEach((t, s) => expectClose(positions.subarray(2 * s, 2 * s + 2), [sigma(t), sigma(t) - 3], tolerance));
  });

  test.each([['euler', 1], ['midpoint', 2], ['heun', 2], ['rk4', 4]] as const)('%s keeps its order %i up to the end', (solver, order) => {
    const model = between(mixtureOf({ weights: [0.4, 0.6], means: [[0.5], [2]], covariances: [[[0.5]], [[0.2]]] }), mixtureOf({ weights: [0.5, 0.5], means: [[-1], [1]], covariances: [[[0.3]], [[0.5]]] }));
    const truth = carry(exactVelocity(model), at(1.7), { solver: 'dopri5', tolerance: 1e-13 }).coordinates[0];
    const errors = [128, 256, 512, 1024].map((steps) => Math.log2(Math.abs(carry(exactVelocity(model), at(1.7), { solver, steps }).coordinates[0] - truth)));
    const slope = (errors[0] - errors[3]) / 3;
    expect(slope).toBeGreaterThan(order - 0.2);
    expect(slope).toBeLessThan(order + 0.5);
  });

  test('dopri5 meets its tolerance there and back', () => {
    const options = { solver: 'dopri5', tolerance: 1e-11 } as const;
    const end = carry(exactVelocity(shift), at(1, -2), options);
    expectClose(end.coordinates, [0, -3], 1e-9);
    expectClose(carry(exactVelocity(shift), end, { ...options, from: 1, to: 0 }).coordinates, [1, -2], 1e-9);
  });

  test('from N(0, I) the end is that of every other schedule', () => {
    const [source, target] = [gaussianMixture(2), dataset('moons').law];
    const start = sampleMixture(source, 50, createRandom(7));
    const options = { solver: 'dopri5', tolerance: 1e-11 } as const;
    const linear = carry(exactVelocity({ kind: 'mixture', source, target }), start, options);
    expectClose(carry(exactVelocity(between(source, target)), start, options).coordinates, linear.coordinates, 1e-7);
  });

  test('moons go to eight Gaussians by every solver, in 32 steps', () => {
    const [source, target] = [dataset('moons').law, dataset('eight-gaussians').law];
    const field = exactVelocity(between(source, target));
    const start = sampleMixture(source, 24, createRandom(1));
    const truth = carry(field, start, { solver: 'dopri5', tolerance: 1e-6 }).coordinates;
    const errors = SOLVERS.map((solver) => {
      const end = carry(field, start, { solver, steps: 32 }).coordinates;
      return Math.sqrt(Array.from(truth).reduce((sum, value, i) => sum + (value - end[i]) ** 2, 0) / 24);
    });
    // Points at a watershed part, whatever the schedule: under the linear one the root mean squares are 0.63, 0.16, 0.35 and 0.03.
    [0.5, 0.25, 0.25, 0.1].forEach((bound, solver) => expect(errors[solver], SOLVERS[solver]).toBeLessThan(bound));
  });

  test('data points are reached', () => {
    const data = sampleMixture(dataset('moons').law, 40, createRandom(4));
    const model = between(dataset('eight-gaussians').law, pointsMixture(data));
    const end = carry(exactVelocity(model), sampleMixture(model.source, 60, createRandom(5)), { solver: 'heun', steps: 100 }).coordinates;
    for (let i = 0; i < 60; i++) {
      let nearest = Infinity;
      for (let j = 0; j < 40; j++) nearest = Math.min(nearest, Math.hypot(end[2 * i] - data.coordinates[2 * j], end[2 * i + 1] - data.coordinates[2 * j + 1]));
      expect(nearest).toBeLessThan(1e-2);
    }
  });
});

test('likelihoods are those of the target, exactly and by Hutchinson', () => {
  const source = mixtureOf({ weights: [1], means: [[1, -1]], covariances: [[[1, 0.3], [0.3, 0.5]]] });
  const target = mixtureOf({ weights: [0.5, 0.5], means: [[-1, 0], [1, 1]], covariances: [[[0.3, 0], [0, 0.2]], [[0.5, 0.2], [0.2, 0.4]]] });
  const model = between(source, target);
  const points = sampleMixture(target, 10, createRandom(1));
  const exact = new Float64Array(10);
  mixtureLogDensity(target)(points.coordinates, exact);
  const [field, from] = [exactVelocity(model), mixtureLogDensity(source)];
  expectClose(logLikelihood(field, divergenceField(model), from, points, { solver: 'dopri5', tolerance: 1e-11 }), exact, 1e-8);
  expectClose(logLikelihood(field, divergenceField(model), from, points, { solver: 'rk4', steps: 100 }), exact, 1e-4);
  const start = sampleMixture(source, 10, createRandom(2));
  const { end, change } = carryDensity(field, divergenceField(model), start, { solver: 'heun', steps: 200 });
  const [before, after] = [new Float64Array(10), new Float64Array(10)];
  from(start.coordinates, before);
  mixtureLogDensity(target)(end.coordinates, after);
  expectClose(before.map((value, i) => value + change[i]), after, 5e-3);
  // In one dimension an estimate by signs is the derivative itself.
  const line = between(isotropicMixture(1, [1], 1), isotropicMixture(1, [0, 2], 0.5));
  const one = new Float64Array(1);
  mixtureLogDensity(line.target)(Float64Array.of(0.3), one);
  const estimate = hutchinsonDivergence(exactVelocity(line), 1, createRandom(3));
  expectClose(logLikelihood(exactVelocity(line), estimate, mixtureLogDensity(line.source), at(0.3), { solver: 'dopri5', tolerance: 1e-9 }), one, 1e-5);
});

test('the stochastic process ends in the target, too', () => {
  const model = between(isotropicMixture(1, [1], 1), isotropicMixture(1, [0], 1));
  const start = sampleMixture(model.source, 4000, createRandom(1));
  const options = { steps: 100, noise: (t: number) => 1 - t, random: createRandom(2) };
  const { positions, times } = integrateSde(exactVelocity(model), exactScore(model), start, options);
  expect(times[100]).toBe(1);
  const { mean, covariance } = pointsMoments({ ...start, coordinates: positions.slice(-4000) });
  // Four standard errors, and a step's error.
  expect(Math.abs(mean[0])).toBeLessThan(0.075);
  expect(Math.abs(covariance[0] - 1)).toBeLessThan(0.1);
});

test('at t = 1 the density is the target, and a velocity for pictures is finite', () => {
  const [source, target] = [dataset('moons').law, dataset('eight-gaussians').law];
  const model = between(source, target);
  const x = sampleMixture(target, 20, createRandom(1)).coordinates;
  const [density, log, velocity] = [new Float64Array(20), new Float64Array(20), new Float64Array(40)];
  exactDensity(model)(x, 1, density);
  mixtureLogDensity(target)(x, log);
  expectClose(density.map(Math.log), log, 1e-12);
  for (const law of [target, pointsMixture({ dimension: 2, count: 20, coordinates: x })]) {
    const toLaw = between(source, law);
    exactVelocity(toLaw)(x, 1, velocity);
    // The speed of t = 1 - 2^-10, where sigma' is -5.
    expect(velocity.every((value) => Math.abs(value) < 50)).toBe(true);
    divergenceField(toLaw)(x, 1, density);
    exactSpread(toLaw)(x, 1, log);
    expect([...density, ...log].every(Number.isFinite)).toBe(true);
  }
  const volume = sampleField(between(isotropicMixture(1, [1], 1), gaussianMixture(1)), { dimension: 1, lower: [-4], upper: [4], size: [33] }, Float64Array.of(0.5, 1));
  expect(volume.density![33 + 16]).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 6);
  expect(volume.velocity.every((value) => Math.abs(value) < 6)).toBe(true);
});

describe('the floor', () => {
  const both = (model: MixtureModel): number[] => {
    const draws = conditionalDraws({ ...model, schedule: namedSchedule('variance-preserving'), count: 512, random: createRandom(1) });
    return [lossFloor(model, { draws: 512, random: createRandom(2) }).floor, exactFloor(model, draws).floor];
  };
  const points = pointsMixture(sampleMixture(dataset('moons').law, 20, createRandom(3)));
  const line = (x: number, y: number): Mixture => mixtureOf({ weights: [1], means: [[x, y]], covariances: [[[1, 0], [0, 0]]] });
  const diagonal = mixtureOf({ weights: [1], means: [[0, 0]], covariances: [[[1, 1], [1, 1]]] });
  const spots = (...coordinates: number[]): Mixture => pointsMixture({ dimension: 2, count: coordinates.length / 2, coordinates: Float64Array.from(coordinates) });

  test.each<[string, MixtureModel]>([
    ['noise to moons', between(gaussianMixture(2), dataset('moons').law)],
    ['moons to eight Gaussians', between(dataset('moons').law, dataset('eight-gaussians').law)],
    ['one Gaussian to another', between(gaussianMixture(1), isotropicMixture(1, [2], 0.5))],
    ['data points to a Gaussian', between(points, gaussianMixture(2))],
    ['noise to a line in the plane: its position along the line stays open', between(gaussianMixture(2), line(0, 0))],
    ['noise to data points and one cloud', between(gaussianMixture(2), isotropicMixtureWith(points))],
    ['spots one beside the other along the line', between(spots(0, 0, 1, 0), line(0, 0))],
    ['a line to a parallel one', between(line(0, 1), line(0, 0))],
    ['two lines, one beyond the other', between(mixtureOf({ weights: [0.5, 0.5], means: [[0, 0], [3, 0]], covariances: [[[1, 1], [1, 1]], [[1, 1], [1, 1]]] }), line(0, 0))],
  ])('is infinite from %s', (_name, model) => {
    expect(both(model)).toEqual([Infinity, Infinity]);
  });

  test.each<[string, MixtureModel]>([
    ['noise to data points', between(gaussianMixture(2), points)],
    ['a point to a Gaussian', between(spots(1, 1), gaussianMixture(2))],
    ['a diagonal line to a flat one: its height tells its place', between(diagonal, line(0, 0))],
    ['spots at different heights to a flat line', between(spots(0, 0, 1, 1), line(0, 0))],
  ])('is finite from %s', (_name, model) => {
    for (const floor of both(model)) expect(floor).toBeLessThan(1e3);
  });

  test('is finite under all other schedules', () => {
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };
    for (const schedule of ['linear', 'cosine', 'polynomial-2'] as const) {
      expect(lossFloor({ ...model, schedule }, { draws: 512, random: createRandom(2) }).floor).toBeLessThan(10);
    }
  });
});

/** Half points, half one Gaussian. */
function isotropicMixtureWith(points: Mixture): Mixture {
  const count = points.weights.length;
  return {
    dimension: 2,
    weights: Float64Array.from([...points.weights.map((weight) => weight / 2), 0.5]),
    means: Float64Array.from([...points.means, 0, 0]),
    covariances: Float64Array.from([...new Float64Array(4 * count), 1, 0, 0, 1]),
  };
}
