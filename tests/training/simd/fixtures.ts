import { createNetwork, createRandom, gaussianMixture, isotropicMixture, type Activation, type MlpModel } from '../../../src/math/index.ts';
import { Batches } from '../../../src/training/batches.ts';
import { compileKernels, type KernelModule } from '../../../src/training/simd/index.ts';

/** Every variant that runs here: relaxed SIMD needs a flag in Node 20, and is tested in the browser. */
export const variants: readonly KernelModule[] = (['SIMD', 'relaxed SIMD'] as const).flatMap((name) => compileKernels(name) ?? []);

export function createModel(hidden: readonly number[], activation: Activation, dimension = 2, seed = 7): MlpModel {
  return createNetwork({ dimension, hidden, activation, seed });
}

export function createBatches(count: number, dimension = 2, seed = 7): Batches {
  const centres = Float64Array.from({ length: 3 * dimension }, (_, i) => 2 * Math.sin(i + 1));
  return new Batches({ source: gaussianMixture(dimension), target: isotropicMixture(dimension, centres, 0.3), count, random: createRandom(seed) });
}

/** The largest difference, as a part of the largest number (of 1 when all are smaller). */
export function distance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 1;
  let apart = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    const difference = Math.abs(actual[i] - expected[i]);
    if (!(difference <= apart)) apart = difference;
  }
  return apart / largest;
}

export const weightsOf = (model: Pick<MlpModel, 'layers'>): number[] => model.layers.flatMap(({ weights, bias }) => [...weights, ...bias]);
