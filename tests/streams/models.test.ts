import { defer, firstValueFrom } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { mixtureLogDensity, namedSchedule, pointsDataset, type MixtureModel, type ScheduleName } from '../../src/math/index.ts';
import { createFlow, isStill, ParameterError, type Compute, type FlowParameters, type ModelName } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, SMALL, SMALL_CLOUD } from './joined-flow.ts';

/** A flow whose workers are real, and the data points that each of its questions was conditioned on. */
function createAskedFlow(parameters: Partial<FlowParameters> = {}) {
  const { compute } = joinedCompute();
  const data: number[][] = [];
  const call: Compute['call'] = (name, request) => defer(() => (data.push([...((request as { model: MixtureModel }).model).target.means]), compute.call(name, request)));
  return { flow: createFlow({ ...SMALL, ...parameters }, { compute: { ...compute, call } }), data };
}

const grid = { dimension: 2, lower: [-2, -1], upper: [1, 3], size: [6, 6] };

test.each<ScheduleName>(['linear', 'cosine', 'variance-preserving'])('conditional-1 along %s is the velocity towards one draw of the data, in closed form', async (schedule) => {
  const { flow, data } = createAskedFlow({ schedule });
  const { times, velocity, grid: { size } } = await firstValueFrom(flow.field({ model: 'conditional-1', grid, maxTimes: 9 }));
  const [x1] = data;
  expect(x1.length).toBe(2);
  const logDensity = new Float64Array(1);
  mixtureLogDensity(flow.laws.target.law)(Float64Array.from(x1), logDensity);
  expect(logDensity[0]).toBeGreaterThan(-5);
  const { alpha, sigma, alphaRate, sigmaRate } = namedSchedule(schedule);
  let compared = 0;
  times.forEach((t, s) => {
    // At the very end all of the law is one point, and the velocity elsewhere is of no path.
    if (t > 0.99) return;
    for (let node = 0; node < size[0] * size[1]; node++) {
      const x = [node % size[0], Math.floor(node / size[0])].map((i, k) => grid.lower[k] + ((grid.upper[k] - grid.lower[k]) * i) / (size[k] - 1));
      x.forEach((coordinate, k) => {
        const expected = alphaRate(t) * x1[k] + (sigmaRate(t) / sigma(t)) * (coordinate - alpha(t) * x1[k]);
        if (schedule === 'linear') expect(expected).toBeCloseTo((x1[k] - coordinate) / (1 - t), 9);
        const found = velocity[(s * size[0] * size[1] + node) * 2 + k];
        expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected)));
        compared++;
      });
    }
  });
  expect(compared).toBeGreaterThan(8);
});

test.each(['midpoint', 'heun', 'rk4', 'dopri5'] as const)('all points of a cloud that is conditional on one draw end there by %s, and so do paths', async (solver) => {
  const { flow, data } = createAskedFlow();
  const { positions } = await firstValueFrom(flow.cloud({ ...SMALL_CLOUD, solver, model: 'conditional-1' }));
  const paths = await firstValueFrom(flow.paths({ model: 'conditional-1', points: [0, 0, 1, -1], at: 0.5, steps: 4, solver }));
  expect(data[1]).toEqual(data[0]);
  const [a, b] = data[0];
  for (const ends of [positions.slice(-100), paths.positions.slice(-4)]) ends.forEach((x, i) => expect(x).toBeCloseTo(i % 2 === 0 ? a : b, 5));
});

test('fewer draws are the beginning of more; the same seed draws the same, another seed others', async () => {
  const ask = async (model: ModelName, seed: number) => {
    const { flow, data } = createAskedFlow({ seed });
    await firstValueFrom(flow.paths({ model, points: [0, 0], steps: 1 }));
    return data[0];
  };
  const many = await ask('conditional-300', 3);
  expect(many.length).toBe(600);
  expect(await ask('conditional-7', 3)).toEqual(many.slice(0, 14));
  expect((await ask('conditional-7', 4)).slice(0, 2)).not.toEqual(many.slice(0, 2));
});

test('the more is drawn of a target of few points, the nearer its law: clouds end as the exact one does', async () => {
  const points = { dimension: 2, count: 3, coordinates: Float64Array.of(-2, 0, 2, 0, 0, 3) };
  const { flow } = createJoinedFlow({ target: pointsDataset({ name: 'three', columns: ['a', 'b'], points, bandwidth: 0 }) });
  const cloud = async (model: ModelName) => (await firstValueFrom(flow.cloud({ model, count: 200, steps: 16 }))).positions.slice(-400);
  const exact = await cloud('exact');
  const strays = async (model: ModelName) => (await cloud(model)).filter((x, i) => Math.abs(x - exact[i]) > 0.5).length;
  expect(await strays('conditional-2000')).toBeLessThan(20);
  expect(await strays('conditional-2')).toBeGreaterThan(80);
});

test('a conditional field is known whatever the coupling, stays while the network trains, and follows the laws', async () => {
  const { flow } = createJoinedFlow({ coupling: 'ot' });
  const subscriptions = [flow.training.state$.subscribe()];
  onTestFinished(() => subscriptions.forEach((subscription) => subscription.unsubscribe()));
  let told = 0;
  subscriptions.push(flow.cloud({ ...SMALL_CLOUD, model: 'conditional-5' }).subscribe(() => told++));
  await vi.waitFor(() => expect(told).toBe(1));
  flow.training.start();
  await vi.waitFor(async () => expect((await firstValueFrom(flow.training.state$)).phase).toBe('done'), 10_000);
  flow.set({ batch: 17 });
  expect(told).toBe(1);
  flow.set({ target: 'circles' });
  await vi.waitFor(() => expect(told).toBe(2));
  flow.set({ seed: 8 });
  await vi.waitFor(() => expect(told).toBe(3));
});

test('who asks again after a change is not given what was conditioned on data that were', async () => {
  const { flow, data } = createAskedFlow();
  const paths$ = flow.paths({ model: 'conditional-1', points: [0, 0], steps: 1 });
  const kept = paths$.subscribe();
  onTestFinished(() => kept.unsubscribe());
  const before = await firstValueFrom(paths$);
  flow.set({ seed: 9 });
  const after = await firstValueFrom(paths$);
  expect(data.length).toBe(2);
  expect([...after.positions.slice(-2)]).not.toEqual([...before.positions.slice(-2)]);
});

test.each(['conditional', 'conditional-0', 'conditional-10001', 'conditional-01', 'conditional-1.5', 'conditional--1', 'exact-2', 'learned-1', 'constructor', ''])(
  'a model "%s" is refused in words wherever it is named',
  (name) => {
    const flow = createFlow(SMALL);
    const model = name as ModelName;
    const says = /^There is no model ".*"; there are exact, learned, .*conditional-N with N from 1 to 10000/;
    for (const attempt of [() => flow.field({ model, grid, maxTimes: 2 }), () => isStill(model)]) {
      expect(attempt).toThrow(ParameterError);
      expect(attempt).toThrow(says);
    }
    if (name === '') return;
    expect(() => flow.cloud({ model })).toThrow(says);
    expect(() => flow.paths({ model, points: [0, 0] })).toThrow(says);
  },
);

test('only the network changes while a training goes on', () => {
  expect((['exact', 'learned', 'conditional-1', 'conditional-10000'] as const).map(isStill)).toEqual([true, false, true, true]);
});
