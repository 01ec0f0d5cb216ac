import { expect, onTestFinished, test } from 'vitest';
import { createNetwork, createRandom, dataset, drawnData, gaussianMixture, inOneGo, velocityField, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import { marginalTargets } from '../../src/training/marginal-targets.ts';
import { TrainingRun } from '../../src/training/run.ts';
import { prepare, type EngineName } from './engines.ts';

const source = gaussianMixture(2);
const target = drawnData(dataset('moons'), 50, createRandom(2)).data.law;
const batchesOf = (count: number, changes = {}): Batches => new Batches({ source, target, count, random: createRandom(1), ...changes });

test.each(['linear', 'cosine', 'polynomial-2'] as const)('by the schedule %s a batch’s targets become the exact velocity at its points', (schedule) => {
  const batches = batchesOf(32, { schedule });
  batches.draw();
  const drawn = batches.slopes.slice();
  inOneGo(marginalTargets({ source, target, schedule })(batches));
  const field = velocityField({ kind: 'mixture', source, target, schedule });
  const out = new Float64Array(2);
  batches.t.forEach((t, row) => {
    field(batches.points.subarray(2 * row, 2 * row + 2), t, out);
    out.forEach((value, k) => expect(batches.slopes[2 * row + k]).toBeCloseTo(value, 4));
  });
  expect(batches.slopes).not.toEqual(drawn);
});

test('of a single datum there is one pair at each point: nothing changes', () => {
  const one = drawnData(dataset('moons'), 1, createRandom(2)).data.law;
  const batches = new Batches({ source, target: one, count: 16, random: createRandom(1) });
  batches.draw();
  const drawn = batches.slopes.slice();
  inOneGo(marginalTargets({ source, target: one })(batches));
  batches.slopes.forEach((value, i) => expect(value).toBeCloseTo(drawn[i], 4));
});

/** By one step of plain gradient descent, whose rate is 1. */
async function gradients(name: EngineName, network: MlpModel, count: number): Promise<{ conditional: number[]; marginal: number[] }[]> {
  const make = await prepare(name);
  const gradient = (inputs: Float32Array, slopes: Float32Array): number[] => {
    const engine = make(network, { optimizer: 'sgd', momentum: 0 });
    inOneGo(engine.step(inputs, slopes, 1));
    const flat = ({ layers }: MlpModel): number[] => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
    const after = flat(engine.model());
    engine.dispose();
    return flat(network).map((value, i) => value - after[i]);
  };
  const batches = batchesOf(64);
  const toMarginal = marginalTargets({ source, target });
  return Array.from({ length: count }, () => {
    batches.draw();
    const conditional = gradient(batches.inputs, batches.slopes);
    inOneGo(toMarginal(batches));
    return { conditional, marginal: gradient(batches.inputs, batches.slopes) };
  });
}

const mean = (rows: readonly number[][]): number[] => rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
const square = (row: readonly number[]): number => row.reduce((sum, value) => sum + value * value, 0);
/** `E|g - E g|^2`. */
const variance = (rows: readonly number[][]): number => {
  const middle = mean(rows);
  return rows.reduce((sum, row) => sum + square(row.map((value, i) => value - middle[i])), 0) / (rows.length - 1);
};

test('the gradient has the same mean, and the noise of the pairs is gone from it', async () => {
  const network = createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 3 });
  const count = 200;
  const all = await gradients('wasm SIMD', network, count);
  const [conditional, marginal] = [all.map((one) => one.conditional), all.map((one) => one.marginal)];
  const noise = all.map((one) => one.conditional.map((value, i) => value - one.marginal[i]));
  // A mean of so many draws of no mean is as long as their deviation over the root of their number, within a third for so many weights.
  const ofNoise = variance(noise);
  expect(square(mean(noise)) / (ofNoise / count)).toBeLessThan(2);
  expect(square(mean(noise))).toBeLessThan(0.05 * square(mean(marginal)));
  // The law of total variance: what is left is what the choice of X_t and t makes.
  expect(variance(conditional)).toBeGreaterThan(1.2 * variance(marginal));
  expect((variance(marginal) + ofNoise) / variance(conditional)).toBeCloseTo(1, 0.7);
});

test('a run learns the exact velocities: its loss is its excess, without a floor', async () => {
  const options = { source, target, initial: createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 3 }), firstStep: 0, steps: 40, batch: 128, learningRate: 0.02, seed: 1 } as const;
  const make = await prepare('wasm SIMD');
  const lossOf = (targets: 'marginal' | 'conditional') => {
    const run = new TrainingRun({ ...options, targets }, make);
    onTestFinished(() => run.dispose());
    while (!run.isOver) run.advance();
    const { curve, excess, floor } = run.report();
    const last = Array.from({ length: 10 }, (_, i) => curve[curve.length - 1 - 2 * i]);
    return { loss: last.reduce((sum, value) => sum + value, 0) / last.length, excess, floor };
  };
  const [marginal, conditional] = [lossOf('marginal'), lossOf('conditional')];
  expect(Math.abs(marginal.loss - marginal.excess)).toBeLessThan(0.3 * marginal.floor);
  expect(Math.abs(conditional.loss - conditional.excess - conditional.floor)).toBeLessThan(0.3 * conditional.floor);
});

test('of paired ends no marginal velocity is known, and a run is refused', async () => {
  const make = await prepare('wasm SIMD');
  const options = { source, target, initial: createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 3 }), firstStep: 0, steps: 4, batch: 8, learningRate: 0.02, seed: 1 } as const;
  expect(() => new TrainingRun({ ...options, targets: 'marginal', coupling: 'ot' }, make)).toThrow('drawn independently');
  const x0 = { dimension: 2, count: 1, coordinates: Float64Array.of(0, 0) };
  expect(() => new TrainingRun({ ...options, targets: 'marginal', pairs: { x0, x1: x0 } }, make)).toThrow('drawn independently');
});
