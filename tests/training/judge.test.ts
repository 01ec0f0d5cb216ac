import { describe, expect, test } from 'vitest';
import { createNetwork, dataset, drawnData, exactVelocityAndSpread, createRandom, gaussianMixture, inOneGo, isotropicMixture, mixtureLogDensity, mlpVelocity, type MixtureModel, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import { judging, type JudgeOptions } from '../../src/training/judge.ts';

const source = gaussianMixture(2);
const moons = dataset('moons').law;
const judge = (changes: Partial<JudgeOptions>) =>
  inOneGo(judging({ model: createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 1 }), source, target: moons, seed: 7, measures: [], ...changes }));

/** The affine field of one weight matrix and bias, which is constant in time. */
const affine = (matrix: readonly number[], bias: readonly number[]): MlpModel => ({
  kind: 'mlp', dimension: 2, activation: 'silu', layers: [{ inputs: 3, outputs: 2, weights: Float32Array.of(...matrix, 0, 0), bias: Float32Array.from(bias) }],
});

describe('the loss towards conditional velocities is that towards the marginal one and the floor, for any network', () => {
  const model: MixtureModel = { kind: 'mixture', source, target: moons };
  const exact = exactVelocityAndSpread(model);
  test.each([1, 2, 3, 4, 5])('of seed %i, within three standard errors', (seed) => {
    const field = mlpVelocity(createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed }));
    const count = 4000;
    const batches = new Batches({ source, target: moons, count, random: createRandom(seed) });
    batches.draw();
    const [v, learned, spread] = [new Float64Array(2), new Float64Array(2), new Float64Array(1)];
    const differences = Float64Array.from({ length: count }, (_, row) => {
      const x = batches.points.subarray(2 * row, 2 * row + 2);
      field(x, batches.t[row], learned);
      exact(x, batches.t[row], v, spread);
      const squared = (wanted: ArrayLike<number>): number => (learned[0] - wanted[0]) ** 2 + (learned[1] - wanted[1]) ** 2;
      return squared(batches.slopes.subarray(2 * row, 2 * row + 2)) - squared(v) - spread[0];
    });
    const mean = differences.reduce((sum, value) => sum + value, 0) / count;
    const error = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1) / count);
    expect(Math.abs(mean)).toBeLessThan(3 * error);
    expect(error).toBeLessThan(0.1);
  });

  test.each([1, 2, 3, 4, 5])('and so a judge finds, of seed %i', (seed) => {
    const { gradients } = judge({ model: createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed }), measures: ['gradients'], seed });
    const { conditionalLoss, marginalLoss, differenceError, floor } = gradients!;
    expect(Math.abs(conditionalLoss - marginalLoss - floor)).toBeLessThan(3 * differenceError);
  });
});

test('both gradients point the same way, and the conditional one is noisier', () => {
  const { gradients } = judge({ measures: ['gradients'] });
  const { cosine, conditionalVariance, marginalVariance, squaredNorm } = gradients!;
  expect(cosine).toBeGreaterThan(0.8);
  expect(cosine).toBeLessThan(1);
  expect(conditionalVariance).toBeGreaterThan(1.5 * marginalVariance);
  expect(squaredNorm).toBeGreaterThan(0);
});

test('towards a single data point both are one, for there the conditional velocity is the only one', () => {
  const point = { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(1, 2), covariances: Float64Array.of(0) };
  const { gradients } = judge({ target: point, measures: ['gradients'] });
  expect(gradients!.cosine).toBeCloseTo(1, 6);
  expect(gradients!.conditionalVariance / gradients!.marginalVariance).toBeCloseTo(1, 4);
  expect(gradients!.floor).toBeCloseTo(0, 6);
});

test('a network of two times is judged by its velocity', () => {
  const model = createNetwork({ dimension: 2, hidden: [8], activation: 'silu', times: 2, seed: 1 });
  const { gradients, cloud, likelihood } = judge({ model, measures: ['gradients', 'cloud', 'likelihood'] });
  expect(gradients!.cosine).toBeGreaterThan(0);
  expect(cloud!.slicedW2).toBeGreaterThan(0);
  expect(Number.isFinite(likelihood!.learned)).toBe(true);
});

