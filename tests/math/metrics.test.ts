import { expect, test } from 'vitest';
import { createRandom, gaussianMixture, isotropicMixture, sampleMixture, slicedWasserstein, conditionalDraws, exactFloor, type Points } from '../../src/math/index.ts';

const line = (...coordinates: number[]): Points => ({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) });
const options = () => ({ projections: 32, random: createRandom(1) });

test('in one dimension the sliced distance is the sorted pairing', () => {
  expect(slicedWasserstein(line(3, 0, 1), line(2, 5, 1), options())).toBeCloseTo(Math.sqrt((1 + 1 + 4) / 3), 12);
});

test('clouds of different sizes are compared by their quantiles', () => {
  expect(slicedWasserstein(line(0, 1), line(0, 0, 0, 1, 1, 1), options())).toBeCloseTo(0, 12);
  // Thirds against halves: |0-1| on one sixth of the mass.
  expect(slicedWasserstein(line(0, 1), line(0, 1, 1), options())).toBeCloseTo(Math.sqrt(1 / 6), 12);
});

test('a shift by s in the plane is s / sqrt(2) when sliced', () => {
  const cloud = sampleMixture(gaussianMixture(2), 200, createRandom(3));
  const shifted = { ...cloud, coordinates: cloud.coordinates.map((value, i) => value + (i % 2 ? 0 : 2)) };
  // E cos^2 = 1/2 over directions; 4,096 of them err by under 2 % at four standard errors.
  expect(slicedWasserstein(cloud, shifted, { projections: 4096, random: createRandom(4) })).toBeCloseTo(Math.SQRT2, 1);
});

test('the floor from N(0, I) to N(m, s^2 I) is s pi/2 for each axis', () => {
  const source = gaussianMixture(2);
  const target = isotropicMixture(2, [3, -1], 0.5);
  const draws = conditionalDraws({ source, target, count: 20000, random: createRandom(5) });
  const { floor, standardError } = exactFloor({ kind: 'mixture', source, target }, draws);
  expect(Math.abs(floor - 2 * 0.5 * (Math.PI / 2))).toBeLessThan(4 * standardError);
  expect(standardError).toBeLessThan(0.02);
});

test('clouds of different dimensions are refused', () => {
  expect(() => slicedWasserstein(line(1), { dimension: 2, count: 1, coordinates: Float64Array.of(1, 2) }, options())).toThrow('b: has dimension 2, but a has 1');
});
