import { describe, expect, test } from 'vitest';
import { createRandom, dataset, gaussianMixture, sampleMixture, type Points } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import type { Task } from '../../src/training/options.ts';

const source = gaussianMixture(2);
const target = dataset('moons').law;
const COUNT = 300;

function createBatch(task: Partial<Task> = {}, seed = 7): Batches {
  const batches = new Batches({ source, target, ...task, count: COUNT, random: createRandom(seed) });
  batches.draw();
  return batches;
}

/** Mean squared length of the way from x0 to x1. */
function cost({ x0, x1 }: Batches): number {
  return x0.reduce((sum, value, k) => sum + (x1[k] - value) ** 2, 0) / COUNT;
}

const rowsOf = (values: Float64Array) => Array.from({ length: COUNT }, (_, i) => `${values[2 * i]} ${values[2 * i + 1]}`);

describe('optimal pairs', () => {
  test('are the same draws in another order, which makes the ways shorter', () => {
    const [drawn, paired] = [createBatch(), createBatch({ coupling: 'ot' })];
    expect(rowsOf(paired.x0)).toEqual(rowsOf(drawn.x0));
    expect(rowsOf(paired.x1).sort()).toEqual(rowsOf(drawn.x1).sort());
    expect(cost(paired)).toBeLessThan(0.6 * cost(drawn));
  });

  test('cannot be made shorter by exchanging two partners within a group', () => {
    const { x0, x1 } = createBatch({ coupling: 'ot' });
    const square = (i: number, j: number) => (x0[2 * i] - x1[2 * j]) ** 2 + (x0[2 * i + 1] - x1[2 * j + 1]) ** 2;
    for (let i = 0; i < 256; i++) for (let j = 0; j < i; j++) expect(square(i, i) + square(j, j)).toBeLessThanOrEqual(square(i, j) + square(j, i) + 1e-9);
  });
});

test('Sinkhorn lies between optimal and independent pairs, the nearer to optimal the smaller epsilon is', () => {
  const costs = [{ coupling: 'ot' } as const, ...[0.05, 5].map((epsilon) => ({ coupling: 'sinkhorn', epsilon }) as const), {}].map((task) => cost(createBatch(task)));
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
});

test.each<[string, Partial<Task>]>([
  ['optimal pairs', { coupling: 'ot' }],
  ['Sinkhorn', { coupling: 'sinkhorn' }],
  ['the cosine schedule', { schedule: 'cosine' }],
])('%s are bit-equal for the same seed and others for another', (_, task) => {
  expect(createBatch(task).inputs).toEqual(createBatch(task).inputs);
  expect(createBatch(task, 8).inputs).not.toEqual(createBatch(task).inputs);
});

test('given pairs stay together, and all of them are used', () => {
  const cloud = (seed: number): Points => sampleMixture(source, 10, createRandom(seed));
  const pairs = { x0: cloud(1), x1: cloud(2) };
  const { x0, x1 } = createBatch({ pairs });
  const names = rowsOf(x0).map((from, row) => `${from} ${rowsOf(x1)[row]}`);
  const given = Array.from({ length: 10 }, (_, i) => [pairs.x0, pairs.x1].flatMap(({ coordinates }) => [...coordinates.slice(2 * i, 2 * i + 2)]).join(' '));
  expect(new Set(names)).toEqual(new Set(given));
});

test('under the cosine schedule a row is sin and cos of its ends, and its slope the derivative', () => {
  const { x0, x1, t, inputs, slopes } = createBatch({ schedule: 'cosine' });
  for (let row = 0; row < COUNT; row++) {
    const angle = (Math.PI / 2) * t[row];
    for (let k = 0; k < 2; k++) {
      const [a, b] = [x0[2 * row + k], x1[2 * row + k]];
      expect(inputs[3 * row + k]).toBeCloseTo(Math.cos(angle) * a + Math.sin(angle) * b, 5);
      expect(slopes[2 * row + k]).toBeCloseTo((Math.PI / 2) * (Math.cos(angle) * b - Math.sin(angle) * a), 5);
    }
  }
});
