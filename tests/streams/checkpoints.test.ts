import { firstValueFrom, type Observable } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { FieldVolume } from '../../src/math/index.ts';
import { ParameterError, type Flow, type FlowParameters, type ModelName, type TrainingMoment } from '../../src/streams/index.ts';
import { checkpointSteps } from '../../src/training/checkpoint-steps.ts';
import { createJoinedFlow, phase } from './joined-flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const grid = { dimension: 2, lower: [-2, -2], upper: [2, 2], size: [5, 5] };

function createFollowed(parameters: Partial<FlowParameters> = {}): Flow {
  const { flow } = createJoinedFlow(parameters);
  follow(flow.training.moments$);
  return flow;
}

/** Until the end of the test. @returns what has come so far */
function follow<T>(stream$: Observable<T>): T[] {
  const values: T[] = [];
  const watching = stream$.subscribe((value) => values.push(value));
  onTestFinished(() => watching.unsubscribe());
  return values;
}

const now = (flow: Flow): Promise<TrainingMoment> => firstValueFrom(flow.training.moments$);
const fieldOf = (flow: Flow, model: ModelName): Promise<FieldVolume> => firstValueFrom(flow.field({ model, grid, maxTimes: 5 }));
const bits = ({ velocity }: { readonly velocity: Float32Array | Float64Array }): string => [...velocity].join();

async function trained(flow: Flow): Promise<void> {
  flow.training.start();
  await phase(flow, 'done');
}

test('the field of a checkpoint is that of the network of its step, bit by bit, and the latest is that of the last', async () => {
  // One that a run of 30 does not keep anyway.
  expect(checkpointSteps(30, 1000)).not.toContain(23);
  const flow = createFollowed();
  flow.training.keep([0, 2, 23]);
  await trained(flow);
  const { kept } = await now(flow);
  const fields = new Set<string>();
  for (const step of [0, 2, 23, 30]) {
    flow.training.lookBack(step);
    const { state, model } = await now(flow);
    const own = kept.find((one) => one.step === step)!.model;
    if (step > 0) expect([(state as { shownStep: number }).shownStep, model]).toEqual([step, own]);
    const found = await fieldOf(flow, `checkpoint-${step}`);
    expect(bits(found)).toBe(bits(await fieldOf(step === 0 ? createJoinedFlow().flow : flow, 'learned')));
    fields.add(bits(found));
  }
  expect(fields.size).toBe(4);
  flow.training.lookBack(2);
  expect(bits(await fieldOf(flow, 'latest'))).toBe(bits(await fieldOf(flow, 'checkpoint-30')));
});

test('a step that was not asked for is kept by no run, and one that was by the next', async () => {
  const flow = createFollowed();
  await trained(flow);
  expect((await now(flow)).kept.map(({ step }) => step)).toEqual([0, ...checkpointSteps(30, 1000)]);
  const answers = follow(flow.field({ model: 'checkpoint-23', grid, maxTimes: 5 }));
  flow.training.keep([23]);
  expect(answers.length).toBe(0);
  await trained(flow);
  await vi.waitFor(() => expect(answers.length).toBe(1));
  expect((await now(flow)).kept.map(({ step }) => step)).toContain(23);
});

test('what is kept of a run is taken back with it: nothing is answered of a step before the next run has reached it', async () => {
  const flow = createFollowed();
  await trained(flow);
  const before = await fieldOf(flow, 'checkpoint-30');
  flow.set({ learningRate: 0.1 });
  const answers = follow(flow.field({ model: 'checkpoint-30', grid, maxTimes: 5 }));
  expect(answers.length).toBe(0);
  await trained(flow);
  await vi.waitFor(() => expect(answers.length).toBe(1));
  expect(bits(answers[0])).not.toBe(bits(before));
});

test('keeping more networks changes nothing of what is learned', async () => {
  const [plain, kept] = [createFollowed(), createFollowed()];
  kept.training.keep([7, 8, 9, 23]);
  await Promise.all([trained(plain), trained(kept)]);
  expect(bits(await fieldOf(kept, 'latest'))).toBe(bits(await fieldOf(plain, 'latest')));
});

test('steps that somebody has asked for are kept until all who did give them back', async () => {
  const flow = createFollowed();
  const [mine, theirs] = [flow.training.keep([23, 28]), flow.training.keep([23])];
  mine.unsubscribe();
  await trained(flow);
  const kept = async () => (await now(flow)).kept.map(({ step }) => step);
  expect(await kept()).toContain(23);
  expect(await kept()).not.toContain(28);
  theirs.unsubscribe();
  flow.training.reset();
  await trained(flow);
  expect(await kept()).toEqual([0, ...checkpointSteps(30, 1000)]);
});

test('what is no step is refused at once, in words, and fails no run', async () => {
  const flow = createFollowed();
  for (const step of [1.5, -1, 100_001, NaN]) {
    expect(() => flow.training.keep([5, step]), String(step)).toThrow(new ParameterError('checkpoint', { key: 'notAStep', given: { written: String(step) }, high: 100_000 }));
  }
  await trained(flow);
  expect((await now(flow)).kept.map(({ step }) => step)).toEqual([0, ...checkpointSteps(30, 1000)]);
});

test('a model that is none is refused by the names and numbers of all that there are', () => {
  const { flow } = createJoinedFlow();
  for (const name of ['exact-0', 'learned-0', 'latest-0', 'law-0', 'exact-1', 'ppca', 'ppca-0', 'ppca-4', 'gmm-65', 'conditional-10001', 'conditional-01', 'toString']) {
    expect(() => flow.field({ model: name as ModelName, grid, maxTimes: 5 }), name).toThrow(`There is no model "${name}"; there are exact, learned, latest, law, checkpoint-N with N from 0 to 100000, conditional-N with N from 1 to 10000, ppca-N with N from 1 to 3, gmm-N with N from 1 to 64.`);
  }
});

test('a checkpoint is one of the steps that a run can have', () => {
  const { flow } = createJoinedFlow();
  for (const name of ['checkpoint', 'checkpoint--5', 'checkpoint-100001', 'checkpoint-1.5', 'checkpoint-soon', 'conditional-0', 'latest-3']) {
    expect(() => flow.field({ model: name as ModelName, grid, maxTimes: 5 }), name).toThrow(ParameterError);
  }
});

test('of steps that are asked for those of the run are kept, in order and once; of too many the last', () => {
  expect(checkpointSteps(30, 1000, [23, 0, 31, 2])).toEqual([...checkpointSteps(30, 1000), 23].sort((a, b) => a - b));
  const many = checkpointSteps(100_000, 1000, Array.from({ length: 100 }, (_, i) => 90_001 + i));
  expect(many.length).toBe(checkpointSteps(100_000, 1000).length + 32);
  expect(many.at(-2)).toBe(90_100);
  expect(checkpointSteps(1000, 2 ** 23, [10, 20, 30, 40, 50, 60])).toHaveLength(8);
});
