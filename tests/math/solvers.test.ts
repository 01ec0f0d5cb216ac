import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  carry,
  createRandom,
  dataset,
  exactScore,
  exactVelocity,
  fixedStep,
  gaussianMixture,
  integrate,
  integrateSde,
  isotropicMixture,
  pointsMixture,
  sampleMixture,
  slicedWasserstein,
  sortedCoupling,
  type FixedStepSolver,
  type MixtureModel,
  type Points,
  type ScheduleName,
  type VelocityField,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

/** x' = cos(3t) x + sin(t): linear, but not autonomous, so that a wrong stage time shows. */
const field: VelocityField = (x, t, out) => {
  for (let i = 0; i < x.length; i++) out[i] = Math.cos(3 * t) * x[i] + Math.sin(t);
};
const solvers = fixture<{ exact: number; runs: { method: string; steps: number; x1: number }[] }>('solvers');
const SOLVERS: [FixedStepSolver, number][] = [['euler', 1], ['midpoint', 2], ['heun', 2], ['rk4', 4]];
const at = (...coordinates: number[]): Points => ({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) });

/** Not linear and not autonomous: no error of a method cancels by chance at its end. */
const curved: VelocityField = (x, t, out) => {
  for (let i = 0; i < x.length; i++) out[i] = x[i] * Math.sin(x[i] + 2 * t);
};
const truth = carry(curved, at(1), { solver: 'dopri5', tolerance: 1e-13 }).coordinates[0];

function endOf(solver: FixedStepSolver, steps: number): number {
  const step = fixedStep(solver, 1);
  const x = Float64Array.of(1);
  for (let s = 0; s < steps; s++) step.advance(field, x, s / steps, (s + 1) / steps);
  return x[0];
}

describe.each(SOLVERS)('%s', (solver, order) => {
  test('gives the values of the reference to 1e-12', () => {
    const runs = solvers.runs.filter(({ method }) => method === solver);
    expect(runs.length).toBeGreaterThan(3);
    for (const { steps, x1 } of runs) expectClose([endOf(solver, steps)], [x1], 1e-12);
  });

  test(`has order ${order}: halving the step divides the error by 2^${order}`, () => {
    const errors = [32, 64, 128, 256].map((steps) => Math.log2(Math.abs(carry(curved, at(1), { solver, steps }).coordinates[0] - truth)));
    const slope = (errors[0] - errors[3]) / 3;
    expect(slope).toBeGreaterThan(order - 0.1);
    expect(slope).toBeLessThan(order + 0.15);
  });

  test('steps allocate nothing and change nothing but the state', () => {
    const step = fixedStep(solver, 1);
    const start = Float64Array.of(1);
    step.advance(field, start, 0, 0.5);
    const again = Float64Array.of(1);
    step.advance(field, again, 0, 0.5);
    expect(again).toEqual(start);
  });
});

test('Dormand-Prince meets its tolerance and asks more evaluations for less error', () => {
  let before = 0;
  for (const tolerance of [1e-3, 1e-5, 1e-7, 1e-9, 1e-11]) {
    const { coordinates, evaluations } = carry(field, at(1), { solver: 'dopri5', tolerance });
    expect(Math.abs(coordinates[0] - solvers.exact)).toBeLessThan(10 * tolerance);
    expect(evaluations).toBeGreaterThan(before);
    before = evaluations;
  }
});

test('the reported count is the number of times the field was asked', () => {
  let asked = 0;
  const counting: VelocityField = (x, t, out) => {
    asked++;
    field(x, t, out);
  };
  for (const options of [{ solver: 'rk4', steps: 7 }, { solver: 'midpoint', steps: 5 }, { solver: 'dopri5', tolerance: 1e-8 }] as const) {
    asked = 0;
    expect(integrate(counting, at(1, 2), options).evaluations).toBe(asked);
  }
});

test('integration records every step and counts the evaluations', () => {
  const { times, positions, evaluations } = integrate(field, at(1, 1), { solver: 'heun', steps: 4 });
  expect([...times]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(positions.length).toBe(10);
  expect(evaluations).toBe(8);
  expectClose([positions[8]], [endOf('heun', 4)], 1e-7);
});

test('an adaptive path has strictly increasing times from start to end, however many there are', () => {
  const fast: VelocityField = (_x, t, out) => out.fill(40 * Math.cos(200 * t));
  const { times, positions } = integrate(fast, at(0), { solver: 'dopri5', tolerance: 1e-8 });
  expect(times.length).toBeGreaterThan(64);
  expect([times[0], times[times.length - 1]]).toEqual([0, 1]);
  expect(times.every((t, s) => s === 0 || t > times[s - 1])).toBe(true);
  expectClose(positions, times.map((t) => 0.2 * Math.sin(200 * t)), 1e-5);
});

test('there and back again: every solver returns within its own error', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('eight-gaussians').law };
  const velocity = exactVelocity(model);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const start = sampleMixture(model.source, 5, createRandom(seed));
      for (const [options, tolerance] of [
        [{ solver: 'rk4', steps: 200 }, 1e-3],
        [{ solver: 'dopri5', tolerance: 1e-9 }, 1e-5],
      ] as const) {
        const there = carry(velocity, start, options);
        expectClose(carry(velocity, there, { ...options, from: 1, to: 0 }).coordinates, start.coordinates, tolerance);
      }
    }),
    { seed: 31, numRuns: 20, verbose: true },
  );
});

