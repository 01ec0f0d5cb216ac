import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { compileKernels as compileSources, KERNELS_MODULE } from '../../../scripts/build-kernels.mjs';
import { ACTIVATIONS, createNetwork, createRandom, mlpVelocity, type Activation } from '../../../src/math/index.ts';
import { compileKernels, networkField } from '../../../src/training/simd/index.ts';
import { instantiate } from '../../../src/training/simd/kernels.ts';
import { distance, variants } from './fixtures.ts';

/** The activations again, in float64 and from their textbook formulas. */
const formulas: Readonly<Record<Activation, (x: number) => number>> = {
  silu: (x) => x / (1 + Math.exp(-x)),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};
/** A few units in the last place of float32. */
const ULPS = 6e-7;

test('the kernels that travel are those of the sources', { timeout: 60_000 }, async () => {
  expect(readFileSync(KERNELS_MODULE, 'utf8')).toBe(await compileSources());
});

test('where a policy forbids WebAssembly there are no kernels', () => {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function () {
    throw new WebAssembly.CompileError('blocked by the content security policy');
  });
  onTestFinished(() => void vi.restoreAllMocks());
  expect(compileKernels('SIMD')).toBeNull();
});

test('where the engine knows no SIMD there are no kernels', () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(compileKernels('SIMD')).toBeNull();
});

describe.each(variants.map((module) => [module.name, module] as const))('with %s', (_, module) => {
  test.each(ACTIVATIONS)('%s and its derivative are right to the last digits, from -100 to 100', (activation) => {
    const points = Float32Array.from({ length: 4000 }, (_, i) => ((i - 2000) / 20) * (i % 2 ? 1 : 1e-3));
    const at = 1024;
    const { kernels, numbers } = instantiate(module, at + 8 * points.length);
    numbers.set(points, at / 4);
    kernels[activation](at, at + 4 * points.length, at + 4 * points.length);
    const f = formulas[activation];
    points.forEach((x, i) => {
      const [value, slope] = [numbers[at / 4 + i], numbers[at / 4 + points.length + i]];
      // Relative near 0, where weights are small; what is below 1e-30 may as well be 0.
      expect(Math.abs(value - f(x))).toBeLessThan(ULPS * Math.abs(f(x)) + 1e-30);
      const h = 1e-5 * Math.max(1, Math.abs(x));
      if (Math.abs(x) > h) expect(Math.abs(slope - (f(x + h) - f(x - h)) / (2 * h))).toBeLessThan(1e-6);
    });
  });

  test.each(ACTIVATIONS)('%s gives the same values when no derivative is wanted, and writes nothing else', (activation) => {
    const points = Float32Array.of(-3, -0.5, 0, 0.5, 1, 2, 3, 4);
    const [at, slopes] = [1024, 2048];
    const { kernels, numbers } = instantiate(module, 4096);
    const run = (address: number): number[] => {
      numbers.fill(7).set(points, at / 4);
      kernels[activation](at, address, at + 4 * points.length);
      return [...numbers];
    };
    const both = run(slopes);
    const alone = run(0);
    expect(alone.slice(at / 4, at / 4 + points.length)).toEqual(both.slice(at / 4, at / 4 + points.length));
    alone.fill(7, at / 4, at / 4 + points.length);
    expect(alone.every((number) => number === 7)).toBe(true);
  });

  test.each(ACTIVATIONS)('%s of what is not a number is not a number', (activation) => {
    const { kernels, numbers } = instantiate(module, 4096);
    numbers.fill(NaN, 256, 260);
    kernels[activation](1024, 2048, 1040);
    expect(numbers.subarray(256, 260).every(Number.isNaN)).toBe(true);
  });

  test.each([[[64, 64, 64], 2, 0], [[7, 65], 1, 0], [[], 9, 0], [[16], 2, 3], [[5], 3, 16]])('a network %j in dimension %i with %i frequencies of time gives the field that plain arithmetic gives', (hidden, dimension, timeFeatures) => {
    for (const activation of ACTIVATIONS) {
      const model = createNetwork({ dimension, hidden, activation, timeFeatures, seed: 7 });
      const x = new Float64Array(1001 * dimension);
      createRandom(3).fillNormal(x);
      const expected = new Float64Array(x.length);
      const actual = new Float32Array(x.length);
      mlpVelocity(model)(x, 0.3, expected);
      networkField(model, module)(x, 0.3, actual);
      expect(distance(actual, expected)).toBeLessThan(3e-6);
    }
  });
});
