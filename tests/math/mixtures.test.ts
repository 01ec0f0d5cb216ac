import { expect, test } from 'vitest';
import { createRandom, gaussianMixture, lawExtent, pointsMixture, sampleMixture, type Mixture } from '../../src/math/index.ts';

function createTilted(): Mixture {
  return {
    dimension: 2,
    weights: Float64Array.of(0.25, 0.75),
    means: Float64Array.of(-1, 2, 3, 0),
    covariances: Float64Array.of(1, 0.6, 0.6, 0.5, 0, 0, 0, 0),
  };
}

test('samples have the mixture\'s mean and covariance', () => {
  const count = 40000;
  const { coordinates } = sampleMixture(createTilted(), count, createRandom(1));
  const moments = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = coordinates.subarray(2 * i, 2 * i + 2);
    [x, y, x * x, x * y, y * y].forEach((value, k) => (moments[k] += value / count));
  }
  // E[xx^T] = sum w (C + m m^T)
  const exact = [2, 0.5, 0.25 * 2 + 0.75 * 9, 0.25 * (0.6 - 2), 0.25 * 4.5];
  moments.forEach((moment, k) => expect(Math.abs(moment - exact[k])).toBeLessThan(0.06)); // four standard errors of the widest
});

test('a component without spread gives its mean exactly', () => {
  const points = pointsMixture({ dimension: 1, count: 3, coordinates: Float32Array.of(-1, 0.5, 4) });
  const drawn = sampleMixture(points, 300, createRandom(2)).coordinates;
  expect(new Set(drawn)).toEqual(new Set([-1, 0.5, 4]));
});

test('what is not a mixture is refused by the name of the field', () => {
  const random = createRandom(1);
  const broken: [Partial<Mixture>, string][] = [
    [{ weights: Float64Array.of(-0.5, 1.5) }, 'mixture.weights: must not be negative'],
    [{ weights: Float64Array.of(0, 0) }, 'mixture.weights: must sum to 1, not 0'],
    [{ weights: new Float64Array(0) }, 'mixture.weights: needs at least one component'],
    [{ means: Float64Array.of(0, 0, NaN, 0) }, 'mixture.means: must be finite, but number 2 is NaN'],
    [{ means: Float64Array.of(0) }, 'mixture.means: must hold 4 numbers, not 1'],
    [{ covariances: Float64Array.of(1, 2, 2, 1, 0, 0, 0, 0) }, 'mixture.covariances: component 0 is not positive semi-definite'],
    [{ covariances: Float64Array.of(1, 0, 0, 1, 0, 0.1, 0.1, 0) }, 'mixture.covariances: component 1 is not positive semi-definite'],
    [{ covariances: Float64Array.of(1, 0.5, 0, 1, 0, 0, 0, 0) }, 'mixture.covariances: component 0 is not symmetric'],
    [{ dimension: 0 }, 'mixture.dimension: must be a whole number, 1 or more, not 0'],
  ];
  for (const [change, message] of broken) {
    expect(() => sampleMixture({ ...createTilted(), ...change }, 1, random), message).toThrow(message);
  }
  expect(() => sampleMixture(gaussianMixture(2), 2.5, random)).toThrow('count: must be a whole number, 1 or more, not 2.5');
});

test('the extent of a law holds each component with its spread', () => {
  expect(lawExtent(createTilted(), 2)).toEqual({ lower: [-3, 0], upper: [3, 2 + 2 * Math.sqrt(0.5)] });
});