interface EndpointCase {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  trajectories: { x0: number[]; times: number[]; path: number[][] }[];
}

test.each(fixture<{ cases: EndpointCase[] }>('flow_endpoints').cases)('the flow of $name passes through the reference\'s points to 1e-9', ({ source, target, trajectories }) => {
  const velocity = exactVelocity({ kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) });
  for (const { x0, times, path } of trajectories) {
    const start: Points = { dimension: x0.length, count: 1, coordinates: Float64Array.from(x0) };
    times.slice(1).forEach((to, s) => {
      expectClose(carry(velocity, start, { solver: 'dopri5', tolerance: 1e-13, to }).coordinates, path[s + 1], 1e-9);
      const recorded = integrate(velocity, start, { solver: 'rk4', steps: 400, to });
      expectClose(recorded.positions.slice(-x0.length), path[s + 1], 1e-4);
    });
  }
});

test('one Gaussian to another goes along the closed form', () => {
  const [m, s] = [2, 0.3];
  const velocity = exactVelocity({ kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [m], s) });
  for (const t of [0.2, 0.5, 0.9, 1]) {
    const { coordinates } = carry(velocity, at(-1, 0, 2), { solver: 'dopri5', tolerance: 1e-12, to: t });
    expectClose(coordinates, [-1, 0, 2].map((x0) => t * m + Math.sqrt((1 - t) ** 2 + t ** 2 * s ** 2) * x0), 1e-9);
  }
});

test('the exact field carries the source to the target', () => {
  const target = dataset('moons').law;
  const start = sampleMixture(gaussianMixture(2), 1000, createRandom(1));
  const end = carry(exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target }), start, { solver: 'heun', steps: 40 });
  const distance = slicedWasserstein(end, sampleMixture(target, 1000, createRandom(3)), { projections: 64, random: createRandom(2) });
  // Two clouds of 1,000 true samples are 0.03 to 0.06 apart.
  expect(distance).toBeLessThan(0.09);
});

test('with finite data the exact flow ends within 1e-2 of a data point: it remembers, it does not learn', () => {
  const data = sampleMixture(dataset('moons').law, 40, createRandom(4));
  const velocity = exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target: pointsMixture(data) });
  const start = sampleMixture(gaussianMixture(2), 100, createRandom(5));
  for (const options of [{ solver: 'euler', steps: 400 }, { solver: 'dopri5', tolerance: 1e-5 }] as const) {
    const end = carry(velocity, start, options).coordinates;
    for (let i = 0; i < 100; i++) {
      let nearest = Infinity;
      for (let j = 0; j < 40; j++) {
        nearest = Math.min(nearest, Math.hypot(end[2 * i] - data.coordinates[2 * j], end[2 * i + 1] - data.coordinates[2 * j + 1]));
      }
      expect(nearest).toBeLessThan(1e-2);
    }
  }
});

test('schedules that differ by a change of time carry each point to the same end', () => {
  const [source, target] = [mixtureOf(GMM), mixtureOf({ ...GMM, means: [[2, 1], [-2, 0]] })];
  const start = sampleMixture(source, 20, createRandom(6));
  const endUnder = (schedule: ScheduleName): ArrayLike<number> =>
    carry(exactVelocity({ kind: 'mixture', source, target, schedule }), start, { solver: 'dopri5', tolerance: 1e-11 }).coordinates;
  const linear = endUnder('linear');
  expectClose(endUnder('polynomial-2'), linear, 1e-7);
  expectClose(endUnder('polynomial-3'), linear, 1e-7);
  // From N(0, I) every schedule is a change of time and of scale, and the scales agree at the ends.
  const normal: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target };
  const noise = sampleMixture(normal.source, 20, createRandom(7));
  const endFrom = (schedule: ScheduleName): ArrayLike<number> =>
    carry(exactVelocity({ ...normal, schedule }), noise, { solver: 'dopri5', tolerance: 1e-11 }).coordinates;
  expectClose(endFrom('cosine'), endFrom('linear'), 1e-7);
  expectClose(endFrom('variance-preserving'), endFrom('linear'), 1e-5);
});
const GMM: MixtureFixture = { weights: [0.4, 0.6], means: [[-1, 0], [1, 0.5]], covariances: [[[0.3, 0.1], [0.1, 0.2]], [[0.5, 0], [0, 0.3]]] };

