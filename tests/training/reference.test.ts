import { readFileSync } from 'node:fs';
import { AdamOptimizer, tensor2d, variableGrads } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Activation, MlpModel } from '../../src/math/index.ts';
import { useBackend, type Backend } from '../../src/training/engine.ts';
import { matchingLoss } from '../../src/training/loss.ts';
import { networkInputs } from '../../src/training/network-inputs.ts';
import { VelocityNetwork } from '../../src/training/velocity-network.ts';

interface Case {
  readonly activation: Activation;
  readonly sizes: number[];
  readonly weights: number[][];
  readonly biases: number[][];
  readonly x0: number[];
  readonly x1: number[];
  readonly t: number[];
  readonly prediction: number[];
  readonly weightGradients: number[][];
  readonly biasGradients: number[][];
  readonly learningRate: number;
  readonly lossAfterSteps: number[];
}

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/mlp-training.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The fixture's loss is a mean over two axes where ours is their sum. */
const AXES = 2;
/** Float32 arithmetic against float64. */
const TOLERANCE = 2e-5;

function createNetworkOf({ activation, sizes, weights, biases }: Case): VelocityNetwork {
  const layers = weights.map((values, l) => ({
    inputs: sizes[l],
    outputs: sizes[l + 1],
    weights: Float32Array.from(values),
    bias: Float32Array.from(biases[l]),
  }));
  const model: MlpModel = { kind: 'mlp', dimension: AXES, activation, layers };
  return new VelocityNetwork(model);
}

function createRows({ x0, x1, t }: Case) {
  const xt = Float64Array.from(x0, (from, i) => from + t[Math.floor(i / AXES)] * (x1[i] - from));
  const velocity = Float64Array.from(x0, (from, i) => x1[i] - from);
  const draws = { dimension: AXES, count: t.length, x0: Float64Array.from(x0), x1: Float64Array.from(x1), t: Float64Array.from(t), xt, velocity };
  return {
    inputs: tensor2d(networkInputs(draws), [t.length, AXES + 1]),
    slopes: tensor2d(Float32Array.from(velocity), [t.length, AXES]),
  };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(expected[i])));
  }
}

describe.each<Backend>(['wasm', 'cpu'])('on the %s backend', (backend) => {
  describe.each(cases.map((fixture) => [fixture.activation, fixture] as const))('a network with %s', (_, fixture) => {
    test('predicts, errs and has the slopes that PyTorch finds', async () => {
      expect(await useBackend(backend)).toBe(true);
      const network = createNetworkOf(fixture);
      const { inputs, slopes } = createRows(fixture);
      expectClose(network.velocity(inputs).dataSync(), fixture.prediction);
      const { value, grads } = variableGrads(() => matchingLoss(network, inputs, slopes), [...network.variables]);
      expectClose(value.dataSync(), [AXES * fixture.lossAfterSteps[0]]);
      network.variables.forEach((variable, i) => {
        const expected = (i % 2 === 0 ? fixture.weightGradients : fixture.biasGradients)[i >> 1];
        expectClose(grads[variable.name].dataSync(), expected.map((slope) => AXES * slope));
      });
    });

    test('has the losses of PyTorch after each of three Adam steps', async () => {
      expect(await useBackend(backend)).toBe(true);
      const network = createNetworkOf(fixture);
      const { inputs, slopes } = createRows(fixture);
      const optimizer = new AdamOptimizer(fixture.learningRate, 0.9, 0.999, 1e-8);
      for (const expected of fixture.lossAfterSteps) {
        const loss = optimizer.minimize(() => matchingLoss(network, inputs, slopes), true, [...network.variables])!;
        expectClose(loss.dataSync(), [AXES * expected]);
      }
    });
  });
});
