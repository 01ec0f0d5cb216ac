import { plainKernels, relaxedKernels } from './kernels.generated.ts';
import type { Activation } from '../../math/index.ts';
import { isWasmAllowed } from '../wasm-allowed.ts';

type ActivationKernel = (values: number, slopes: number, end: number) => void;

/** The exports of `kernels/`, where they are documented; addresses and strides are bytes. */
export interface Kernels extends Readonly<Record<Activation, ActivationKernel>> {
  product(x: number, used: number, w: number, bias: number, y: number, rows: number, inputs: number, outputs: number, stride: number): void;
  addTransposedProduct(x: number, y: number, sum: number, rows: number, inputs: number, outputs: number, stride: number): void;
  addRows(y: number, sum: number, rows: number, outputs: number, stride: number): void;
  transpose(w: number, out: number, inputs: number, outputs: number): void;
  scale(values: number, factors: number, end: number): void;
  matchingLoss(
    predicted: number, wanted: number, factor: number, count: number, rows: number, outputs: number, stride: number,
  ): number;
  adam(
    parameters: number, gradient: number, first: number, second: number, end: number,
    factor: number, rate: number, correction: number, beta1: number, beta2: number, epsilon: number,
  ): void;
  sgd(parameters: number, gradient: number, mean: number, end: number, factor: number, rate: number, keep: number): void;
  squaredNorm(values: number, end: number): number;
}

/** Kernels that this engine can run, compiled; `name` says which in words. */
export interface KernelModule {
  readonly name: 'relaxed SIMD' | 'SIMD';
  readonly module: WebAssembly.Module;
}

/** The fastest kernels first. */
const VARIANTS = [
  { name: 'relaxed SIMD', base64: relaxedKernels },
  { name: 'SIMD', base64: plainKernels },
] as const;

let best: KernelModule | null | undefined;

/** The fastest kernels that run here, compiled at the first call; null without SIMD, or where a policy forbids WebAssembly. */
export function bestKernels(): KernelModule | null {
  if (best === undefined) best = compileKernels('relaxed SIMD') ?? compileKernels('SIMD');
  return best;
}

/** Compile one variant (6 kB, about a millisecond); null when it cannot run here. */
export function compileKernels(name: KernelModule['name']): KernelModule | null {
  const { base64 } = VARIANTS.find((variant) => variant.name === name)!;
  const binary = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    return isWasmAllowed() && WebAssembly.validate(binary) ? { name, module: new WebAssembly.Module(binary) } : null;
  } catch {
    return null;
  }
}

const PAGE_BYTES = 65_536;

/**
 * Kernels over memory of their own.
 *
 * @throws RangeError when there is no memory of that size
 */
export function instantiate({ module }: KernelModule, bytes: number): { kernels: Kernels; numbers: Float32Array } {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { kernels: exports as unknown as Kernels, numbers: new Float32Array(memory.buffer) };
}
