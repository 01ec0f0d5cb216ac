import { defer, filter, firstValueFrom, take, toArray, type Observable } from 'rxjs';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { pointsDataset, type MlpModel, type Points } from '../../src/math/index.ts';
import { createFlow, playback, type Compute, type TrainingProgress } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, phase, SMALL, SMALL_CLOUD } from './joined-flow.ts';

afterEach(() => vi.restoreAllMocks());

test('trajectories follow the exact field, and one seed gives the same cloud', async () => {
  const [first, second] = await Promise.all([createJoinedFlow(), createJoinedFlow()].map(({ flow }) => firstValueFrom(flow.cloud(SMALL_CLOUD))));
  expect(first).toMatchObject({ dimension: 2, count: 50 });
  expect(first.times.length).toBe(5);
  expect(second.positions).toEqual(first.positions);
  const { flow } = createJoinedFlow({ seed: 4 });
  expect((await firstValueFrom(flow.cloud(SMALL_CLOUD))).positions).not.toEqual(first.positions);
});

test('a flow that nobody watches starts no worker', async () => {
  const { flow, workers } = createJoinedFlow();
  flow.set({ target: 'circles' });
  flow.training.start();
  await Promise.resolve();
  expect(workers()).toBe(0);
  expect(flow.parameters.target).toBe('circles');
});

