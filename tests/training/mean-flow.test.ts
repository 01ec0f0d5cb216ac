import { describe, expect, onTestFinished, test } from 'vitest';
import { ACTIVATIONS, createNetwork, createRandom, inOneGo, mlpVelocity, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import { ENGINE_NAMES, prepare, type EngineName } from './engines.ts';
import { expectClose, fixture } from '../math/fixtures.ts';

interface MeanFlowCase {
  weights: number[][][];
  biases: number[][];
  x0: number[][];
  x1: number[][];
  s: number[];
  t: number[];
  x: number[][];
  u: number[][];
  target: number[][];
  totalDerivative: number[][];
  loss: number;
  weightGradients: number[][][];
  biasGradients: number[][];
}

const given = fixture<MeanFlowCase>('mean_flow');

const model: MlpModel = {
  kind: 'mlp', dimension: 2, times: 2, activation: 'silu',
  layers: given.weights.map((weights, l) => ({
    inputs: weights.length, outputs: weights[0].length, weights: Float32Array.from(weights.flat()), bias: Float32Array.from(given.biases[l]),
  })),
};

const inputs = Float32Array.from(given.x.flatMap((x, i) => [...x, given.s[i], given.t[i]]));
const slopes = Float32Array.from(given.x1.flatMap((x1, i) => x1.map((to, k) => to - given.x0[i][k])));

/** Slopes of a loss by all parameters: a step of plain gradient descent, whose rate is 1, moves each by its slope. */
async function gradientOf(name: EngineName, network: MlpModel, rows: Float32Array, velocities: Float32Array): Promise<{ loss: number; slopes: number[] }> {
  const engine = (await prepare(name))(network, { optimizer: 'sgd', momentum: 0 });
  onTestFinished(() => engine.dispose());
  const loss = inOneGo(engine.step(rows, velocities, 1));
  const flat = ({ layers }: MlpModel): number[] => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
  const after = flat(engine.model());
  return { loss, slopes: flat(network).map((value, i) => value - after[i]) };
}

/** The loss where the total derivative in the target is a difference of the plain network in float64. */
function lossByDifferences(network: MlpModel, rows: Float32Array, velocities: Float32Array): number {
  const { dimension } = network;
  const u = mlpVelocity(network).average!;
  const count = velocities.length / dimension;
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const [s, t] = rows.subarray(row * (dimension + 2) + dimension, (row + 1) * (dimension + 2));
    const x = Float64Array.from(rows.subarray(row * (dimension + 2), row * (dimension + 2) + dimension));
    const v = velocities.subarray(row * dimension, (row + 1) * dimension);
    const at = (h: number): Float64Array => {
      const out = new Float64Array(dimension);
      u(x.map((value, k) => value + h * v[k]), s + h, t, out);
      return out;
    };
    const h = 1e-5;
    const [before, here, after] = [at(-h), at(0), at(h)];
    for (let k = 0; k < dimension; k++) {
      const target = v[k] + ((t - s) * (after[k] - before[k])) / (2 * h);
      loss += (here[k] - target) ** 2 / count;
    }
  }
  return loss;
}

test('a network of two times gives the average velocity of PyTorch, and its velocity is that of no interval', () => {
  const field = mlpVelocity(model);
  given.x.forEach((x, i) => {
    const [u, v, none] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
    field.average!(Float64Array.from(x), given.s[i], given.t[i], u);
    expectClose(u, given.u[i], 1e-6);
    field(Float64Array.from(x), given.s[i], v);
    field.average!(Float64Array.from(x), given.s[i], given.s[i], none);
    expect(v).toEqual(none);
  });
});

describe.each(ENGINE_NAMES)('on %s', (name) => {
  test('the loss and its slopes are those that PyTorch finds by forward and reverse mode', async () => {
    const found = await gradientOf(name, model, inputs, slopes);
    expectClose([found.loss], [given.loss], 1e-5);
    const expected = given.weightGradients.flatMap((weights, l) => [...weights.flat(), ...given.biasGradients[l]]);
    expectClose(found.slopes, expected, 1e-5);
  });

  test.each(ACTIVATIONS)('the target with %s and frequencies of both times is that of differences', async (activation) => {
    const network = createNetwork({ dimension: 3, hidden: [16, 12], activation, times: 2, timeFeatures: 2, seed: 4 });
    const random = createRandom(9);
    // More rows than go through the network together, of which the last few have no interval.
    const normal = (length: number): Float32Array => {
      const values = new Float64Array(length);
      random.fillNormal(values);
      return Float32Array.from(values);
    };
    const rows = normal(70 * 5);
    for (let row = 0; row < 70; row++) {
      const [a, b] = [random.uniform(), random.uniform()];
      rows[row * 5 + 3] = Math.min(a, b);
      rows[row * 5 + 4] = row < 66 ? Math.max(a, b) : Math.min(a, b);
    }
    const velocities = normal(70 * 3);
    const engine = (await prepare(name))(network);
    onTestFinished(() => engine.dispose());
    const expected = lossByDifferences(network, rows, velocities);
    expectClose([inOneGo(engine.loss(rows, velocities))], [expected], 1e-5);
  });

  test('where both times are one, a step is that of flow matching', async () => {
    const velocity = createNetwork({ dimension: 2, hidden: [8], activation: 'tanh', seed: 2 });
    const [first, last] = velocity.layers;
    // The weights of t are shared out to s and t.
    const weights = new Float32Array(4 * 8);
    weights.set(first.weights.subarray(0, 16));
    for (let o = 0; o < 8; o++) weights[16 + o] = weights[24 + o] = first.weights[16 + o] / 2;
    const average: MlpModel = { ...velocity, times: 2, layers: [{ ...first, inputs: 4, weights }, last] };
    const rows = Float32Array.of(0.5, -1, 0.25, 2, 0.1, 0.75);
    const twice = Float32Array.of(0.5, -1, 0.25, 0.25, 2, 0.1, 0.75, 0.75);
    const wanted = Float32Array.of(1, 2, 3, 4);
    const [one, two] = [await gradientOf(name, velocity, rows, wanted), await gradientOf(name, average, twice, wanted)];
    expectClose([two.loss], [one.loss], 1e-6);
    expectClose(two.slopes.slice(-18), one.slopes.slice(-18), 1e-6);
  });
});

test('each second row has an interval of time that begins where the point stands, and the others none', () => {
  const law = { dimension: 1, weights: Float64Array.of(1), means: Float64Array.of(0), covariances: Float64Array.of(1) };
  const batches = new Batches({ source: law, target: law, count: 64, random: createRandom(3), network: { dimension: law.dimension, times: 2 } });
  batches.draw();
  let longest = 0;
  for (let row = 0; row < 64; row++) {
    const [x, s, t] = batches.inputs.subarray(3 * row, 3 * row + 3);
    expect(x).toBe(Math.fround((1 - batches.t[row]) * batches.x0[row] + batches.t[row] * batches.x1[row]));
    expect(s).toBe(Math.fround(batches.t[row]));
    if (row % 2 === 0) expect(t).toBeGreaterThan(s);
    else expect(t).toBe(s);
    longest = Math.max(longest, t - s);
  }
  expect(longest).toBeGreaterThan(0.5);
});
