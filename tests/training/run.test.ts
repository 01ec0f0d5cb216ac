import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ACTIVATIONS, conditionalDraws, createNetwork, createRandom, gaussianMixture, inOneGo, isotropicMixture, mlpVelocity, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import type { TrainingOptions } from '../../src/training/index.ts';
import { TrainingRun } from '../../src/training/run.ts';
import { ENGINE_NAMES, prepare, tensorCount, type EngineName } from './engines.ts';

/** TensorFlow.js without WebAssembly measures every checkpoint as well, on a machine that may be busy. */
vi.setConfig({ testTimeout: 30_000 });

function createOptions(changes: Partial<TrainingOptions> = {}): TrainingOptions {
  return {
    source: gaussianMixture(2),
    target: isotropicMixture(2, [2, 0, -2, 0], 0.3),
    initial: createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 7 }),
    firstStep: 0,
    steps: 60,
    batch: 32,
    learningRate: 2e-2,
    seed: 7,
    ...changes,
  };
}

async function createRun(changes: Partial<TrainingOptions> = {}, engine: EngineName = 'tfjs wasm'): Promise<TrainingRun> {
  const run = new TrainingRun(createOptions(changes), await prepare(engine));
  onTestFinished(() => run.dispose());
  return run;
}

/** Crank until the run is over, and give its last report. */
function finish(run: TrainingRun) {
  while (!run.isOver) run.advance();
  return run.report();
}

const weightsOf = (model: MlpModel) => model.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

describe.each(ENGINE_NAMES)('by %s', (engine) => {
  test.each(ACTIVATIONS)('a network with %s comes closer to the exact field', async (activation) => {
    const initial = createNetwork({ dimension: 2, hidden: [16, 16], activation, seed: 7 });
    const run = await createRun({ initial }, engine);
    while (!run.isReportDue(false)) run.advance(1);
    const early = run.report();
    const late = finish(run);
    expect(late.engine).toBe(engine);
    expect(late.floor).toBe(early.floor);
    expect(late.excess).toBeLessThan(0.8 * early.excess);
  });

  test('the same seed gives bit-equal weights, another seed others', async () => {
    const first = finish(await createRun({}, engine)).model;
    const again = finish(await createRun({}, engine)).model;
    const other = finish(await createRun({ seed: 8 }, engine)).model;
    expect(weightsOf(again)).toEqual(weightsOf(first));
    expect(weightsOf(other)).not.toEqual(weightsOf(first));
  });

  test('no tensor is left over by 200 steps and their reports, nor by a run that has ended', async () => {
    const makeEngine = await prepare(engine);
    const before = tensorCount();
    const run = new TrainingRun(createOptions({ steps: 210 }), makeEngine);
    while (!run.isReportDue(true)) run.advance();
    run.report();
    const after = tensorCount();
    finish(run);
    expect(tensorCount()).toBe(after);
    run.dispose();
    expect(tensorCount()).toBe(before);
  });
});

test.each(['tfjs wasm', 'tfjs cpu'] as const)('the number of tensors is constant from step 100 to 10,000 by %s', { timeout: 60_000 }, async (name) => {
  const makeEngine = await prepare(name);
  const { source, target } = createOptions();
  const initial = createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 7 });
  const engine = makeEngine(initial, { clipNorm: 1 });
  onTestFinished(() => engine.dispose());
  const batches = new Batches({ source, target, count: 4, random: createRandom(1) });
  const counts = new Set<number>();
  for (let step = 1; step <= 10_000; step++) {
    batches.draw();
    inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3));
    if (step % 100 === 0) counts.add(tensorCount());
  }
  expect(counts.size).toBe(1);
});

/** tfjs on the cpu takes seconds for one such step. */
const LARGE_STEP_MS = 60_000;

describe.each(ENGINE_NAMES)('a step by %s that is larger than a slice', { timeout: LARGE_STEP_MS }, (name) => {
  /** 600 rows of 120,000 weights: ten blocks of rows for our kernels, three for tfjs. */
  async function createLargeStep() {
    const makeEngine = await prepare(name);
    const { source, target } = createOptions();
    const batches = new Batches({ source, target, count: 600, random: createRandom(1) });
    batches.draw();
    const create = () => {
      const engine = makeEngine(createNetwork({ dimension: 2, hidden: [340, 340], activation: 'tanh', seed: 7 }));
      onTestFinished(() => engine.dispose());
      return engine;
    };
    return { create, batches };
  }

  test('gives way, is not begun to be learned before its end, and learns what it would in one piece', async () => {
    const { create, batches } = await createLargeStep();
    const [one, other] = [create(), create()];
    const initial = weightsOf(one.model());
    const pieces = one.step(batches.inputs, batches.slopes, 1e-3);
    expect(pieces.next().done).toBe(false);
    // What is measured in between disturbs nothing.
    const before = inOneGo(one.loss(batches.inputs, batches.slopes));
    expect(weightsOf(one.model())).toEqual(initial);
    expect(inOneGo(pieces)).toBeCloseTo(before, 5);
    inOneGo(other.step(batches.inputs, batches.slopes, 1e-3));
    expect(weightsOf(one.model())).toEqual(weightsOf(other.model()));
    expect(weightsOf(one.model())).not.toEqual(initial);
  });

  test('is left behind without a tensor when it is given up', async () => {
    const { create, batches } = await createLargeStep();
    const engine = create();
    const before = tensorCount();
    const pieces = engine.step(batches.inputs, batches.slopes, 1e-3);
    pieces.next();
    pieces.return(NaN);
    expect(tensorCount()).toBe(before);
  });
});

