import { defer, firstValueFrom } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createFlow, ParameterError, type Compute } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, SMALL, SMALL_CLOUD } from './joined-flow.ts';

test('paths from t = 0 are those of the cloud that starts at the same places', async () => {
  const { flow } = createJoinedFlow();
  const cloud = await firstValueFrom(flow.cloud(SMALL_CLOUD));
  const places = [...cloud.positions.slice(0, 20)];
  const paths = await firstValueFrom(flow.paths({ points: places, steps: 4 }));
  expect(paths).toMatchObject({ dimension: 2, count: 10 });
  // A cloud's places are told in float32.
  [0, 4].forEach((s) => paths.positions.slice(s * 20, (s + 1) * 20).forEach((x, i) => expect(x).toBeCloseTo(cloud.positions[s * 100 + i], 4)));
});

test('a point goes back to the source and forward to the data, and the times hold its own', async () => {
  const { flow } = createJoinedFlow();
  const { times, positions } = await firstValueFrom(flow.paths({ points: [0.5, -1], at: 0.3, steps: 10 }));
  expect([times[0], times[3], times[10]]).toEqual([0, 0.3, 1]);
  expect([...positions.slice(6, 8)]).toEqual([0.5, -1]);
});

test('who asks for the same paths shares one computation; options of other solvers make no others, another time does', async () => {
  const { compute } = joinedCompute();
  const asked: unknown[] = [];
  const call: Compute['call'] = (name, request) => defer(() => (asked.push(request), compute.call(name, request)));
  const flow = createFlow(SMALL, { compute: { ...compute, call } });
  const spec = { points: [0, 0], at: 0.5, steps: 4 };
  const [one, same, other] = await Promise.all([spec, { ...spec, tolerance: 0.1 }, { ...spec, at: 0 }].map((each) => firstValueFrom(flow.paths(each))));
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(asked).toMatchObject([{ at: 0.5 }, { solver: 'heun' }]);
  expect(asked[1]).not.toHaveProperty('at');
});

test('paths change with the model, with the laws, and not with the seed', async () => {
  const { flow } = createJoinedFlow();
  let told = 0;
  const subscription = flow.paths({ points: [0, 0], steps: 2 }).subscribe(() => told++);
  onTestFinished(() => subscription.unsubscribe());
  await vi.waitFor(() => expect(told).toBe(1));
  flow.set({ target: 'circles' });
  await vi.waitFor(() => expect(told).toBe(2));
  flow.set({ seed: 9 });
  flow.set({ model: 'learned' });
  await vi.waitFor(() => expect(told).toBe(3));
  // Another change, so that whatever was still under way is over.
  flow.set({ model: 'exact' });
  await vi.waitFor(() => expect(told).toBe(4));
});

test('an exact path that is no longer known is told to nobody', async () => {
  const { flow } = createJoinedFlow();
  const exact$ = flow.paths({ model: 'exact', points: [0, 0], steps: 2 });
  const kept = exact$.subscribe();
  onTestFinished(() => kept.unsubscribe());
  await firstValueFrom(exact$);
  flow.set({ coupling: 'ot' });
  const late: unknown[] = [];
  const subscription = exact$.subscribe((paths) => late.push(paths));
  onTestFinished(() => subscription.unsubscribe());
  await firstValueFrom(flow.paths({ model: 'learned', points: [0, 0], steps: 2 }));
  expect(late).toEqual([]);
  flow.set({ coupling: 'independent' });
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(0));
});

test.each([
  ['no points', { points: [] }, 'points', /at least those of one point; there are none/],
  ['a coordinate that is not finite', { points: [1, NaN] }, 'points', /finite coordinates.*number 2 is NaN/],
  ['a solver without a way back', { points: [1, 2], solver: 'sde' as const }, 'solver', /no way back/],
  ['a solver that there is not', { points: [1, 2], solver: 'newton' as 'heun' }, 'solver', /no solver "newton"/],
])('%s is refused at once, in words', (_, spec, attribute, says) => {
  const flow = createFlow(SMALL);
  const attempt = (): unknown => flow.paths(spec);
  expect(attempt).toThrow(says);
  expect(attempt).toThrow(expect.objectContaining({ attribute }) as Error);
});

test.each([
  ['coordinates that do not make whole points', { points: [1, 2, 3] }, 'points', /3 coordinates are not 1 to 20000 points of 2 each/],
  ['more points than a cloud has', { points: Array.from({ length: 40_002 }, () => 0) }, 'points', /40002 coordinates are not 1 to 20000 points/],
  ['more points than dopri5 carries at once', { points: Array.from({ length: 4002 }, () => 0), solver: 'dopri5' as const }, 'count', /carries at most 2000 points/],
])('%s are refused in words, and no worker is asked', async (_, spec, attribute, says) => {
  const { flow, workers } = createJoinedFlow();
  const refusal: unknown = await firstValueFrom(flow.paths(spec)).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ParameterError);
  expect(refusal).toMatchObject({ attribute, message: expect.stringMatching(says) as string });
  expect(workers()).toBe(0);
});

test('a time outside 0 to 1 is clamped with a warning', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => warn.mockRestore());
  const { flow } = createJoinedFlow();
  const { positions, times } = await firstValueFrom(flow.paths({ points: [1, 2], at: 7, steps: 3 }));
  expect([...positions.slice(-2)]).toEqual([1, 2]);
  expect([times[0], times[3]]).toEqual([0, 1]);
  expect(warn.mock.calls.flat()).toEqual(['fm-elements: at = 7 is outside 0 to 1; 1 is used.']);
});
