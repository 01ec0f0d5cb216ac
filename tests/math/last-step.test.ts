import { describe, expect, test } from 'vitest';
import {
  carry, createRandom, dataset, exactVelocity, gaussianMixture, isotropicMixture, pointsMixture, sampleMixture,
  type Mixture, type Points, type ScheduleName, type SolverOptions, type VelocityField,
} from '../../src/math/index.ts';
import { expectClose, mixtureOf } from './fixtures.ts';

const SCHEDULES = ['linear', 'cosine', 'polynomial-3', 'variance-preserving'] as const;
const OF_FEW_STEPS: SolverOptions[] = [{ solver: 'heun', steps: 1 }, { solver: 'heun', steps: 4 }, { solver: 'rk4', steps: 1 }, { solver: 'rk4', steps: 4 }];
const points = (...coordinates: number[]): Points => ({ dimension: 2, count: coordinates.length / 2, coordinates: Float64Array.from(coordinates) });
const noise = (count: number) => sampleMixture(gaussianMixture(2), count, createRandom(5));
const towards = (target: Mixture, schedule: ScheduleName, source: Mixture = gaussianMixture(2)) => exactVelocity({ kind: 'mixture', source, target, schedule });

/** The same field, and the times at which it is asked for, whichever way it is stepped along. */
function watched(field: VelocityField, asked: number[]): VelocityField {
  const watch = (inner: VelocityField): VelocityField => Object.assign((...[x, t, out]: Parameters<VelocityField>) => (asked.push(t), inner(x, t, out)), {
    ...(inner.retimed && { retimed: { ...inner.retimed, field: watch(inner.retimed.field) } }),
    ...(inner.straight && { straight: { ...inner.straight, field: watch(inner.straight.field) } }),
  });
  return watch(field);
}

describe.each(SCHEDULES)('along %s', (schedule) => {
  test.each(OF_FEW_STEPS)('a flow to one point ends in it by %o, to rounding', (options) => {
    const end = carry(towards(pointsMixture(points(1.5, -2)), schedule), noise(30), options).coordinates;
    end.forEach((x, i) => expect(x).toBeCloseTo(i % 2 === 0 ? 1.5 : -2, 12));
  });

  test.each<SolverOptions>([{ solver: 'heun', steps: 64 }, { solver: 'rk4', steps: 64 }, { solver: 'dopri5', tolerance: 1e-6 }])('a flow to many points ends in one of them by %o', (options) => {
    const data = [-2, -2, 0, -2, 2, -2, -1, 0, 1, 0, -2, 2, 0, 2, 2, 2];
    const end = carry(towards(pointsMixture(points(...data)), schedule), noise(60), options).coordinates;
    const beside = Array.from({ length: 60 }, (_, i) => Math.min(...data.flatMap((x, j) => (j % 2 === 0 ? [Math.hypot(end[2 * i] - x, end[2 * i + 1] - data[j + 1])] : []))));
    // Along a cubic the last of 64 equal steps is the last 5 % of the way: a point at a watershed may still be undecided there.
    expect(beside.filter((distance) => distance > 1e-5).length).toBeLessThanOrEqual(options.solver === 'dopri5' ? 0 : schedule === 'polynomial-3' ? 6 : 0);
  });

  test.each<SolverOptions>([{ solver: 'heun', steps: 5 }, { solver: 'rk4', steps: 5 }, { solver: 'dopri5', tolerance: 1e-8 }])('%o does not ask for the velocity at t = 1, and tells how often it has asked', (options) => {
    const asked: number[] = [];
    const { evaluations } = carry(watched(towards(pointsMixture(points(1, 0, -1, 1)), schedule), asked), noise(3), options);
    expect(asked.length).toBe(evaluations);
    expect(Math.max(...asked)).toBeLessThan(1);
    expect(Math.max(...asked)).toBeGreaterThanOrEqual(0.8);
  });

  test('dopri5 meets its tolerance, the finer in more evaluations', () => {
    const field = towards(pointsMixture(points(1, 0, -1, 1)), schedule);
    let before = 0;
    for (const tolerance of [1e-4, 1e-7, 1e-10]) {
      const { coordinates, evaluations } = carry(field, points(0.3, -0.2, -2, 0.7), { solver: 'dopri5', tolerance });
      expectClose(coordinates, [1, 0, -1, 1], 10 * tolerance);
      expect(evaluations).toBeGreaterThan(before);
      before = evaluations;
    }
    expect(before).toBeLessThan(1500);
  });

  test.each([['heun', 2], ['rk4', 4]] as const)('to a line in the plane %s ends on it, and keeps its order %i along it', (solver, order) => {
    const flat = mixtureOf({ weights: [0.5, 0.5], means: [[-1, 2], [1, 2]], covariances: [[[0.3, 0], [0, 0]], [[0.5, 0], [0, 0]]] });
    const source = mixtureOf({ weights: [0.4, 0.6], means: [[0.5, 0], [2, 0.5]], covariances: [[[0.5, 0.1], [0.1, 0.4]], [[0.3, 0], [0, 0.6]]] });
    const endOf = (options: SolverOptions) => carry(towards(flat, schedule, source), noise(8), options).coordinates;
    const truth = endOf({ solver: 'dopri5', tolerance: 1e-12 });
    const errors = [64, 128, 256, 512].map((steps) => {
      const end = endOf({ solver, steps });
      for (let i = 1; i < end.length; i += 2) expect(end[i]).toBeCloseTo(2, 9);
      return Math.log2(Math.hypot(...end.map((x, i) => (i % 2 === 0 ? x - truth[i] : 0))));
    });
    const slope = (errors[0] - errors[3]) / 3;
    // Where paths come to the line curved, the steps before the last are stiff, and the fourth order shows as the third.
    const isStiff = solver === 'rk4' && (schedule === 'cosine' || schedule === 'polynomial-3');
    expect(slope).toBeGreaterThan(isStiff ? 2.5 : order - 0.25);
    expect(slope).toBeLessThan(order + 0.75);
  });
});

test('where all X_1 have spread, every step is the solver\'s own', () => {
  for (const schedule of SCHEDULES) {
    const field = towards(dataset('moons').law, schedule);
    expect(field.straight).toBeUndefined();
    expect(field.retimed?.field.straight).toBeUndefined();
  }
  const asked: number[] = [];
  carry(watched(exactVelocity({ kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [1], 0.5) }), asked), { dimension: 1, count: 1, coordinates: Float64Array.of(0) }, { solver: 'heun', steps: 2 });
  expect(asked).toEqual([0, 0.5, 0.5, 1]);
});
