import { describe, expect, test, vi } from 'vitest';
import {
  createNetwork, createRandom, exactVelocity, gaussianMixture, integrate, isotropicMixture, namedSchedule, pointsMixture, sampleMixture, VELOCITIES,
  type Mixture, type MixtureModel, type Points, type ScheduleName, type Trajectories,
} from '../../src/math/index.ts';
import { integrateAny } from '../../src/worker/integrate-any-task.ts';
import type { IntegrateRequest } from '../../src/worker/index.ts';
import { expectClose } from '../math/fixtures.ts';

const asked = async (request: IntegrateRequest): Promise<Trajectories> => (await integrateAny.task(request, () => Promise.resolve(true), VELOCITIES))!;
const model = (source: Mixture, target: Mixture, schedule: ScheduleName = 'linear'): MixtureModel => ({ kind: 'mixture', source, target, schedule });
/** As many points as are told, of no law in particular. */
const some = (dimension: number, count: number): Points => sampleMixture(gaussianMixture(dimension), count, createRandom(5));
const stateAt = ({ positions, dimension, count }: Trajectories, s: number): Float32Array => positions.subarray(s * count * dimension, (s + 1) * count * dimension);
const SOLVERS = ['euler', 'midpoint', 'heun', 'rk4'] as const;

describe.each([1, 2, 3])('paths through points of dimension %i', (dimension) => {
  describe.each(['linear', 'cosine', 'variance-preserving'] as const)('along %s', (schedule) => {
    const [m, s] = [1.5, 0.4];
    const gaussians = model(gaussianMixture(dimension), isotropicMixture(dimension, new Float64Array(dimension).fill(m), s), schedule);
    const { alpha, sigma } = namedSchedule(schedule);
    const spread = (t: number): number => Math.hypot(sigma(t), alpha(t) * s);

    test.each([0, 0.2, 0.5, 0.9, 1])('from t = %f follow the affine map of Gaussian to Gaussian on both sides', async (at) => {
      const start = some(dimension, 5);
      for (const solver of ['rk4', 'dopri5'] as const) {
        const paths = await asked({ model: gaussians, start, at, solver, steps: 128, tolerance: 1e-7 });
        const { times } = paths;
        expect([times[0], times.at(-1)]).toEqual([0, 1]);
        expect([...stateAt(paths, times.indexOf(at))]).toEqual([...Float32Array.from(start.coordinates)]);
        times.forEach((t, index) => {
          if (index > 0) expect(t).toBeGreaterThan(times[index - 1]);
          const expected = Array.from(start.coordinates, (x) => alpha(t) * m + (spread(t) / spread(at)) * (x - alpha(at) * m));
          expectClose(stateAt(paths, index), expected, 1e-5);
        });
      }
    });
  });
});

describe.each(SOLVERS)('%s', (solver) => {
  test.each(['linear', 'variance-preserving'] as const)('there and back along %s returns to where the points began, the closer the finer the steps', async (schedule) => {
    const start = some(2, 7);
    const there = model(gaussianMixture(2), isotropicMixture(2, [-1, 0, 1, 0.5], 0.6), schedule);
    const errors: number[] = [];
    for (const steps of [16, 256]) {
      const forward = await asked({ model: there, start, solver, steps });
      const end: Points = { ...start, coordinates: Float64Array.from(stateAt(forward, steps)) };
      const back = await asked({ model: there, start: end, at: 1, solver, steps });
      errors.push(Math.max(...stateAt(back, 0).map((x, i) => Math.abs(x - start.coordinates[i]))));
    }
    expect(errors[1]).toBeLessThan(solver === 'euler' ? 0.05 : 1e-3);
    expect(errors[1]).toBeLessThan(errors[0] / 4);
  });

  test('both ways agree with one integration each, evaluated as often', async () => {
    const moving = createNetwork({ dimension: 2, hidden: [8], activation: 'silu', seed: 2 });
    const exact = model(gaussianMixture(2), isotropicMixture(2, [-1, 0, 1, 0.5], 0.3));
    const start = some(2, 50);
    const paths = await asked({ model: exact, start, at: 0.25, solver, steps: 8 });
    const back = integrate(exactVelocity(exact), start, { solver, steps: 2, from: 0.25, to: 0 });
    const forth = integrate(exactVelocity(exact), start, { solver, steps: 6, from: 0.25, to: 1 });
    expect([...stateAt(paths, 0)]).toEqual([...stateAt(back, 2)]);
    expect([...stateAt(paths, 8)]).toEqual([...stateAt(forth, 6)]);
    expect(paths.evaluations).toBe(back.evaluations + forth.evaluations);
    const learned = await asked({ model: moving, start, at: 0.5, solver, steps: 2 });
    expect([...stateAt(learned, 1)]).toEqual([...Float32Array.from(start.coordinates)]);
  });
});

test.each(['linear', 'cosine', 'variance-preserving'] as const)('backward from data points along %s stays finite, and other data leads elsewhere', async (schedule) => {
  const data = [-1, 0, 1, 0.5, 0, 2];
  const points: Points = { dimension: 2, count: 3, coordinates: Float64Array.from(data) };
  const paths = await asked({ model: model(gaussianMixture(2), pointsMixture(points), schedule), start: { ...points, coordinates: Float64Array.of(...data.slice(0, 4), 5, 5), count: 3 }, at: 1, solver: 'heun', steps: 32 });
  expect(paths.positions.every(Number.isFinite)).toBe(true);
  expect([...stateAt(paths, 32)]).toEqual([-1, 0, 1, 0.5, 5, 5]);
});

test('one step that is asked for through the middle becomes one on either side', async () => {
  const paths = await asked({ model: model(gaussianMixture(1), gaussianMixture(1)), start: some(1, 1), at: 0.9, solver: 'euler', steps: 1 });
  expect([...paths.times]).toEqual([0, 0.9, 1]);
});

test.each([...SOLVERS, 'average-velocity'] as const)('a slow machine carries by %s what a fast one does, with as many evaluations', async (solver) => {
  const exact = model(gaussianMixture(2), isotropicMixture(2, [-1, 0, 1, 0.5], 0.1));
  const course = (stepMs: number): Promise<Trajectories> => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += stepMs));
    return asked({ model: exact, start: some(2, 150), solver, steps: 2 }).finally(() => void clock.mockRestore());
  };
  expect(await course(20)).toEqual(await course(0.01));
});

test.each([
  [{ at: 1.5 }, /at: must lie in \[0, 1\], not 1.5/],
  [{ at: NaN }, /at: must lie in \[0, 1\], not NaN/],
  [{ at: 0.5, solver: 'sde' as const }, /at: must be 0 for sde, whose paths have no way back, not 0.5/],
])('%o is refused in words', async (wrong, says) => {
  const request: IntegrateRequest = { model: model(gaussianMixture(1), gaussianMixture(1)), start: some(1, 1), solver: 'heun', steps: 4, ...wrong };
  await expect(asked(request)).rejects.toThrow(says);
});
