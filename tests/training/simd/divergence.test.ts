import { describe, expect, test } from 'vitest';
import { createNetwork, createRandom, gaussianMixture, mlpDivergence, sampleDensity, samplingDensity, inOneGo, type MlpModel } from '../../../src/math/index.ts';
import { divergenceBy, networkField } from '../../../src/training/simd/index.ts';
import { variants } from './fixtures.ts';

const network = (options: Partial<Parameters<typeof createNetwork>[0]> = {}): MlpModel => createNetwork({ dimension: 2, hidden: [24, 16], activation: 'silu', seed: 3, ...options });
const known = network({ classes: 3 });

describe.each(variants.map((module) => [module.name, module] as const))('%s', (_, module) => {
  test.each<[string, MlpModel]>([
    ['in the plane', network()],
    ['on a line', network({ dimension: 1 })],
    ['in nine dimensions', network({ dimension: 9 })],
    ['with features of time', network({ timeFeatures: 3 })],
    ['with two times', network({ times: 2 })],
    ['with tanh', network({ activation: 'tanh' })],
    ['of all classes', known],
    ['of one class', { ...known, condition: { class: 1, guidance: 1 } }],
    ['under guidance', { ...known, condition: { class: 2, guidance: 3 } }],
  ])('finds the divergence of a network %s to the rounding of float32', (_case, model) => {
    const count = 101; // more than a block, and not whole tiles
    const x = new Float64Array(count * model.dimension);
    createRandom(5).fillNormal(x);
    const [found, exact] = [new Float64Array(count), new Float64Array(count)];
    for (const t of [0, 0.37, 1]) {
      divergenceBy(model, module)(x, t, found);
      mlpDivergence(model)(x, t, exact);
      const scale = Math.max(...exact.map(Math.abs));
      found.forEach((value, i) => expect(Math.abs(value - exact[i])).toBeLessThan(2e-5 * scale));
    }
  });

  test('carries the density that plain arithmetic does', () => {
    const options = { grid: { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [13, 11] }, times: Float64Array.of(0, 0.5, 1), steps: 8 };
    const model: MlpModel = { ...known, condition: { class: 0, guidance: 2 } };
    const source = gaussianMixture(2);
    const plain = sampleDensity(model, source, options);
    const fast = inOneGo(samplingDensity(model, source, options, { mlp: (mlp) => networkField(mlp, module) }, { mlp: (mlp) => divergenceBy(mlp, module) }));
    const highest = Math.max(...plain.density);
    fast.density.forEach((value, i) => expect(Math.abs(value - plain.density[i])).toBeLessThan(1e-5 * highest));
  });
});