test('reflow never raises the cost of transport: following the flow is no farther than pairing at random', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('eight-gaussians').law };
  const start = sampleMixture(model.source, 2000, createRandom(8));
  const end = carry(exactVelocity(model), start, { solver: 'rk4', steps: 50 }).coordinates;
  const random = sampleMixture(model.target, 2000, createRandom(9)).coordinates;
  const costTo = (there: ArrayLike<number>): number =>
    Array.from(start.coordinates).reduce((sum, value, i) => sum + (there[i] - value) ** 2, 0) / 2000;
  expect(costTo(end)).toBeLessThan(0.9 * costTo(random));
});

test('in one dimension reflow is a fixed point: the flow keeps the order of the points, as the optimal pairing does', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: mixtureOf({ weights: [0.5, 0.5], means: [[-2], [1]], covariances: [[[0.1]], [[0.4]]] }) };
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const start = sampleMixture(model.source, 30, createRandom(seed));
      const end = carry(exactVelocity(model), start, { solver: 'dopri5', tolerance: 1e-8 });
      expect([...sortedCoupling(start, end)]).toEqual(Array.from({ length: 30 }, (_, i) => i));
    }),
    { seed: 32, numRuns: 20, verbose: true },
  );
});

describe('the stochastic process with the same marginals', () => {
  const source = gaussianMixture(1);
  const target = mixtureOf({ weights: [0.3, 0.7], means: [[-1.5], [1]], covariances: [[[0.2]], [[0.1]]] });
  const model: MixtureModel = { kind: 'mixture', source, target };
  /** E X, E X^2 and P(X < 0) at time t. */
  const statistics = (cloud: ArrayLike<number>): number[] => {
    const sums = [0, 0, 0];
    for (let i = 0; i < cloud.length; i++) [cloud[i], cloud[i] ** 2, cloud[i] < 0 ? 1 : 0].forEach((value, k) => (sums[k] += value / cloud.length));
    return sums;
  };

  test.each([0, 0.5, 1.5])('keeps p_t within 4 standard errors, forward and backward, for g = %s', (g) => {
    const count = 4000;
    const clouds = { 0: sampleMixture(source, count, createRandom(41)), 1: sampleMixture(target, count, createRandom(42)) };
    for (const from of [0, 1] as const) {
      // To t = 0.9: there is noise left, so that the score is mild and 200 steps are fine enough.
      const to = from === 0 ? 0.9 : 0;
      const path = integrateSde(exactVelocity(model), exactScore(model), clouds[from], { steps: 200, noise: () => g, random: createRandom(43), from, to });
      const end = statistics(path.positions.slice(-count));
      const x0 = sampleMixture(source, count, createRandom(44)).coordinates;
      const x1 = sampleMixture(target, count, createRandom(45)).coordinates;
      const truth = statistics(x0.map((value, i) => (1 - to) * value + to * x1[i]));
      // Standard error of a difference of two sample means of about unit spread (E X^4 - (E X^2)^2 is near 2).
      [1, 1.5, 0.5].forEach((spread, k) => expect(Math.abs(end[k] - truth[k])).toBeLessThan(4 * spread * Math.sqrt(2 / count)));
    }
  });

  test('without noise it is the flow by Euler', () => {
    const start = at(-1, 0.5);
    const sde = integrateSde(exactVelocity(model), exactScore(model), start, { steps: 10, noise: () => 0, random: createRandom(1) });
    expect(sde).toEqual(integrate(exactVelocity(model), start, { solver: 'euler', steps: 10 }));
  });

  test('a noise that is negative or not finite is refused', () => {
    expect(() => integrateSde(field, field, at(1), { steps: 2, noise: () => -1, random: createRandom(1) })).toThrow('noise: must be 0 or more, but at t = 0 it is -1');
  });
});

test('bad arguments are refused by name', () => {
  const start = at(1);
  expect(() => integrate(field, start, { solver: 'heun', steps: 0 })).toThrow('steps: must be a whole number, 1 or more, not 0');
  expect(() => integrate(field, start, { solver: 'heun', steps: 1, to: 2 })).toThrow('to: must lie in [0, 1], not 2');
  expect(() => integrate(field, start, { solver: 'heun', steps: 1, from: 1 })).toThrow('to: must differ from the start, 1');
  expect(() => integrate(field, start, { solver: 'dopri5', tolerance: 0 })).toThrow('tolerance: must be 1e-14 or more, not 0');
  expect(() => integrate(field, start, { solver: 'leapfrog' as 'heun', steps: 1 })).toThrow('solver: must be euler, midpoint, heun, rk4, average-velocity or dopri5, not "leapfrog"');
  expect(() => integrate(field, at(NaN), { solver: 'heun', steps: 1 })).toThrow('start.coordinates: must be finite');
});
