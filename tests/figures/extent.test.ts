import { describe, expect, test } from 'vitest';
import { extentOf, gridOf } from '../../src/figures/extent.ts';
import { createRandom, dataset, lawExtent, rasterDataset, sampleField, sampleMixture } from '../../src/math/index.ts';

const lawsTo = (name: string) => {
  const target = dataset(name);
  return { source: dataset('gaussian', target.dimension), target };
};

describe('what a figure shows', () => {
  test('has nothing of a law with sharp edges at its rim: what is drawn there is paper', () => {
    const bar = rasterDataset({ name: 'bar', sentence: 'A bar.', width: 12, height: 72, weights: new Float32Array(12 * 72).fill(1) });
    const domain = extentOf({ source: dataset('gaussian'), target: bar }, 3 / 2).domain;
    const grid = gridOf(domain, 90);
    const [columns, rows] = grid.size;
    for (const t of [0.9, 0.97, 1]) {
      const { density } = sampleField({ kind: 'mixture', source: dataset('gaussian').law, target: bar.law }, grid, Float64Array.of(t));
      const rim = density!.filter((_, i) => i % columns < 2 || i % columns >= columns - 2 || i < 2 * columns || i >= (rows - 2) * columns);
      expect(Math.max(...rim)).toBeLessThan(0.01 * Math.max(...density!));
    }
  });

  test('in 3D holds each end by itself: the whole of bounded data, and of a Gaussian what is not far out', () => {
    for (const [name, shown] of [['moons', 2.2], ['trefoil', 1.7]] as const) {
      const [source, target] = extentOf(lawsTo(name), 1).ends;
      const { law, dimension } = dataset(name);
      expect([...source.lower, ...source.upper].map(Math.abs)).toEqual(new Array(2 * dimension).fill(shown));
      const { coordinates, count } = sampleMixture(law, 2000, createRandom(3));
      const outside = Array.from(coordinates).filter((value, i) => value < target.lower[i % dimension] || value > target.upper[i % dimension]);
      expect(outside.length / count).toBeLessThan(0.1);
    }
  });

  test('in space is not larger than what moves there', () => {
    const { lower, upper } = extentOf(lawsTo('trefoil'), 1).domain;
    const whole = lawExtent(dataset('trefoil').law, 1.7);
    [0, 1].forEach((axis) => expect(upper[axis] - lower[axis]).toBeLessThan(1.05 * (whole.upper[axis] - whole.lower[axis])));
    expect([lower[2], upper[2]]).toEqual([-1.7, 1.7]);
  });
});
