import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu/dist/base.js';
import { registerGradients } from './gradients.ts';
import { registerCpuKernels } from './kernels-cpu.ts';
import { registerWasmKernels } from './kernels-wasm.ts';
import { hasWasm, provideWasmBinary } from './wasm-binary.ts';

export type Backend = 'wasm' | 'cpu';

/** Compiling the binary takes 15 to 130 ms; when memory for it is refused, tfjs says nothing and waits for ever. */
const WASM_DEADLINE_MS = 5000;

let isPrepared = false;
let best: Promise<Backend> | undefined;

/** Make `backend` the one that tfjs computes with; false when this browser does not allow it. */
export async function useBackend(backend: Backend): Promise<boolean> {
  if (!isPrepared) {
    registerGradients();
    registerCpuKernels();
    registerWasmKernels();
    provideWasmBinary();
    isPrepared = true;
  }
  if (backend === 'wasm' && !(await hasWasm())) return false;
  const isSet = await Promise.race([setBackend(backend), silenceAfter(WASM_DEADLINE_MS)]);
  return isSet && getBackend() === backend;
}

/** The fastest backend that this browser allows, made ready at the first call. */
export function bestBackend(): Promise<Backend> {
  best ??= (async () => {
    if (await useBackend('wasm')) return 'wasm';
    if (await useBackend('cpu')) return 'cpu';
    throw new Error('No engine of tfjs could be started.');
  })();
  return best;
}

const silenceAfter = (ms: number): Promise<false> => new Promise((resolve) => setTimeout(() => resolve(false), ms));
