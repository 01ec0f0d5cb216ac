import { expect, test } from 'vitest';
import { createRandom, gaussianMixture, pointsMixture } from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';

const points = [3, 1, -2, 5, 0, -4];
const ROWS = 3000;

function createBatches(seed: number): Batches {
  const target = pointsMixture({ dimension: 2, count: 3, coordinates: Float64Array.from(points) });
  return new Batches({ source: gaussianMixture(2), target, count: ROWS, random: createRandom(seed) });
}

/** Both ends of the straight path that a row lies on. */
function ends({ inputs, slopes }: Batches, row: number): { x0: number[]; x1: number[]; t: number } {
  const t = inputs[3 * row + 2];
  const end = (time: number): number[] => [0, 1].map((k) => inputs[3 * row + k] + (time - t) * slopes[2 * row + k]);
  return { x0: end(0), x1: end(1), t };
}

test('rows lie on straight paths from the source to a point of the data, at times in [0, 1)', () => {
  const batches = createBatches(7);
  batches.draw();
  const counts = [0, 0, 0];
  const moments = [0, 0, 0, 0];
  for (let row = 0; row < ROWS; row++) {
    const { x0, x1, t } = ends(batches, row);
    expect(t).toBeGreaterThanOrEqual(0);
    expect(t).toBeLessThanOrEqual(1);
    const nearest = [0, 1, 2].find((i) => Math.hypot(x1[0] - points[2 * i], x1[1] - points[2 * i + 1]) < 1e-5);
    expect(nearest).toBeDefined();
    counts[nearest!]++;
    [x0[0] + x0[1], x0[0] ** 2 + x0[1] ** 2, x0[0] * x0[1], x0[0] * x1[0]].forEach((value, i) => (moments[i] += value / ROWS));
  }
  // Four standard errors: of counts of a third each, of sum, square and product of two normals, and of source times target.
  counts.forEach((count) => expect(Math.abs(count / ROWS - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / ROWS)));
  const variances = [2, 4, 1, 13 / 3];
  [0, 2, 0, 0].forEach((moment, i) => expect(Math.abs(moments[i] - moment)).toBeLessThan(4 * Math.sqrt(variances[i] / ROWS)));
});

test('each draw is another, the same for the same seed', () => {
  const [one, two, other] = [createBatches(7), createBatches(7), createBatches(8)];
  for (const batches of [one, two, other]) batches.draw();
  const first = [...one.inputs];
  expect([...two.inputs]).toEqual(first);
  expect([...two.slopes]).toEqual([...one.slopes]);
  expect([...other.inputs]).not.toEqual(first);
  one.draw();
  expect([...one.inputs]).not.toEqual(first);
});
