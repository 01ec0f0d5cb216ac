import { expect, test } from 'vitest';
import { thinPoints } from '../../src/data/index.ts';
import { createRandom } from '../../src/math/index.ts';

const numbered = (count: number) => ({ dimension: 2, count, coordinates: Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 ? -1 : 1) * (i >> 1)) });

test('points are chosen whole and once each, every one with the same chance', () => {
  const [count, most, runs] = [20, 5, 4000];
  const times = new Array<number>(count).fill(0);
  const random = createRandom(3);
  for (let run = 0; run < runs; run++) {
    const { coordinates } = thinPoints(numbered(count), most, random);
    const chosen = Array.from({ length: most }, (_, i) => coordinates[2 * i]);
    chosen.forEach((value, i) => expect(coordinates[2 * i + 1]).toBe(-value));
    expect(new Set(chosen).size).toBe(most);
    for (const value of chosen) times[value]++;
  }
  // Each is chosen 1,000 times, with a standard deviation of 27: four of them leave one false alarm in 800 seeds.
  for (const n of times) expect(Math.abs(n - (runs * most) / count)).toBeLessThan(4 * 27.4);
});

test('few points stay as they are', () => {
  const points = numbered(5);
  expect(thinPoints(points, 5, createRandom(1))).toBe(points);
});