test('training runs from idle to done; the network and its trajectories follow', async () => {
  const { flow } = createJoinedFlow({ model: 'learned' });
  expect(await firstValueFrom(flow.training.state$)).toEqual({ phase: 'idle', step: 0, steps: 30 });
  const untrained = await firstValueFrom(flow.learned$);
  const end = phase(flow, 'done');
  flow.training.start();
  const state = (await end) as TrainingProgress;
  expect(state.step).toBe(30);
  expect([...state.curve].filter((_, i) => i % 2 === 0)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(state.loss).toBeGreaterThan(state.floor);
  const trained = await firstValueFrom(flow.learned$);
  expect(trained.layers[0].weights).not.toEqual(untrained.layers[0].weights);
});

test('a pause keeps the step, going on ends at the same weights as a run without a pause', async () => {
  const { flow } = createJoinedFlow({ steps: 20_000 });
  const kept = flow.learned$.subscribe();
  onTestFinished(() => kept.unsubscribe());
  const underWay = phase(flow, 'training');
  flow.training.start();
  await underWay;
  const paused = phase(flow, 'paused');
  flow.training.pause();
  const { step } = await paused;
  expect(step).toBeLessThan(20_000);
  flow.training.start();
  await phase(flow, 'done');
  const withPause = await firstValueFrom(flow.learned$);

  const { flow: straight } = createJoinedFlow({ steps: 20_000 });
  const end = phase(straight, 'done');
  straight.training.start();
  await end;
  expect((await firstValueFrom(straight.learned$)).layers).toEqual(withPause.layers);
});

test('reset returns to the initial weights', async () => {
  const { flow } = createJoinedFlow();
  const states = firstValueFrom(flow.training.state$.pipe(filter(({ phase: name }) => name === 'done'), take(1)));
  const initial = await firstValueFrom(flow.learned$);
  flow.training.start();
  await states;
  flow.training.reset();
  expect(await phase(flow, 'idle')).toMatchObject({ step: 0 });
  expect((await firstValueFrom(flow.learned$)).layers).toEqual(initial.layers);
});

test('a new target begins a run that was going on again, and forgets one that rested', async () => {
  const { flow } = createJoinedFlow({ steps: 100_000 });
  const watched = flow.training.state$.subscribe();
  onTestFinished(() => watched.unsubscribe());
  flow.training.start();
  await firstValueFrom(flow.training.state$.pipe(filter((state) => state.phase === 'training' && state.step > 1)));
  flow.set({ target: 'circles', steps: 20 });
  expect(await phase(flow, 'done')).toMatchObject({ step: 20 });
  flow.set({ target: 'moons' });
  expect(await firstValueFrom(flow.training.state$)).toMatchObject({ phase: 'idle' });
});

test('the schedule reaches the exact field', async () => {
  const { flow } = createJoinedFlow({ schedule: 'cosine' });
  expect(await firstValueFrom(flow.exact$)).toMatchObject({ known: true, model: { schedule: 'cosine' } });
});

test('under optimal transport the exact field is not known, and no cloud follows another coupling’s in its place', async () => {
  const { flow, workers } = createJoinedFlow({ coupling: 'ot' });
  expect(await firstValueFrom(flow.exact$)).toEqual({ known: false, why: 'coupling' });
  const clouds: string[] = [];
  const of = (model: 'exact' | 'learned' | undefined) => flow.cloud({ ...SMALL_CLOUD, ...(model && { model }) }).subscribe(() => clouds.push(model ?? 'flow’s own'));
  const subscriptions = [of('exact'), of(undefined)];
  onTestFinished(() => subscriptions.forEach((subscription) => subscription.unsubscribe()));
  expect(workers()).toBe(0);
  flow.set({ coupling: 'independent' });
  await vi.waitFor(() => expect(clouds).toEqual(['exact', 'flow’s own']));
  flow.set({ coupling: 'sinkhorn', model: 'learned' });
  await vi.waitFor(() => expect(clouds).toEqual(['exact', 'flow’s own', 'flow’s own']));
  expect(await firstValueFrom(flow.exact$)).toEqual({ known: false, why: 'coupling' });
});

test('after a reflow the exact field is not known; a reset, a run anew and other laws have one again', async () => {
  const { flow } = createJoinedFlow();
  const known: boolean[] = [];
  const subscriptions = [flow.training.state$.subscribe(), flow.exact$.subscribe((exact) => known.push(exact.known))];
  onTestFinished(() => subscriptions.forEach((subscription) => subscription.unsubscribe()));
  const trained = async (): Promise<void> => {
    flow.training.start();
    await phase(flow, 'done');
  };
  const straightened = async (): Promise<void> => {
    flow.training.reflow();
    await phase(flow, 'done');
  };
  await trained();
  await straightened();
  expect(await firstValueFrom(flow.exact$)).toEqual({ known: false, why: 'reflow' });
  flow.training.reset();
  expect(known).toEqual([true, false, true]);
  await trained();
  await straightened();
  await trained();
  expect(known).toEqual([true, false, true, false, true]);
  await straightened();
  flow.set({ target: 'circles' });
  expect(known.slice(5)).toEqual([false, true]);
});

test('under optimal transport the loss has no exact floor, and a schedule that there is not is refused', async () => {
  const { flow } = createJoinedFlow({ coupling: 'ot', schedule: 'cosine' });
  const end = phase(flow, 'done');
  flow.training.start();
  const state = (await end) as TrainingProgress;
  expect(state.floor).toBeNaN();
  expect(state.loss).toBeGreaterThan(0);
  expect(() => flow.set({ schedule: 'sigmoid' as 'linear' })).toThrow(/sigmoid.*polynomial/s);
});

test('training time can be scrubbed: the network of an earlier step comes back, and the latest again', async () => {
  const { flow } = createJoinedFlow({ steps: 200 });
  const initial = await firstValueFrom(flow.learned$);
  const end = phase(flow, 'done');
  flow.training.start();
  const { checkpoints, shownStep } = (await end) as TrainingProgress;
  expect(shownStep).toBe(200);
  expect(checkpoints.length).toBeGreaterThan(5);
  expect(checkpoints.length).toBeLessThanOrEqual(33);
  expect([...checkpoints].sort((a, b) => a - b)).toEqual(checkpoints);
  const latest = await firstValueFrom(flow.learned$);
  flow.training.lookBack(checkpoints[3]);
  expect(await firstValueFrom(flow.training.state$)).toMatchObject({ phase: 'done', step: 200, shownStep: checkpoints[3] });
  const earlier = await firstValueFrom(flow.learned$);
  expect(earlier.layers).not.toEqual(latest.layers);
  expect(earlier.layers).not.toEqual(initial.layers);
  flow.training.lookBack(undefined);
  expect((await firstValueFrom(flow.learned$)).layers).toEqual(latest.layers);
});

test('playback gives frames between the trajectories’ ends as the clock moves', async () => {
  const { flow } = createJoinedFlow();
  const { positions } = await firstValueFrom(flow.cloud(SMALL_CLOUD));
  const frames = firstValueFrom(flow.cloud(SMALL_CLOUD).pipe(playback(flow.time$), filter(({ t }) => t === 1)));
  flow.clock.seek(1);
  expect([...(await frames).positions]).toEqual([...positions.slice(-100)]);
});

test('numbers out of range are clamped and said, once each, by the name that an author writes', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const flow = createFlow({ ...SMALL, steps: 1e9, seed: NaN, clipNorm: -3, hiddenLayers: [9, 1e4] });
  expect(flow.parameters).toMatchObject({ steps: 100_000, seed: 1, clipNorm: 0, hiddenLayers: [9, 512] });
  flow.cloud({ count: 0.2 });
  expect(warn.mock.calls.flat()).toEqual([
    'fm-elements: seed = NaN is not a number from 0 to 4294967295; it is left as it was.',
    'fm-elements: hidden-layers = 9,10000 is not 1 to 8 whole numbers from 1 to 512; 9,512 is used.',
    'fm-elements: steps = 1000000000 is outside 1 to 100000, whole numbers; 100000 is used.',
    'fm-elements: clip-norm = -3 is outside 0 to 1000000; 0 is used.',
    'fm-elements: count = 0.2 is outside 1 to 20000, whole numbers; 1 is used.',
  ]);
});

