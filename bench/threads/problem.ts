import { createNetwork, createRandom, gaussianMixture, isotropicMixture, type MlpModel } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';

export interface Problem {
  readonly dimension: number;
  readonly hidden: readonly number[];
  readonly batch: number;
}

/** As many as there are handwritten digits in the lecture. */
const DATA = 2000;

export const networkOf = ({ dimension, hidden }: Problem): MlpModel => createNetwork({ dimension, hidden, activation: 'silu', seed: 7 });

export function batchesOf({ dimension, batch }: Problem): Batches {
  const places = new Float64Array(DATA * dimension);
  createRandom(3).fillNormal(places);
  return new Batches({ source: gaussianMixture(dimension), target: isotropicMixture(dimension, Array.from(places), 0.1), count: batch, random: createRandom(7) });
}

/** The first and the second half of a batch. */
export function halves({ inputs, slopes }: Batches): readonly (readonly [inputs: Float32Array, slopes: Float32Array])[] {
  const [i, s] = [inputs.length / 2, slopes.length / 2];
  return [[inputs.subarray(0, i), slopes.subarray(0, s)], [inputs.subarray(i), slopes.subarray(s)]];
}
