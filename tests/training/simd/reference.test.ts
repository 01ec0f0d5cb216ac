import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Activation, MlpModel } from '../../../src/math/index.ts';
import { networkField, SimdEngine } from '../../../src/training/simd/index.ts';
import { distance, variants } from './fixtures.ts';

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

const { cases } = JSON.parse(readFileSync(new URL('../fixtures/mlp-training.json', import.meta.url), 'utf8')) as { cases: Case[] };

/** The fixture's loss is a mean over two axes where ours is their sum. */
const AXES = 2;
/** Float32 arithmetic against float64. */
const TOLERANCE = 2e-5;

function createModel({ activation, sizes, weights, biases }: Case): MlpModel {
  const layers = weights.map((values, l) => ({ inputs: sizes[l], outputs: sizes[l + 1], weights: Float32Array.from(values), bias: Float32Array.from(biases[l]) }));
  return { kind: 'mlp', dimension: AXES, activation, layers };
}

function createRows({ x0, x1, t }: Case) {
  const xt = x0.map((from, i) => from + t[Math.floor(i / AXES)] * (x1[i] - from));
  return {
    inputs: Float32Array.from(t.flatMap((time, i) => [xt[AXES * i], xt[AXES * i + 1], time])),
    slopes: Float32Array.from(x0, (from, i) => x1[i] - from),
    xt,
  };
}

describe.each(variants.map((module) => [module.name, module] as const))('with %s', (_, module) => {
  describe.each(cases.map((fixture) => [fixture.activation, fixture] as const))('a network with %s', (_, fixture) => {
    test('predicts what PyTorch predicts', () => {
      const { xt } = createRows(fixture);
      const field = networkField(createModel(fixture), module);
      fixture.t.forEach((t, i) => {
        const out = new Float64Array(AXES);
        field(Float64Array.from(xt.slice(AXES * i, AXES * (i + 1))), t, out);
        expect(distance(out, fixture.prediction.slice(AXES * i, AXES * (i + 1)))).toBeLessThan(TOLERANCE);
      });
    });

    test('errs and has the slopes that PyTorch finds', () => {
      const { inputs, slopes } = createRows(fixture);
      const { loss, layers } = new SimdEngine(createModel(fixture), module).gradient(inputs, slopes);
      expect(distance([loss], [AXES * fixture.lossAfterSteps[0]])).toBeLessThan(TOLERANCE);
      layers.forEach(({ weights, bias }, l) => {
        expect(distance(weights, fixture.weightGradients[l].map((slope) => AXES * slope))).toBeLessThan(TOLERANCE);
        expect(distance(bias, fixture.biasGradients[l].map((slope) => AXES * slope))).toBeLessThan(TOLERANCE);
      });
    });

    test('has the losses of PyTorch after each of three Adam steps', () => {
      const { inputs, slopes } = createRows(fixture);
      const engine = new SimdEngine(createModel(fixture), module);
      for (const expected of fixture.lossAfterSteps) {
        expect(distance([engine.step(inputs, slopes, fixture.learningRate)], [AXES * expected])).toBeLessThan(TOLERANCE);
      }
    });
  });
});
