import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/figures/index.ts';
import { pointsDataset } from '../../src/math/index.ts';
import { marksOf, ofKind, OPTIONS, probed, VIEWS } from './probed.ts';

type Nearness = Extract<Reading, { readonly key: 'nearness' }>;
const nowhere = { x: [0], t: 0.5 };
const cloud = { ...OPTIONS.cloud, solver: 'dopri5', count: 100 } as const;

describe.each(VIEWS)('in a %s', (view, target) => {
  test.each([1, 5, 50])('%i data stand where they are, and the exact field’s cloud ends on them', async (dataCount) => {
    const { scene, reading, flow } = await probed(nowhere, { target, dataCount }, { view, layers: ['nearest'], cloud });
    const { data, near } = reading as Nearness;
    expect(data).toBe(dataCount);
    if (!near.known) throw new Error('The cloud is finite.');
    expect(near.count).toBe(100);
    expect(near.samples).toBeLessThan(1e-3);
    expect(near.fresh![0]).toBeGreaterThan(10 * near.samples);
    const [dots] = ofKind(marksOf(scene, 1), 'points').filter(({ color }) => color === 'ink');
    const { means } = flow.laws.target.law;
    const place = new Float64Array(3);
    scene.context.view.place(means.subarray(means.length - means.length / dataCount), 1, 1, place);
    expect(dots.count).toBe(dataCount);
    [0, 1, 2].forEach((axis) => expect(dots.positions[3 * (dataCount - 1) + axis]).toBeCloseTo(place[axis], 4));
  });
});

test('pictures of few and of many data have the same axes', async () => {
  const [one, many] = await Promise.all([1, 500].map((dataCount) => probed(nowhere, { dataCount }, { layers: ['nearest'], cloud: OPTIONS.cloud })));
  expect(one.scene.context.domain).toEqual(many.scene.context.domain);
});

test('of a law there are no data that could be repeated', async () => {
  expect((await probed(nowhere, {}, { layers: ['nearest'] })).reading).toEqual({ key: 'nearness', near: { known: false } });
});

test('of an author’s rows those that are left out are fresh; of all of them none are left', async () => {
  const target = pointsDataset({ name: 'rows', columns: ['a', 'b'], points: { dimension: 2, count: 60, coordinates: Float64Array.from({ length: 120 }, (_, i) => Math.sin(i * i)) } });
  const [some, all] = await Promise.all([20, 60].map(async (dataCount) => (await probed(nowhere, { target, dataCount }, { layers: ['nearest'], cloud })).reading as Nearness));
  expect([some.data, all.data]).toEqual([20, 60]);
  expect(some.near).toHaveProperty('fresh');
  expect(all.near).not.toHaveProperty('fresh');
});

test('under a condition the data are those of its class, and so are the fresh ones: they are drawn, counted and compared with', async () => {
  const count = 60;
  // The second class stands far from the first.
  const coordinates = Float64Array.from({ length: 2 * count }, (_, i) => Math.sin(i * i) + (Math.floor(i / 2) % 2) * 40);
  const target = pointsDataset({
    name: 'rows', columns: ['a', 'b'], points: { dimension: 2, count, coordinates }, classes: { names: ['here', 'there'], ofComponents: Int32Array.from({ length: count }, (_, i) => i % 2) },
  });
  for (const guidance of [1, 2]) {
    const { scene, reading } = await probed(nowhere, { target, dataCount: 40, condition: 'there', guidance }, { layers: ['nearest'], cloud });
    const { data, near } = reading as Nearness;
    if (!near.known) throw new Error('The cloud is finite.');
    const [dots] = ofKind(marksOf(scene, 1), 'points').filter(({ color }) => color === 'ink');
    expect(dots.count).toBe(data);
    expect(data).toBeGreaterThan(10);
    expect(data).toBeLessThan(30);
    // In standard deviations, where the classes are two apart: fresh rows of the other one would be as far.
    expect(near.fresh![1]).toBeLessThan(0.5);
  }
});
