import { describe, expect, test } from 'vitest';
import { carry, createNetwork, createRandom, dataset, gaussianMixture, inOneGo, isotropicMixture, medianDistance, mixtureSampler, pointsMixture, velocityField, type MlpModel } from '../../src/math/index.ts';
import { fewStepErrors, type FewStepOptions } from '../../src/training/few-steps.ts';

const source = gaussianMixture(2);
/** dx/dt = a x + b. */
const affine = (a: number, b: readonly number[]): MlpModel => ({
  kind: 'mlp', dimension: 2, activation: 'silu', layers: [{ inputs: 3, outputs: 2, weights: Float32Array.of(a, 0, 0, a, 0, 0), bias: Float32Array.from(b) }],
});
const errorsOf = (options: Omit<FewStepOptions, 'source' | 'seed'>) => inOneGo(fewStepErrors({ source, seed: 7, ...options }))!;
/** The noise that is carried. */
const noise = (): Float64Array => {
  const start = new Float64Array(96);
  mixtureSampler(source)(createRandom(7, 114), start);
  return start;
};

describe('errors of Euler’s steps of a network', () => {
  test('are those of its own flow in closed form: of dx/dt = a x it ends at (1 + a/n)^n in the place of e^a', () => {
    const a = 0.8;
    const { evaluations, own } = errorsOf({ model: affine(a, [0, 0]) });
    const length = medianDistance(noise(), new Float64Array(96), 2);
    expect([...evaluations]).toEqual([1, 2, 4, 8, 16, 32]);
    // Places are recorded in single precision.
    evaluations.forEach((n, i) => expect(own[i] / (length * (Math.exp(a) - (1 + a / n) ** n))).toBeCloseTo(1, 3));
  });

  test('halve with twice the evaluations, of a network that has learned nothing as of any', () => {
    const { own } = errorsOf({ model: createNetwork({ dimension: 2, hidden: [32, 32], activation: 'silu', seed: 3 }) });
    [3, 4, 5].forEach((i) => expect(own[i - 1] / own[i]).toBeCloseTo(2, 0.7));
  });

  test('to the exact flow end at what the network itself is away from it', () => {
    // From N(0, I) to N(m, s^2 I) the flow leads x to m + s x: this network leads it to e^a x.
    const [a, s] = [0.5, 0.7];
    const { exact, own } = errorsOf({ model: affine(a, [0, 0]), exact: { target: isotropicMixture(2, [1, -0.5], s), schedule: 'linear' } });
    const start = noise();
    const [ends, truth] = [start.map((x) => Math.exp(a) * x), start.map((x, i) => [1, -0.5][i % 2] + s * x)];
    expect(exact!.apart).toBeCloseTo(medianDistance(ends, truth, 2), 3);
    expect(Math.abs(exact!.errors.at(-1) - exact!.apart)).toBeLessThan(own.at(-1) + 1e-3);
  });

  test.each(['linear', 'variance-preserving'] as const)('know where the exact flow leads for data that are points, and for thin laws: %s', (schedule) => {
    const model = affine(0, [0, 0]);
    const start = noise();
    for (const target of [pointsMixture({ dimension: 2, count: 3, coordinates: Float64Array.of(1, 0, -1, 0, 0, 2) }), dataset('moons').law]) {
      const { exact } = errorsOf({ model, exact: { target, schedule } });
      const { coordinates } = carry(velocityField({ kind: 'mixture', source, target, schedule }), { dimension: 2, count: 48, coordinates: start }, { solver: 'dopri5', tolerance: 1e-8 });
      expect(exact!.apart).toBeCloseTo(medianDistance(start, coordinates, 2), 3);
    }
  });

  test('take where the exact flow leads as they are told, so that it is found once for all networks of a run', () => {
    const asked = { target: dataset('moons').law, schedule: 'linear' as const };
    const first = errorsOf({ model: affine(0.3, [0, 0]), exact: asked }).exact!;
    const model = affine(0.5, [0, 0]);
    expect(errorsOf({ model, exact: { ...asked, ends: first.ends } })).toEqual(errorsOf({ model, exact: asked }));
    const elsewhere = first.ends.map((x) => x + 100);
    expect(errorsOf({ model, exact: { ...asked, ends: elsewhere } }).exact!.apart).toBeGreaterThan(100);
  });

  test('are none of a network that is not finite, and of data of one axis as of more', () => {
    expect(inOneGo(fewStepErrors({ source, seed: 7, model: affine(NaN, [0, 0]) }))).toBeUndefined();
    const line = createNetwork({ dimension: 1, hidden: [8], activation: 'silu', seed: 1 });
    expect(inOneGo(fewStepErrors({ source: gaussianMixture(1), seed: 7, model: line, exact: { target: dataset('two-gaussians').law, schedule: 'cosine' } }))!.exact!.apart).toBeGreaterThan(0.1);
  });
});
