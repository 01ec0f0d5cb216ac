import { expect, test } from 'vitest';
import {
  ArgumentError,
  conditionalDraws,
  createRandom,
  dataset,
  datasetNames,
  exactFloor,
  exactVelocity,
  gaussianMixture,
  pointsDataset,
  sampleMixture,
  type Mixture,
} from '../../src/math/index.ts';
import { circles, moons } from '../../src/math/datasets/plane.ts';

test('each name gives a law of its dimension with a sentence', () => {
  for (const name of datasetNames()) {
    const { law, dimension, sentence } = dataset(name);
    expect(law.dimension).toBe(dimension);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(law.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(datasetNames(dimension)).toContain(name);
  }
});

test('an unknown name is answered with the known ones', () => {
  expect(() => dataset('moon')).toThrow(ArgumentError);
  expect(() => dataset('moon')).toThrow(/there is no data set "moon"; there are gaussian, .*moons/);
});

/** Largest change of the field on the path when the components of a curve are doubled. */
function changeByDoubling(law: (nodes?: number) => Mixture, nodes: number): number {
  const source = gaussianMixture(2);
  const once = exactVelocity({ kind: 'mixture', source, target: law() });
  const twice = exactVelocity({ kind: 'mixture', source, target: law(2 * nodes) });
  const x0 = sampleMixture(source, 300, createRandom(1)).coordinates;
  const x1 = sampleMixture(law(), 300, createRandom(2)).coordinates;
  const [a, b] = [new Float64Array(600), new Float64Array(600)];
  let worst = 0;
  for (const t of [0, 0.5, 0.8, 0.9, 0.95, 0.99, 1]) {
    const x = x1.map((value, i) => t * value + (1 - t) * x0[i]);
    once(x, t, a);
    twice(x, t, b);
    worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), worst);
  }
  return worst;
}

test('doubling the components of a curve moves the field by less than 1e-3', () => {
  expect(changeByDoubling(moons, 96)).toBeLessThan(1e-3);
  expect(changeByDoubling(circles, 128)).toBeLessThan(1e-3);
});

test('moons: two half circles as scikit-learn places them, with noise 0.05', () => {
  const { coordinates } = sampleMixture(dataset('moons').law, 2000, createRandom(3));
  let squares = 0;
  for (let i = 0; i < 2000; i++) {
    const [x, y] = coordinates.slice(2 * i, 2 * i + 2);
    const upper = Math.hypot(x, y) - 1;
    const lower = Math.hypot(x - 1, y - 0.5) - 1;
    squares += Math.min(upper ** 2, lower ** 2);
  }
  expect(Math.sqrt(squares / 2000)).toBeGreaterThan(0.047);
  expect(Math.sqrt(squares / 2000)).toBeLessThan(0.052);
});

test('the floor of the loss from N(0, I) to moons is 0.953 +- 0.008 for each axis', () => {
  const source = gaussianMixture(2);
  const target = dataset('moons').law;
  const draws = conditionalDraws({ source, target, count: 40000, random: createRandom(11) });
  const { floor, standardError } = exactFloor({ kind: 'mixture', source, target }, draws);
  expect(Math.abs(floor / 2 - 0.953)).toBeLessThan(2 * Math.hypot(0.008, standardError / 2));
}, 30_000);

test("an author's points are standardised and come back in their own units", () => {
  const coordinates = Float64Array.of(39.1, 18.7, 39.5, 17.4, 40.3, 18);
  const { law, units, sentence } = pointsDataset({ name: 'penguins', columns: ['length', 'depth'], points: { dimension: 2, count: 3, coordinates } });
  expect(sentence).toBe('3 points of length and depth.');
  for (let k = 0; k < 2; k++) {
    const column = [0, 1, 2].map((i) => law.means[2 * i + k]);
    expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(column.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 12);
    column.forEach((value, i) => expect(units!.centre[k] + units!.scale[k] * value).toBeCloseTo(coordinates[2 * i + k], 10));
  }
});

test('points without a spread are refused in words', () => {
  const one = { dimension: 2, count: 1, coordinates: Float64Array.of(1, 2) };
  expect(() => pointsDataset({ name: 'a', columns: ['x', 'y'], points: one })).toThrow('points: needs two points or more, there is only one');
  const flat = { dimension: 2, count: 2, coordinates: Float64Array.of(0.1, 2, 0.1, 3) };
  expect(() => pointsDataset({ name: 'a', columns: ['x', 'y'], points: flat })).toThrow('points: column "x" has the same value, 0.1, in every point');
  const broken = { dimension: 1, count: 2, coordinates: Float64Array.of(0, NaN) };
  expect(() => pointsDataset({ name: 'a', columns: ['x'], points: broken })).toThrow('points.coordinates: must be finite, but number 1 is NaN');
});
