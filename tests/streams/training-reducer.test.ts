import { describe, expect, test } from 'vitest';
import { createNetwork, dataset, gaussianMixture } from '../../src/math/index.ts';
import { defaultsOf, FLOW, type TrainingInputs } from '../../src/streams/index.ts';
import { momentOf } from '../../src/streams/training-moment.ts';
import { NO_TRAINING, reduce, type TrainingEvent, type TrainingProcess } from '../../src/streams/training-reducer.ts';
import { WorkerFailure, type Pairs, type TrainingReport } from '../../src/worker/index.ts';

const inputs: TrainingInputs = { ...defaultsOf(FLOW), source: gaussianMixture(2), target: dataset('moons').law, hiddenLayers: [4], steps: 100 };
const others: TrainingInputs = { ...inputs, seed: 9 };
const network = (seed: number) => createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed });
const report = (step: number): TrainingReport => ({
  phase: step === 100 ? 'done' : 'training', engine: 'none', step, steps: 100, curve: Float64Array.of(step, 1 / step), loss: 1 / step, floor: 0, excess: 0,
  lossByTime: new Float64Array(10), floorByTime: new Float64Array(10), stepsPerSecond: 1, secondsLeft: 1, model: network(step),
  checkpoints: [{ step, model: network(step), loss: 1 / step, floor: 0, excess: 1 / step, lossByTime: new Float64Array(10), floorByTime: new Float64Array(10) }],
  memory: { optimizerSteps: step, slots: [], random: { words: Int32Array.of(1, 2, 3, step), read: 0, spare: NaN } },
});
const reported = (step: number): TrainingEvent => ({ type: 'report', report: report(step) });
const pairs: Pairs = { x0: { dimension: 2, count: 1, coordinates: new Float64Array(2) }, x1: { dimension: 2, count: 1, coordinates: new Float64Array(2) } };
const drawn: TrainingEvent = { type: 'drawn', pairs, straightness: 0.5, oneStepError: 2 };
const known: TrainingEvent = { type: 'inputs', inputs };
const START: TrainingEvent = { type: 'start' };

const after = (...events: readonly TrainingEvent[]): TrainingProcess => events.reduce(reduce, NO_TRAINING);
/** `phase step`, as it is told. */
const told = (process: TrainingProcess): string => {
  const { state } = momentOf({ ...process, run: process.run! });
  return `${state.phase} ${state.step}`;
};

describe('commands', () => {
  test.each<[string, readonly TrainingEvent[]]>([
    ['idle 0', [known]],
    ['starting 0', [known, START]],
    ['starting 0', [START, known]],
    ['training 5', [known, START, reported(5)]],
    ['idle 0', [known, START, { type: 'pause' }]],
    ['training 5', [known, START, { type: 'pause' }, START, reported(5)]],
    ['paused 5', [known, START, reported(5), { type: 'pause' }]],
    ['training 5', [known, START, reported(5), { type: 'pause' }, START]],
    ['paused 1', [known, { type: 'step' }, reported(1)]],
    ['paused 5', [known, START, reported(5), { type: 'step' }]],
    ['idle 0', [known, START, reported(5), { type: 'reset' }]],
    ['done 100', [known, START, reported(100), { type: 'end' }]],
    ['starting 0', [known, START, reported(100), { type: 'end' }, START]],
    ['starting 0', [known, START, reported(100), { type: 'end' }, { type: 'step' }]],
    ['failed 5', [known, START, reported(5), { type: 'failure', error: new Error('no') }]],
    ['starting 0', [known, START, { type: 'failure', error: new Error('no') }, START]],
    ['starting 0', [known, START, reported(5), { type: 'reflow' }]],
    ['idle 0', [known, { type: 'reflow' }]],
  ])('lead to "%s"', (expected, events) => {
    expect(told(after(...events))).toBe(expected);
  });

  test.each<[boolean, string, readonly TrainingEvent[]]>([
    [false, 'before it begins', [known]],
    [false, 'while it starts', [known, START]],
    [true, 'after its first step', [known, { type: 'step' }, reported(1)]],
    [true, 'when the latest is looked back from', [known, START, reported(1), reported(5), { type: 'lookBack', step: 0 }]],
    [false, 'after a reset', [known, START, reported(5), { type: 'reset' }]],
    [false, 'when it fails at once', [known, START, { type: 'failure', error: new Error('no') }]],
    [true, 'when it fails later', [known, START, reported(5), { type: 'failure', error: new Error('no') }]],
    [true, 'while a trained one makes its own pairs', [known, START, reported(5), { type: 'reflow' }]],
    [true, 'when it fails over its own pairs', [known, START, reported(5), { type: 'reflow' }, { type: 'failure', error: new Error('no') }]],
  ])('whether the network is trained: %s, %s', (expected, _, events) => {
    const process = after(...events);
    expect(momentOf({ ...process, run: process.run! }).isTrained).toBe(expected);
  });

  test('a run that begins anew, after its end, a reset or a reflow, is another run; one that goes on is the same', () => {
    const running = after(known, START, reported(5));
    for (const event of [{ type: 'pause' }, { type: 'step' }, START, { type: 'lookBack', step: 1 }, reported(6), { type: 'restart' }] as const) expect(reduce(running, event).run!.id).toBe(running.run!.id);
    for (const event of [{ type: 'reset' }, { type: 'reflow' }, { type: 'inputs', inputs: others }] as const) expect(reduce(running, event).run!.id).not.toBe(running.run!.id);
    expect(reduce(after(known, START, reported(100), { type: 'end' }), START).run!.id).not.toBe(running.run!.id);
  });

  test('what changes nothing gives the very same state', () => {
    const [rested, running] = [after(known), after(known, START)];
    for (const event of [known, { type: 'pause' }, { type: 'reflow' }, { type: 'lookBack', step: undefined }] as const) expect(reduce(rested, event)).toBe(rested);
    expect(reduce(running, known)).toBe(running);
    expect(reduce(NO_TRAINING, reported(1))).toBe(NO_TRAINING);
  });
});