test('the likelihood of new data is that of the law to which the flow leads', () => {
  // dx/dt = a x + b carries the standard normal law to one of deviation e^a.
  const a = Math.log(2);
  const target = isotropicMixture(2, [1, -1], 2);
  const b = [1, -1].map((mean) => (mean * a) / (Math.exp(a) - 1));
  const { likelihood } = judge({ model: affine([a, 0, 0, a], b), target, measures: ['likelihood'] });
  expect(likelihood!.learned).toBeCloseTo(likelihood!.target!, 2);
  const away = judge({ model: affine([a, 0, 0, a], [0, 0]), target, measures: ['likelihood'] }).likelihood!;
  expect(away.target).toBe(likelihood!.target);
  expect(away.learned).toBeLessThan(away.target! - 0.1);
  const density = new Float64Array(1);
  mixtureLogDensity(target)(Float64Array.of(1, -1), density);
  expect(likelihood!.target).toBeLessThan(density[0]);
});

test('of many axes the likelihood is estimated, from fewer draws, and the same', () => {
  const [dimension, a] = [12, Math.log(2)];
  const target = isotropicMixture(dimension, new Array<number>(dimension).fill(0), 2);
  // The same growth along all axes, with a turn of each pair of them, which divergence does not see.
  const weights = new Float32Array((dimension + 1) * dimension);
  for (let k = 0; k < dimension; k++) {
    weights[k * dimension + k] = a;
    weights[k * dimension + (k ^ 1)] = k % 2 ? 1 : -1;
  }
  const model: MlpModel = { kind: 'mlp', dimension, activation: 'silu', layers: [{ inputs: dimension + 1, outputs: dimension, weights, bias: new Float32Array(dimension) }] };
  const { likelihood } = judge({ model, source: gaussianMixture(dimension), target, measures: ['likelihood'] });
  expect(likelihood!.learned).toBeCloseTo(likelihood!.target!, 1);
});

test('where the data are points, no density of theirs is told', () => {
  const points = { dimension: 2, weights: Float64Array.of(0.5, 0.5), means: Float64Array.of(0, 1, 1, 0), covariances: Float64Array.of(0, 0) };
  expect(judge({ target: points, measures: ['likelihood'] }).likelihood).not.toHaveProperty('target');
});

test('only what is asked for is measured', () => {
  expect(judge({})).toEqual({});
});

describe('the nearest of finite data', () => {
  const few = drawnData(dataset('moons'), 8, createRandom(1)).data.law;

  test('is told with what fresh data have, and where there are none of these, alone', () => {
    const { nearest } = judge({ target: few, fresh: moons, measures: ['nearest'] });
    expect(nearest!.samples).toBeGreaterThan(0);
    expect(nearest!.fresh![0]).toBeLessThan(nearest!.fresh![1]);
    expect(judge({ target: few, measures: ['nearest'] }).nearest).toEqual({ samples: nearest!.samples, apart: nearest!.apart });
    const usual = { fresh: [1, 2] } as const;
    expect(judge({ target: few, fresh: moons, measures: ['nearest'], usual }).nearest).toEqual({ samples: nearest!.samples, ...usual });
    expect(judge({ target: moons, measures: ['nearest'] }).nearest).toBeUndefined();
  });

  test('is near 0 for a network that carries everything to a datum', () => {
    const one = drawnData(dataset('moons'), 1, createRandom(1)).data.law;
    // dx/dt = -8 (x - x_1): what is left at t = 1 is e^-8 of the way.
    const { nearest } = judge({ model: affine([-8, 0, 0, -8], [...one.means].map((value) => 8 * value)), target: one, fresh: moons, measures: ['nearest', 'cloud'] });
    expect(nearest!.samples).toBeLessThan(0.01);
    expect(nearest!.fresh![0]).toBeGreaterThan(0.5);
  });
});