test('an unknown name is an error that lists the known ones, and changes nothing', () => {
  const flow = createFlow(SMALL);
  expect(() => flow.set({ target: 'mooons' })).toThrow(/"mooons".*moons/s);
  expect(flow.parameters.target).toBe('moons');
  expect(() => createFlow({ target: 'nonsense' })).toThrow(/nonsense/);
  expect(() => createFlow({ taget: 'moons' } as object)).toThrow(/no parameter "taget"; there are source, target/);
  expect(() => flow.cloud({ solver: 'constructor' as 'heun' })).toThrow(/no solver "constructor"; there are heun, euler/);
});

test('parameters$ gives the present state first and then each change', async () => {
  const flow = createFlow(SMALL);
  const seeds = firstValueFrom(flow.parameters$.pipe(take(2), toArray()));
  flow.set({ seed: 9 });
  expect((await seeds).map(({ seed }) => seed)).toEqual([3, 9]);
});

test('laws of another dimension change the cloud and the model together: no stream fails', async () => {
  const { flow } = createJoinedFlow();
  const seen: number[] = [];
  const errors: unknown[] = [];
  const subscription = flow.cloud(SMALL_CLOUD).subscribe({ next: ({ dimension }) => seen.push(dimension), error: (error: unknown) => errors.push(error) });
  onTestFinished(() => subscription.unsubscribe());
  for (const [target, dimension] of [['moons', 2], ['two-gaussians', 1], ['torus', 3], ['gaussian', 2]] as const) {
    flow.set({ target });
    await vi.waitFor(() => expect(seen.at(-1)).toBe(dimension));
  }
  expect(errors).toEqual([]);
});

test('parameters that change together carry the cloud once, and nothing comes of the state in between', async () => {
  const { flow } = createJoinedFlow();
  let clouds = 0;
  const subscription = flow.cloud(SMALL_CLOUD).subscribe(() => clouds++);
  onTestFinished(() => subscription.unsubscribe());
  await vi.waitFor(() => expect(clouds).toBe(1));
  flow.set({ source: 'circles', target: 'eight-gaussians', schedule: 'cosine', seed: 5 });
  await vi.waitFor(() => expect(clouds).toBe(2));
  // Another change, so that whatever was still under way is over.
  flow.set({ seed: 6 });
  await vi.waitFor(() => expect(clouds).toBe(3));
});

test('two who ask the same share one computation, of other steps there are others, and all carry the same noise', async () => {
  const { compute } = joinedCompute();
  const asked: string[] = [];
  const call: Compute['call'] = (name, request) => defer(() => (asked.push(name), compute.call(name, request)));
  const flow = createFlow(SMALL, { compute: { ...compute, call } });
  const grid = { dimension: 2, lower: [-1, -1], upper: [1, 1], size: [2, 2] };
  const field = () => firstValueFrom(flow.field({ model: 'learned', grid: { ...grid }, maxTimes: 2 }));
  const [first, second, euler, few] = await Promise.all(
    [SMALL_CLOUD, { ...SMALL_CLOUD }, { ...SMALL_CLOUD, solver: 'euler' } as const, { ...SMALL_CLOUD, count: 20 }].map((spec) => firstValueFrom(flow.cloud(spec))),
  );
  expect(asked).toEqual(['integrate', 'integrate', 'integrate']);
  expect(second).toBe(first);
  expect([...euler.positions.slice(0, 100)]).toEqual([...first.positions.slice(0, 100)]);
  expect([...euler.positions]).not.toEqual([...first.positions]);
  expect([...few.positions.slice(0, 40)]).toEqual([...first.positions.slice(0, 40)]);
  const [one, other] = await Promise.all([field(), firstValueFrom(flow.field({ maxTimes: 2, grid: { size: [2, 2], upper: [1, 1], lower: [-1, -1], dimension: 2 }, model: 'learned' }))]);
  expect(one).toBe(other);
  expect(asked.slice(3)).toEqual(['sampleField']);
});

