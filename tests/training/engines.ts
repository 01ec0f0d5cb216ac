import { engine } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { MakeEngine } from '../../src/training/choose-engine.ts';
import { useBackend } from '../../src/training/engine.ts';
import { compileKernels, SimdEngine } from '../../src/training/simd/index.ts';
import { TfjsEngine } from '../../src/training/tfjs-engine.ts';

export const ENGINE_NAMES = ['tfjs wasm', 'tfjs cpu', 'wasm SIMD'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The engine of that name, ready to be made. */
export async function prepare(name: EngineName): Promise<MakeEngine> {
  if (name === 'wasm SIMD') return (initial, settings) => new SimdEngine(initial, compileKernels('SIMD')!, settings);
  const backend = name === 'tfjs wasm' ? 'wasm' : 'cpu';
  expect(await useBackend(backend)).toBe(true);
  return (initial, settings) => new TfjsEngine(initial, backend, settings);
}

/** Tensors alive in tfjs: constant while a network trains. */
export const tensorCount = (): number => engine().state.numTensors;
