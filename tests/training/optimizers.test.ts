import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, createRandom, gaussianMixture, inOneGo, isotropicMixture, mlpVelocity, type DenseLayer, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import type { OptimizerSettings, TrainingOptions } from '../../src/training/options.ts';
import { ADAM } from '../../src/training/training-engine.ts';
import { TrainingRun, type TrainingProgress } from '../../src/training/run.ts';
import { ENGINE_NAMES, prepare } from './engines.ts';

const source = gaussianMixture(2);
const target = isotropicMixture(2, [2, 0, -2, 0], 0.3);
const createModel = (timeFeatures = 0): MlpModel => createNetwork({ dimension: 2, hidden: [5, 4], activation: 'tanh', timeFeatures, seed: 7 });
const createBatches = (count = 12): Batches => new Batches({ source, target, count, random: createRandom(3) });
const numbersOf = (model: MlpModel): number[] => model.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

/** The same network with other numbers, in float64. */
function withNumbers(model: MlpModel, numbers: ArrayLike<number>): MlpModel {
  let at = 0;
  const take = (count: number): Float64Array => Float64Array.from({ length: count }, () => numbers[at++]);
  const layers = model.layers.map(({ inputs, outputs }) => ({ inputs, outputs, weights: take(inputs * outputs), bias: take(outputs) }));
  return { ...model, layers: layers as unknown as DenseLayer[] };
}

/** The loss in plain float64 arithmetic. */
function lossOf(model: MlpModel, { inputs, slopes }: Batches): number {
  const field = mlpVelocity(model);
  const rows = slopes.length / 2;
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const v = new Float64Array(2);
    field(Float64Array.from(inputs.subarray(3 * row, 3 * row + 2)), inputs[3 * row + 2], v);
    loss += ((v[0] - slopes[2 * row]) ** 2 + (v[1] - slopes[2 * row + 1]) ** 2) / rows;
  }
  return loss;
}

/** Its gradient by central differences. */
function gradientOf(model: MlpModel, numbers: Float64Array, batches: Batches): Float64Array {
  const h = 1e-5;
  const at = (i: number, step: number): number => lossOf(withNumbers(model, numbers.map((value, j) => (i === j ? value + step : value))), batches);
  return numbers.map((_, i) => (at(i, h) - at(i, -h)) / (2 * h));
}

/** Weights after each of `steps` steps, written down once more from the papers' formulas and in float64. */
function byHand(model: MlpModel, { optimizer = 'adam', momentum = 0.9, clipNorm = Infinity }: OptimizerSettings, steps: number, rate: number): Float64Array {
  const batches = createBatches();
  const numbers = Float64Array.from(numbersOf(model));
  const first = new Float64Array(numbers.length);
  const second = new Float64Array(numbers.length);
  for (let step = 1; step <= steps; step++) {
    batches.draw();
    const gradient = gradientOf(model, numbers, batches);
    const norm = Math.hypot(...gradient);
    if (norm > clipNorm) gradient.forEach((g, i) => (gradient[i] = (g * clipNorm) / (norm + 1e-6)));
    gradient.forEach((g, i) => {
      if (optimizer === 'sgd') {
        first[i] = momentum * first[i] + g;
        numbers[i] -= rate * first[i];
        return;
      }
      first[i] = ADAM.beta1 * first[i] + (1 - ADAM.beta1) * g;
      second[i] = ADAM.beta2 * second[i] + (1 - ADAM.beta2) * g * g;
      numbers[i] -= (rate * first[i]) / (1 - ADAM.beta1 ** step) / (Math.sqrt(second[i] / (1 - ADAM.beta2 ** step)) + ADAM.epsilon);
    });
  }
  return numbers;
}

function createOptions(changes: Partial<TrainingOptions> = {}): TrainingOptions {
  return { source, target, initial: createModel(), firstStep: 0, steps: 60, batch: 32, learningRate: 1e-2, seed: 7, ...changes };
}

function finish(run: TrainingRun): TrainingProgress {
  while (!run.isOver) run.advance();
  return run.report();
}

