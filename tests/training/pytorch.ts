import { readFileSync } from 'node:fs';
import type { Activation, MlpModel } from '../../src/math/index.ts';

/** A network, a batch, and what PyTorch makes of them in float64. */
export interface PytorchCase {
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
  /** Before the first step of Adam, and after each. */
  readonly lossAfterSteps: number[];
}

const { cases } = JSON.parse(readFileSync(new URL('./fixtures/mlp-training.json', import.meta.url), 'utf8')) as { cases: PytorchCase[] };

export const pytorchCases = cases.map((fixture) => [fixture.activation, fixture] as const);

/** The fixture's loss is a mean over two axes where ours is their sum. */
export const AXES = 2;
/** Float32 arithmetic against float64. */
export const TOLERANCE = 2e-5;

export function modelOf({ activation, sizes, weights, biases }: PytorchCase): MlpModel {
  const layers = weights.map((values, l) => ({ inputs: sizes[l], outputs: sizes[l + 1], weights: Float32Array.from(values), bias: Float32Array.from(biases[l]) }));
  return { kind: 'mlp', dimension: AXES, activation, layers };
}

/** The batch as engines take it, and the points X_t by themselves. */
export function rowsOf({ x0, x1, t }: PytorchCase): { inputs: Float32Array; slopes: Float32Array; xt: number[] } {
  const xt = x0.map((from, i) => from + t[Math.floor(i / AXES)] * (x1[i] - from));
  const inputs = Float32Array.from(t.flatMap((time, i) => [xt[AXES * i], xt[AXES * i + 1], time]));
  return { inputs, slopes: Float32Array.from(x0, (from, i) => x1[i] - from), xt };
}