test.each(['cloud first', 'training first'])('new laws are never answered with the old network or the old noise: %s', async (order) => {
  const { compute } = joinedCompute();
  const asked: { model: MlpModel; start: Points }[] = [];
  const call: Compute['call'] = (name, request) => defer(() => (name === 'integrate' && asked.push(request as never), compute.call(name, request)));
  const flow = createFlow(SMALL, { compute: { ...compute, call } });
  const watched = [flow.cloud({ ...SMALL_CLOUD, model: 'learned' }), flow.training.state$] as const;
  const subscriptions = (order === 'cloud first' ? watched : [watched[1], watched[0]]).map((stream$) => (stream$ as Observable<unknown>).subscribe());
  onTestFinished(() => subscriptions.forEach((subscription) => subscription.unsubscribe()));
  const end = phase(flow, 'done');
  flow.training.start();
  await end;
  await vi.waitFor(async () => expect(asked.at(-1).model.layers).toEqual((await firstValueFrom(flow.learned$)).layers), 5000);
  const [before] = asked.splice(0).slice(-1);
  flow.set({ source: 'circles', target: 'ring' });
  const present = await firstValueFrom(flow.learned$);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0), 5000);
  for (const { model, start } of asked) {
    expect(model.layers).toEqual(present.layers);
    expect(start.coordinates).not.toEqual(before.start.coordinates);
  }
});

test('who asks for an exact cloud that is no longer known is given none that was kept', async () => {
  const { flow } = createJoinedFlow();
  const kept = flow.cloud({ ...SMALL_CLOUD, model: 'exact' }).subscribe();
  onTestFinished(() => kept.unsubscribe());
  await firstValueFrom(flow.cloud({ ...SMALL_CLOUD, model: 'exact' }));
  flow.set({ coupling: 'ot' });
  const late: unknown[] = [];
  const subscription = flow.cloud({ ...SMALL_CLOUD, model: 'exact' }).subscribe((cloud) => late.push(cloud));
  onTestFinished(() => subscription.unsubscribe());
  await firstValueFrom(flow.cloud({ ...SMALL_CLOUD, model: 'learned' }));
  expect(late).toEqual([]);
  flow.set({ coupling: 'independent' });
  await vi.waitFor(() => expect(late.length).toBeGreaterThan(0), 5000);
});

test('options of other solvers make no other cloud', async () => {
  const { flow } = createJoinedFlow();
  const [first, second] = await Promise.all([{ noise: 0.5, tolerance: 0.1 }, {}].map((options) => firstValueFrom(flow.cloud({ ...SMALL_CLOUD, ...options }))));
  expect(second).toBe(first);
  const [quiet, loud] = await Promise.all([0, 2].map((noise) => firstValueFrom(flow.cloud({ ...SMALL_CLOUD, solver: 'sde', noise }))));
  expect([...loud.positions]).not.toEqual([...quiet.positions]);
});

test.each(['dopri5', 'sde'] as const)('more points than %s carries at once are refused in words', async (solver) => {
  const { flow, workers } = createJoinedFlow();
  await expect(firstValueFrom(flow.cloud({ solver, count: 2001 }))).rejects.toThrow(/carries at most 2000 points, and 2001 are asked for/);
  expect(workers()).toBe(0);
});

test('the stochastic equation follows a learned field from a standard normal source alone, and says so', async () => {
  const { flow } = createJoinedFlow();
  const cloud$ = flow.cloud({ ...SMALL_CLOUD, solver: 'sde', model: 'learned' });
  expect((await firstValueFrom(cloud$)).positions.every(Number.isFinite)).toBe(true);
  flow.set({ source: 'circles' });
  await expect(firstValueFrom(cloud$)).rejects.toThrow(/"sde" needs a score.*source="gaussian" alone, and this flow has "circles"/);
  expect((await firstValueFrom(flow.cloud({ ...SMALL_CLOUD, solver: 'sde', model: 'exact' }))).count).toBe(50);
});

test('a law of more dimensions than any figure shows has a source too', () => {
  const axes = 5;
  const cloud = { dimension: axes, count: 40, coordinates: Float64Array.from({ length: 40 * axes }, (_, i) => Math.sin(i)) };
  const target = pointsDataset({ name: 'five', columns: ['a', 'b', 'c', 'd', 'e'], points: cloud });
  expect(createFlow({ target }).laws.source.law.dimension).toBe(axes);
});
