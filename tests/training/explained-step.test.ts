import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, createRandom, dataset, drawnData, gaussianMixture, inOneGo, interpolateField, mlpVelocity, VELOCITIES, type MlpModel } from '../../src/math/index.ts';
import { explainingStep } from '../../src/training/explained-step.ts';
import type { TrainingOptions } from '../../src/training/index.ts';
import { TrainingRun } from '../../src/training/run.ts';
import { ENGINE_NAMES, prepare, type EngineName } from './engines.ts';

const grid = { dimension: 2, lower: [-2, -2], upper: [2, 2], size: [4, 3] };
const times = Float64Array.of(0, 0.5, 1);
const options = (changes: Partial<TrainingOptions> = {}): TrainingOptions => ({
  source: gaussianMixture(2), target: dataset('moons').law, initial: createNetwork({ dimension: 2, hidden: [12], activation: 'silu', seed: 4 }), firstStep: 0, steps: 50, batch: 6,
  learningRate: 0.02, seed: 9, ...changes,
});
const explain = async (given: TrainingOptions, name: EngineName = 'wasm SIMD') => inOneGo(explainingStep(given, { grid, times }, await prepare(name), VELOCITIES));
const weightsOf = ({ layers }: MlpModel): number[] => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

async function runOf(given: TrainingOptions, steps: number, name: EngineName = 'wasm SIMD') {
  const run = new TrainingRun(given, await prepare(name));
  onTestFinished(() => run.dispose());
  for (let taken = 0; taken < steps; ) taken += run.advance(1);
  return run.report();
}

describe.each(ENGINE_NAMES)('by %s', (engine) => {
  test.each([0, 3])('the step after %i others is the one that the run takes, bit by bit', async (before) => {
    const here = before === 0 ? undefined : await runOf(options(), before, engine);
    const next = await runOf(options(), before + 1, engine);
    const explained = await explain(options(here && { initial: here.model, memory: here.memory, firstStep: before }), engine);
    expect(explained.step).toBe(before + 1);
    expect(weightsOf(explained.model)).toEqual(weightsOf(next.model));
    expect(explained.loss).toBe(next.curve.at(-1));
  });
});

test.each(['linear', 'cosine'] as const)('of a batch by the schedule %s it tells the pairs, where they are, and what is wanted there', async (schedule) => {
  const { t, x0, x1, x, wanted, before, loss } = await explain(options({ schedule }));
  const [alpha, sigma] = schedule === 'linear' ? [(s: number) => s, (s: number) => 1 - s] : [(s: number) => Math.sin((Math.PI / 2) * s), (s: number) => Math.cos((Math.PI / 2) * s)];
  const rate = (f: (s: number) => number, s: number): number => (f(s + 1e-6) - f(s - 1e-6)) / 2e-6;
  const field = mlpVelocity(options().initial);
  const out = new Float64Array(2);
  let sum = 0;
  t.forEach((time, row) => {
    field(x.subarray(2 * row, 2 * row + 2), time, out);
    for (let k = 2 * row; k < 2 * row + 2; k++) {
      expect(x[k]).toBeCloseTo(alpha(time) * x1[k] + sigma(time) * x0[k], 10);
      expect(wanted[k]).toBeCloseTo(rate(alpha, time) * x1[k] + rate(sigma, time) * x0[k], 4);
      expect(before[k]).toBeCloseTo(out[k % 2], 10);
      sum += (before[k] - wanted[k]) ** 2 / t.length;
    }
  });
  expect(loss).toBeCloseTo(sum, 4);
});

test('the loss after the step is that of the new network on the same pairs, and its change of the field is told everywhere', async () => {
  const given = options({ batch: 64 });
  const { after, wanted, lossAfter, loss, change, model, moved, weights, t } = await explain(given);
  expect(lossAfter).toBeCloseTo(after.reduce((sum, value, i) => sum + (value - wanted[i]) ** 2, 0) / t.length, 4);
  expect(lossAfter).toBeLessThan(loss);
  const [was, is] = [mlpVelocity(given.initial), mlpVelocity(model)];
  const [a, b, told] = [new Float64Array(2), new Float64Array(2), new Float32Array(24)];
  times.forEach((time) => {
    interpolateField(change, time, told);
    was(Float64Array.of(-2, -2), time, a);
    is(Float64Array.of(-2, -2), time, b);
    [0, 1].forEach((k) => expect(told[k]).toBeCloseTo(b[k] - a[k], 5));
  });
  const [from, to] = [weightsOf(given.initial), weightsOf(model)];
  expect(weights).toBe(from.length);
  expect(moved).toBeCloseTo(Math.hypot(...from.map((value, i) => to[i] - value)), 6);
});

test.each([1, 2])('a batch of %i is explained as any other, on a line and in space', async (batch) => {
  for (const name of ['two-gaussians', 'torus']) {
    const { dimension, law } = dataset(name);
    const places = { grid: { dimension, lower: new Array<number>(dimension).fill(-1), upper: new Array<number>(dimension).fill(1), size: new Array<number>(dimension).fill(2) }, times };
    const given = options({ source: gaussianMixture(dimension), target: law, initial: createNetwork({ dimension, hidden: [8], activation: 'tanh', seed: 1 }), batch });
    const { t, x, change } = inOneGo(explainingStep(given, places, await prepare('wasm SIMD'), VELOCITIES));
    expect([t.length, x.length, change.velocity.length]).toEqual([batch, batch * dimension, 3 * dimension * 2 ** dimension]);
  }
});

test('with exact targets what is wanted is the mean velocity, and of a single datum the pair’s own', async () => {
  const of = (count: number, targets: 'marginal' | 'conditional') => explain(options({ target: drawnData(dataset('moons'), count, createRandom(1)).data.law, targets }));
  const [one, own] = [await of(1, 'marginal'), await of(1, 'conditional')];
  one.wanted.forEach((value, i) => expect(value).toBeCloseTo(own.wanted[i], 3));
  expect((await of(50, 'marginal')).wanted).not.toEqual((await of(50, 'conditional')).wanted);
});

test('a network of two times has targets that follow from itself: it is refused', async () => {
  await expect(explain(options({ initial: createNetwork({ dimension: 2, hidden: [4], activation: 'silu', times: 2, seed: 1 }) }))).rejects.toThrow('one time');
});
