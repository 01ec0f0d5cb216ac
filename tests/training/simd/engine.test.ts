import { describe, expect, onTestFinished, test } from 'vitest';
import { variableGrads, tensor2d } from '@tensorflow/tfjs-core';
import { ACTIVATIONS, inOneGo, type MlpModel } from '../../../src/math/index.ts';
import type { Batches } from '../../../src/training/batches.ts';
import { useBackend } from '../../../src/training/engine.ts';
import { matchingLoss } from '../../../src/training/loss.ts';
import { SimdEngine, type KernelModule } from '../../../src/training/simd/index.ts';
import { TfjsEngine } from '../../../src/training/tfjs-engine.ts';
import type { TrainingEngine } from '../../../src/training/training-engine.ts';
import { VelocityNetwork } from '../../../src/training/velocity-network.ts';
import { createBatches, createModel, distance, variants, weightsOf } from './fixtures.ts';

/** Float32 sums in another order. */
const ROUNDING = 2e-5;

function train(engine: TrainingEngine, batches: Batches, steps: number): number[] {
  return Array.from({ length: steps }, () => {
    batches.draw();
    return inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3));
  });
}

/** Loss and slopes as tfjs differentiates them. */
async function reference(model: MlpModel, { inputs, slopes }: Batches): Promise<{ loss: number; gradient: number[] }> {
  expect(await useBackend('cpu')).toBe(true);
  const network = new VelocityNetwork(model);
  onTestFinished(() => network.dispose());
  const rows = slopes.length / model.dimension;
  const { value, grads } = variableGrads(
    () => matchingLoss(network, tensor2d(inputs, [rows, model.dimension + 1]), tensor2d(slopes, [rows, model.dimension])),
    [...network.variables],
  );
  return { loss: value.dataSync()[0], gradient: network.variables.flatMap(({ name }) => [...grads[name].dataSync()]) };
}

describe.each(variants.map((module) => [module.name, module] as const))('with %s', (_, module: KernelModule) => {
  test.each([
    ['one unit', [1], 2, 64],
    ['three units', [3], 2, 64],
    ['seven units and 65', [7, 65], 2, 64],
    ['no hidden layer', [], 2, 64],
    ['four layers', [8, 16, 24, 9], 2, 64],
    ['one dimension', [16], 1, 64],
    ['nine dimensions, two panels of input', [16, 16], 9, 64],
    ['a single row', [7, 7], 2, 1],
    ['rows that fill no tile', [7, 7], 2, 3],
    ['rows that fill one block and a part of the next', [7, 7], 2, 101],
  ])('%s: loss and slopes are those of tfjs', async (_, hidden, dimension, rows) => {
    for (const activation of ACTIVATIONS) {
      const model = createModel(hidden, activation, dimension);
      const batches = createBatches(rows, dimension);
      batches.draw();
      const { loss, layers } = new SimdEngine(model, module).gradient(batches.inputs, batches.slopes);
      const expected = await reference(model, batches);
      expect(Math.abs(loss - expected.loss)).toBeLessThan(ROUNDING * expected.loss);
      expect(distance(weightsOf({ layers }), expected.gradient)).toBeLessThan(ROUNDING);
    }
  });

  test.each(ACTIVATIONS)('a network with %s learns along the same curve as by tfjs', async (activation) => {
    expect(await useBackend('wasm')).toBe(true);
    const model = createModel([32, 32], activation);
    const tfjs = new TfjsEngine(model, 'wasm');
    onTestFinished(() => tfjs.dispose());
    const expected = train(tfjs, createBatches(64), 200);
    const actual = train(new SimdEngine(model, module), createBatches(64), 200);
    actual.forEach((loss, step) => expect(Math.abs(loss - expected[step])).toBeLessThan(1e-3 * expected[step]));
    expect(actual[199]).toBeLessThan(actual[0]);
  });

  test('the same seed gives bit-equal weights twice, another seed others', () => {
    const learn = (seed: number): number[] => {
      const engine = new SimdEngine(createModel([7, 65], 'softplus', 2, seed), module);
      train(engine, createBatches(50, 2, seed), 100);
      return weightsOf(engine.model());
    };
    const first = learn(7);
    expect(learn(7)).toEqual(first);
    expect(learn(8)).not.toEqual(first);
  });

  test('what pads a network to whole tiles never learns', () => {
    const engine = new SimdEngine(createModel([3, 5], 'softplus'), module);
    train(engine, createBatches(10), 50);
    const { network } = engine as unknown as { network: import('../../../src/training/simd/simd-network.ts').SimdNetwork };
    const { parameters, parameterBytes } = network.plan;
    const all = network.numbers.subarray(parameters / 4, (parameters + parameterBytes) / 4);
    const real = weightsOf(engine.model()).filter((weight) => weight !== 0).length;
    expect(all.filter((number) => number !== 0).length).toBe(real);
  });

  test('the loss is measured without learning, on more rows than go through at once', () => {
    const model = createModel([16], 'tanh');
    const engine = new SimdEngine(model, module);
    const batches = createBatches(1000);
    batches.draw();
    const loss = inOneGo(engine.loss(batches.inputs, batches.slopes));
    expect(weightsOf(engine.model())).toEqual(weightsOf(model));
    expect(inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3))).toBe(loss);
    expect(weightsOf(engine.model())).not.toEqual(weightsOf(model));
  });

  test('asking for the gradient leaves nothing behind in the next step', () => {
    const batches = createBatches(20);
    batches.draw();
    const asked = new SimdEngine(createModel([5], 'silu'), module);
    asked.gradient(batches.inputs, batches.slopes);
    inOneGo(asked.step(batches.inputs, batches.slopes, 1e-3));
    const other = new SimdEngine(createModel([5], 'silu'), module);
    inOneGo(other.step(batches.inputs, batches.slopes, 1e-3));
    expect(weightsOf(asked.model())).toEqual(weightsOf(other.model()));
  });

  test.each(ACTIVATIONS)('a loss with %s that is no finite number is given as it is', (activation) => {
    const engine = new SimdEngine(createModel([8, 8], activation), module);
    const batches = createBatches(16);
    batches.draw();
    batches.inputs[5] = NaN;
    expect(inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3))).toBeNaN();

    const steep = new SimdEngine(createModel([8, 8], activation), module);
    const calm = createBatches(16);
    const losses = Array.from({ length: 20 }, () => {
      calm.draw();
      return inOneGo(steep.step(calm.inputs, calm.slopes, 1e30));
    });
    expect(losses.every(Number.isFinite)).toBe(false);
  });
});