describe('new inputs', () => {
  const changed: TrainingEvent = { type: 'inputs', inputs: others };

  test.each<[string, readonly TrainingEvent[]]>([
    ['starting 0', [known, START, reported(5), changed]],
    ['idle 0', [known, START, reported(5), { type: 'pause' }, changed]],
    ['idle 0', [known, START, reported(100), { type: 'end' }, changed]],
    ['idle 0', [known, changed]],
  ])('lead to "%s": a run that went on begins again, one that rested is forgotten', (expected, events) => {
    const process = after(...events);
    expect(told(process)).toBe(expected);
    expect(process.run).toMatchObject({ inputs: others, restarts: 0, reflows: [] });
    expect(process.run!.initial).toEqual(createNetwork({ dimension: 2, hidden: [4], activation: inputs.activation, timeFeatures: inputs.timeFeatures, seed: 9 }));
  });

  test('show the latest network again', () => {
    expect(after(known, START, reported(5), { type: 'lookBack', step: 5 }, changed).lookedAt).toBeUndefined();
  });
});

describe('what comes of a run', () => {
  test('is kept, and the state before stays as it was', () => {
    const before = after(known, START, reported(5));
    const { run } = reduce(before, reported(9));
    expect(run!.checkpoints.map(({ step }) => step)).toEqual([5, 9]);
    expect([...run!.curve.toArray()]).toEqual([5, 1 / 5, 9, 1 / 9]);
    expect([...before.run!.curve.toArray()]).toEqual([5, 1 / 5]);
    expect(before.run!.checkpoints).toHaveLength(1);
  });

  test('a lost worker is counted, and a failure is told with its code until a new beginning', () => {
    const lost = after(known, START, reported(5), { type: 'restart' });
    expect(momentOf({ ...lost, run: lost.run! }).state).toMatchObject({ phase: 'training', restarts: 1 });
    const failed = reduce(lost, { type: 'failure', error: new WorkerFailure('worker-memory', 'no memory', { key: 'noMemory' }) });
    expect(momentOf({ ...failed, run: failed.run! })).toMatchObject({ state: { phase: 'failed', step: 5, message: 'no memory', code: 'worker-memory', saying: { key: 'noMemory' } }, model: report(5).model });
    expect(reduce(failed, START).run).not.toHaveProperty('failure');
  });

  test('a network that is looked back at is told with its own numbers, and the latest again with its own', () => {
    const process = after(known, START, reported(5), reported(50), { type: 'lookBack', step: 20 });
    expect(momentOf({ ...process, run: process.run! })).toMatchObject({ state: { step: 50, shownStep: 5, loss: 1 / 5, excess: 1 / 5 }, model: report(5).model });
    const back = reduce(process, { type: 'lookBack', step: undefined });
    expect(momentOf({ ...back, run: back.run! })).toMatchObject({ state: { step: 50, shownStep: 50, loss: 1 / 50, excess: 0 }, model: report(50).model });
  });

  test('reflow learns pairs of the network that has been reached, round after round', () => {
    const first = after(known, START, reported(100), { type: 'end' }, { type: 'reflow' });
    expect(first.run).toMatchObject({ isReflow: true, isOver: false, initial: report(100).model, reflows: [] });
    expect([first.reflowed, first.isRunning]).toEqual([inputs, true]);
    const measured = [drawn, reported(100), { type: 'end' }, { type: 'measured', straightness: 0.1, oneStepError: 1 }].reduce((now, event) => reduce(now, event as TrainingEvent), first);
    const round = { before: { straightness: 0.5, oneStepError: 2 }, after: { straightness: 0.1, oneStepError: 1 } };
    expect(measured.run!.reflows).toEqual([round]);
    const second = [{ type: 'reflow' }, drawn].reduce((now, event) => reduce(now, event as TrainingEvent), measured);
    expect(second.run!.reflows).toEqual([round, { before: round.before }]);
    expect(second.run!.pairs).toBe(pairs);
    const { reflowed, run } = reduce(second, { type: 'reset' });
    expect([reflowed, run!.reflows, run!.isReflow]).toEqual([undefined, [], false]);
  });
});
