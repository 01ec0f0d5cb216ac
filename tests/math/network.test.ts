import { describe, expect, test } from 'vitest';
import { ACTIVATIONS, createNetwork, createRandom, mlpDivergence, mlpVelocity, type Activation, type MlpModel } from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

interface MlpCase {
  activation: Activation;
  dims: number[];
  weights: number[][][];
  biases: number[][];
  x0: number[][];
  x1: number[][];
  t: number[];
  prediction: number[][];
}

describe.each(fixture<{ cases: MlpCase[] }>('mlp_training').cases)('$activation, $dims', (given) => {
  test('the forward pass is that of the reference to 1e-5', () => {
    const dimension = given.dims[given.dims.length - 1];
    const model: MlpModel = {
      kind: 'mlp',
      dimension,
      activation: given.activation,
      layers: given.weights.map((weights, l) => ({
        inputs: weights.length,
        outputs: weights[0].length,
        weights: Float32Array.from(weights.flat()),
        bias: Float32Array.from(given.biases[l]),
      })),
    };
    const field = mlpVelocity(model);
    given.t.forEach((t, i) => {
      const x = Float64Array.from(given.x0[i], (from, k) => (1 - t) * from + t * given.x1[i][k]);
      const v = new Float64Array(dimension);
      field(x, t, v);
      expectClose(v, given.prediction[i], 1e-5);
    });
  });
});

test('a batch of any size gives each point what it gets alone', () => {
  const field = mlpVelocity(createNetwork({ dimension: 2, hidden: [13, 7], activation: 'tanh', seed: 1 }));
  const x = Float64Array.from({ length: 74 }, (_, i) => Math.sin(i));
  const together = new Float64Array(74);
  const alone = new Float64Array(2);
  field(x, 0.3, together);
  for (let i = 0; i < 37; i++) {
    field(x.slice(2 * i, 2 * i + 2), 0.3, alone);
    expect([...alone]).toEqual([...together.subarray(2 * i, 2 * i + 2)]);
  }
});

test('fresh weights depend on the seed alone and fill +- 1 / sqrt(inputs)', () => {
  const options = { dimension: 2, hidden: [64, 64], activation: 'silu', seed: 7 } as const;
  const network = createNetwork(options);
  expect(createNetwork(options)).toEqual(network);
  expect(createNetwork({ ...options, seed: 8 })).not.toEqual(network);
  const [, middle] = network.layers;
  const largest = Math.max(...middle.weights.map(Math.abs));
  expect(largest).toBeLessThanOrEqual(1 / 8);
  expect(largest).toBeGreaterThan(0.99 / 8);
});

test('every activation is finite for large inputs', () => {
  for (const activation of ACTIVATIONS) {
    const field = mlpVelocity(createNetwork({ dimension: 1, hidden: [8], activation, seed: 1 }));
    const v = new Float64Array(2);
    field(Float64Array.of(1e4, -1e4), 0.5, v);
    expect(v.every(Number.isFinite), activation).toBe(true);
  }
});

test('a time outside [0, 1] is refused', () => {
  const field = mlpVelocity(createNetwork({ dimension: 1, hidden: [4], activation: 'relu', seed: 1 }));
  expect(() => field(Float64Array.of(0), -0.5, new Float64Array(1))).toThrow('t: must lie in [0, 1], not -0.5');
});

test('layers that do not fit are refused', () => {
  const network = createNetwork({ dimension: 2, hidden: [4], activation: 'relu', seed: 1 });
  expect(() => mlpVelocity({ ...network, dimension: 3 })).toThrow('layers: layer 0 takes 3 numbers, but 4 come in');
  expect(() => mlpVelocity({ ...network, layers: network.layers.slice(0, 1) })).toThrow('layers: the last layer gives 4 numbers, not 2');
});

test('a network of a billion weights is refused before memory is asked for', () => {
  expect(() => createNetwork({ dimension: 2, hidden: [32_000, 32_000], activation: 'silu', seed: 1 })).toThrow(/hidden: makes 1024\d* weights/);
});

test('a network that sees frequencies of time is one whose first layer takes them beside x and t', () => {
  const t = 0.3;
  const model = createNetwork({ dimension: 2, hidden: [8, 8], activation: 'silu', timeFeatures: 3, seed: 5 });
  const [first, ...rest] = model.layers;
  expect(first.inputs).toBe(9);
  // The same network at this one time: the features are constants, which a bias may hold as well.
  const seen = [1, 2, 3].flatMap((k) => [Math.cos(2 * Math.PI * k * t), Math.sin(2 * Math.PI * k * t)]);
  const bias = Float64Array.from(first.bias, (value, o) => seen.reduce((sum, feature, i) => sum + feature * first.weights[(3 + i) * first.outputs + o], value));
  const without = { inputs: 3, outputs: first.outputs, weights: first.weights.slice(0, 3 * first.outputs), bias: bias as unknown as Float32Array };
  const plain: MlpModel = { kind: 'mlp', dimension: 2, activation: 'silu', layers: [without, ...rest] };
  const x = new Float64Array(40);
  createRandom(1).fillNormal(x);
  const [actual, expected] = [new Float64Array(40), new Float64Array(40)];
  mlpVelocity(model)(x, t, actual);
  mlpVelocity(plain)(x, t, expected);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
  const [divergence, wanted] = [new Float64Array(20), new Float64Array(20)];
  mlpDivergence(model)(x, t, divergence);
  mlpDivergence(plain)(x, t, wanted);
  divergence.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 12));
});

test.each([-1, 0.5, 17, NaN])('%s frequencies of time are refused', (timeFeatures) => {
  expect(() => createNetwork({ dimension: 2, hidden: [4], activation: 'silu', timeFeatures, seed: 1 })).toThrow(/timeFeatures/);
});