/** By hundreds of steps the rounding of float32 has grown, so only a few are compared. */
const STEPS = 5;

describe.each(ENGINE_NAMES)('by %s', (name) => {
  test.each<[string, OptimizerSettings, number]>([
    ['Adam', {}, 0],
    ['Adam with shortened gradients', { clipNorm: 0.5 }, 0],
    ['SGD with momentum', { optimizer: 'sgd' }, 0],
    ['SGD without', { optimizer: 'sgd', momentum: 0 }, 0],
    ['SGD with shortened gradients', { optimizer: 'sgd', momentum: 0.5, clipNorm: 0.5 }, 0],
    ['Adam on a network that sees frequencies of time', {}, 3],
    ['SGD on a network that sees many', { optimizer: 'sgd' }, 16],
  ])('%s moves weights as the formula says', async (_, settings, timeFeatures) => {
    const model = createModel(timeFeatures);
    const engine = (await prepare(name))(model, settings);
    onTestFinished(() => engine.dispose());
    const batches = createBatches();
    for (let step = 0; step < STEPS; step++) {
      batches.draw();
      inOneGo(engine.step(batches.inputs, batches.slopes, 1e-2));
    }
    const expected = byHand(model, settings, STEPS, 1e-2);
    numbersOf(engine.model()).forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2e-5));
  });

  test.each<[string, Partial<TrainingOptions>]>([
    ['Adam', {}],
    ['SGD', { optimizer: 'sgd', learningRate: 1e-3 }],
    ['frequencies of time, shortened gradients and optimal pairs', { initial: createModel(2), clipNorm: 1, coupling: 'ot' }],
  ])('a run by %s that is taken up from a report ends with the very weights of one that was not interrupted', async (_, changes) => {
    const makeEngine = await prepare(name);
    const options = createOptions(changes);
    const whole = finish(new TrainingRun(options, makeEngine));
    const first = new TrainingRun(options, makeEngine);
    for (let taken = 0; taken < 25; ) taken += first.advance(1);
    const { model, memory, step } = structuredClone(first.report());
    first.dispose();
    expect(step).toBe(25);
    const rest = finish(new TrainingRun({ ...options, initial: model, firstStep: step, memory }, makeEngine));
    expect(numbersOf(rest.model)).toEqual(numbersOf(whole.model));
    expect(rest.memory).toEqual(whole.memory);
    expect([...rest.curve].slice(-4)).toEqual([...whole.curve].slice(-4));
  });

  test('gradients that are shortened to nothing much hardly move a network by SGD', async () => {
    const distance = async (clipNorm: number): Promise<number> => {
      const { model } = finish(new TrainingRun(createOptions({ optimizer: 'sgd', clipNorm, steps: 10 }), await prepare(name)));
      const before = numbersOf(createModel());
      return Math.hypot(...numbersOf(model).map((value, i) => value - before[i]));
    };
    expect(await distance(1e-3)).toBeLessThan(1e-3);
    expect(await distance(1e3)).toBeGreaterThan(1e-2);
  });
});

test.each<[string, Partial<TrainingOptions>]>([
  ['optimizer', { optimizer: 'lion' as 'adam' }],
  ['momentum', { momentum: 1 }],
  ['momentum', { momentum: NaN }],
  ['clipNorm', { clipNorm: 0 }],
  ['clipNorm', { clipNorm: Infinity }],
  ['timeFeatures', { initial: { ...createModel(), timeFeatures: 17 } }],
  ['timeFeatures', { initial: { ...createModel(), timeFeatures: 0.5 } }],
  ['layers', { initial: { ...createModel(), timeFeatures: 1 } }],
  ['memory', { memory: { optimizerSteps: 3, slots: [new Float32Array(2)], random: createRandom(1).state() } }],
])('a run is refused by the name of what is wrong: %s', async (name, changes) => {
  const makeEngine = await prepare('tfjs cpu');
  expect(() => new TrainingRun(createOptions(changes), makeEngine)).toThrow(
    expect.objectContaining({ code: 'bad-request', message: expect.stringContaining(name) }),
  );
});