test('a run that is asked in the middle of a step tells where the last one ended, and who goes on from there comes to the same network', async () => {
  const initial = createNetwork({ dimension: 2, hidden: [96, 96], activation: 'silu', seed: 7 });
  const changes = { initial, batch: 256, steps: 4 };
  const undisturbed = finish(await createRun(changes, 'wasm SIMD'));
  const clock = vi.spyOn(performance, 'now');
  onTestFinished(() => void clock.mockRestore());
  // Each look at the clock is a slice later, so that each piece is a slice of its own.
  let now = 0;
  clock.mockImplementation(() => (now += 10));
  const run = await createRun(changes, 'wasm SIMD');
  let taken = 0;
  while (taken < 2) taken += run.advance();
  expect(run.advance()).toBe(0);
  const { model, memory, step } = structuredClone(run.report());
  expect(step).toBe(2);
  clock.mockRestore();
  const rest = finish(await createRun({ ...changes, initial: model, memory, firstStep: 2 }, 'wasm SIMD'));
  expect(weightsOf(rest.model)).toEqual(weightsOf(undisturbed.model));
  expect(weightsOf(finish(run).model)).toEqual(weightsOf(undisturbed.model));
});

test('the network that is reported is the one that was measured', async () => {
  const { source, target } = createOptions();
  const { model, excess, floor } = finish(await createRun());
  const draws = conditionalDraws({ source, target, count: 2048, random: createRandom(1) });
  const velocity = mlpVelocity(model);
  let loss = 0;
  for (let i = 0; i < draws.count; i++) {
    const v = new Float64Array(2);
    velocity(draws.xt.subarray(2 * i, 2 * i + 2), draws.t[i], v);
    loss += ((draws.velocity[2 * i] - v[0]) ** 2 + (draws.velocity[2 * i + 1] - v[1]) ** 2) / draws.count;
  }
  // Two times 2,048 draws, each with a deviation of about the loss itself: four standard errors.
  expect(Math.abs(loss - (excess + floor))).toBeLessThan(0.13 * loss);
});

test('a run that resumes goes on at its step and takes the rate of that step', async () => {
  const half = finish(await createRun({ steps: 30 }));
  const rest = await createRun({ initial: half.model, firstStep: 30, steps: 60 });
  const report = finish(rest);
  expect(report.curve[0]).toBe(31);
  expect(report.step).toBe(60);
});

test('news come after the first slice, then only after a while or when the run rests', async () => {
  const run = await createRun({ steps: 100_000 });
  expect(run.isReportDue(true)).toBe(false);
  while (!run.isReportDue(false)) run.advance();
  run.report();
  expect(run.isReportDue(true)).toBe(false);
  do run.advance();
  while (!run.isReportDue(true));
  expect(run.isReportDue(false)).toBe(false);
});

test('a learning rate that ruins the network ends the run in words, within a few steps', async () => {
  const run = await createRun({ learningRate: 1e9, steps: 1000 });
  const diverged = expect.objectContaining({ code: 'training-diverged', message: expect.stringMatching(/finite number at step \d{1,2}, .*below 1000000000/) });
  expect(() => {
    while (!run.isOver) run.advance();
  }).toThrow(diverged);
  expect(() => run.report()).toThrow(diverged);
});

test.each<[string, Partial<TrainingOptions>]>([
  ['batch', { batch: 0 }],
  ['batch', { batch: 1e9 }],
  ['steps', { steps: NaN }],
  ['learningRate', { learningRate: -1 }],
  ['firstStep', { firstStep: 0.5 }],
  ['engine', { engine: 'fast' as 'auto' }],
  ['dimension', { target: gaussianMixture(3) }],
  ['weights', { initial: createNetwork({ dimension: 2, hidden: [2048, 2048], activation: 'relu', seed: 1 }) }],
])('a run is refused by the name of what is wrong: %s', async (name, changes) => {
  const makeEngine = await prepare('tfjs cpu');
  const before = tensorCount();
  expect(() => new TrainingRun(createOptions(changes), makeEngine)).toThrow(
    expect.objectContaining({ code: 'bad-request', message: expect.stringContaining(name) }),
  );
  expect(tensorCount()).toBe(before);
});

test('where a policy forbids WebAssembly, the cpu backend trains', async () => {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function () {
    throw new WebAssembly.CompileError('blocked by the content security policy');
  });
  onTestFinished(() => void vi.restoreAllMocks());
  // Whether it is allowed is tried once in a page, and the tests above have tried it.
  vi.resetModules();
  const [anew, choosing] = await Promise.all([import('../../src/training/engine.ts'), import('../../src/training/reference-engine.ts')]);
  expect(await anew.bestBackend()).toBe('cpu');
  const makeEngine = await choosing.referenceEngine();
  const engine = makeEngine(createOptions().initial);
  onTestFinished(() => engine.dispose());
  expect(engine.name).toBe('tfjs cpu');
});
