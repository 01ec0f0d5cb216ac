import { expect, test } from 'vitest';
import { createRandom, isotropicMixture, mixtureSampler, type Mixture } from '../../src/math/index.ts';

const COUNT = 40_000;

test('draws of a correlated Gaussian have its mean and covariance', () => {
  const mixture: Mixture = { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(1, -2), covariances: Float64Array.of(2, 0.9, 0.9, 0.5) };
  const out = new Float64Array(2 * COUNT);
  mixtureSampler(mixture)(createRandom(1), out);
  const mean = [0, 0];
  const covariance = [0, 0, 0];
  for (let i = 0; i < COUNT; i++) {
    const [a, b] = [out[2 * i] - 1, out[2 * i + 1] + 2];
    [a, b].forEach((value, k) => (mean[k] += value / COUNT));
    [a * a, a * b, b * b].forEach((value, k) => (covariance[k] += value / COUNT));
  }
  // Four standard errors; that of a product of a and b is sqrt(aa bb + ab ab).
  [2, 0.5].forEach((variance, k) => expect(Math.abs(mean[k])).toBeLessThan(4 * Math.sqrt(variance / COUNT)));
  [[2, 8], [0.9, 1.81], [0.5, 0.5]].forEach(([value, variance], k) => expect(Math.abs(covariance[k] - value)).toBeLessThan(4 * Math.sqrt(variance / COUNT)));
});

test('components are drawn by their weights, however uneven, and never one without weight', () => {
  const weights = [0, 0.5, 0, 0.001, 0.299, 0.2, 0];
  const mixture = isotropicMixture(1, weights.map((_, i) => i), 0, weights);
  const out = new Float64Array(COUNT);
  mixtureSampler(mixture)(createRandom(2), out);
  weights.forEach((weight, i) => {
    const share = out.filter((value) => value === i).length / COUNT;
    if (weight === 0) expect(share).toBe(0);
    else expect(Math.abs(share - weight)).toBeLessThan(4 * Math.sqrt((weight * (1 - weight)) / COUNT));
  });
});

test('the same sampler serves clouds of any size and goes on with the same numbers', () => {
  const mixture = isotropicMixture(2, [1, 2, 3, 4], 0.5);
  const sampler = mixtureSampler(mixture);
  const again = mixtureSampler(mixture);
  const [one, two] = [createRandom(5), createRandom(5)];
  for (const length of [10, 4, 100]) {
    const [a, b] = [new Float64Array(length), new Float64Array(length)];
    sampler(one, a);
    again(two, b);
    expect([...a]).toEqual([...b]);
  }
});

test('what is no mixture is refused by name', () => {
  expect(() => mixtureSampler({ dimension: 1, weights: Float64Array.of(0.5), means: Float64Array.of(0), covariances: Float64Array.of(1) })).toThrow('sum to 1');
});
