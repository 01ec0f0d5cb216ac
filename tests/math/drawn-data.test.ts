import { describe, expect, test } from 'vitest';
import { carry, createRandom, dataset, drawnData, gaussianMixture, inOneGo, meanDistance, measuringNearness, nearestData, pointsDataset, sampleMixture, velocityField, type Mixture, type Points } from '../../src/math/index.ts';

const pointsOf = ({ dimension, means }: Mixture): Points => ({ dimension, count: means.length / dimension, coordinates: means });
const penguins = pointsDataset({
  name: 'rows', columns: ['a', 'b'], bandwidth: 0.3, points: { dimension: 2, count: 40, coordinates: Float64Array.from({ length: 80 }, (_, i) => Math.sin(i * i)) },
  classes: { names: ['even', 'odd'], ofComponents: Int32Array.from({ length: 40 }, (_, i) => i % 2) },
});

test('fewer draws of a law are the first of more, without spread, and others by another seed', () => {
  const drawn = (count: number, seed = 1): Mixture => drawnData(dataset('moons'), count, createRandom(seed)).data.law;
  expect(drawn(5).means).toEqual(drawn(50).means.subarray(0, 10));
  expect(drawn(5).covariances.every((entry) => entry === 0)).toBe(true);
  expect(drawn(5, 2).means).not.toEqual(drawn(5).means);
});

test('an author’s rows are drawn once each with their classes, and the others are fresh', () => {
  const { data, fresh, freshClasses } = drawnData(penguins, 30, createRandom(1));
  const rows = (law: Mixture): string[] => Array.from({ length: law.weights.length }, (_, i) => law.means.subarray(2 * i, 2 * i + 2).join());
  expect([...rows(data.law), ...rows(fresh!)].sort()).toEqual(rows(penguins.law).sort());
  rows(data.law).forEach((row, i) => expect(data.classes!.ofComponents[i]).toBe(rows(penguins.law).indexOf(row) % 2));
  rows(fresh!).forEach((row, i) => expect(freshClasses!.ofComponents[i]).toBe(rows(penguins.law).indexOf(row) % 2));
  expect(drawnData(penguins, 40, createRandom(1)).fresh).toBeUndefined();
  expect(drawnData(penguins, 4000, createRandom(1)).data.law.weights.length).toBe(40);
});

test('the nearest of some points is that of the least distance, as by all pairs', () => {
  const [points, data] = [sampleMixture(gaussianMixture(3), 30, createRandom(1)), sampleMixture(gaussianMixture(3), 20, createRandom(2))];
  const at = ({ coordinates }: Points, i: number): Float64Array => coordinates.subarray(3 * i, 3 * i + 3) as Float64Array;
  const all = Array.from({ length: 30 }, (_, i) => Math.min(...Array.from({ length: 20 }, (_, j) => Math.hypot(...at(points, i).map((value, k) => value - at(data, j)[k])))));
  const { distances, places } = nearestData(points, data);
  distances.forEach((distance, i) => expect(distance).toBeCloseTo(all[i], 12));
  places.forEach((place, i) => expect(Math.hypot(...at(points, i).map((value, k) => value - at(data, place)[k]))).toBeCloseTo(distances[i], 12));
  expect(() => nearestData(points, { dimension: 2, count: 1, coordinates: Float64Array.of(0, 0) })).toThrow('has dimension 2');
});

describe.each(['two-gaussians', 'moons', 'torus'])('from finite data of %s', (name) => {
  test.each([1, 5, 50, 500])('%i points: the exact field ends on them, far nearer than fresh data are', (count) => {
    const { data, fresh } = drawnData(dataset(name), count, createRandom(3));
    const source = gaussianMixture(data.dimension);
    const start = sampleMixture(source, 200, createRandom(4));
    const samples = carry(velocityField({ kind: 'mixture', source, target: data.law }), start, { solver: 'dopri5', tolerance: 1e-4 });
    expect(Math.max(...nearestData(samples, pointsOf(data.law)).distances)).toBeLessThan(1e-3);
    const near = inOneGo(measuringNearness(pointsOf(data.law), samples.count, fresh, createRandom(5)));
    expect(near.fresh![0]).toBeGreaterThan(1e-3);
    expect(near.fresh![1]).toBeGreaterThan(near.fresh![0]);
  });
});

test('other draws of the same law are as near to the data as fresh data are', () => {
  const law = dataset('moons').law;
  const random = createRandom(6);
  const draw = (): Points => sampleMixture(law, 256, random);
  const [some, data] = [draw(), draw()];
  const samples = meanDistance(nearestData(some, data));
  const { apart, fresh: [low, high] = [] } = inOneGo(measuringNearness(data, some.count, law, random));
  // By a hundred of them, each of which meets one datum less.
  expect(apart).toBeGreaterThan(0.7 * low!);
  expect(apart).toBeLessThan(1.4 * high!);
  expect(samples).toBeGreaterThan(0.8 * low!);
  expect(samples).toBeLessThan(1.2 * high!);
});

test('how far data are apart is told without each itself, and of one alone not at all', () => {
  const apart = (...coordinates: readonly number[]) => inOneGo(measuringNearness({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) }, 1, undefined, createRandom(1)));
  expect(apart(0, 1, 5)).toEqual({ apart: (1 + 1 + 4) / 3 });
  expect(apart(2)).toEqual({});
});
