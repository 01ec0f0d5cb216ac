import { expect, test } from 'vitest';
import { createRandom, gaussianMixture, pointsMixture, sampleMixture, type MixtureModel } from '../../src/math/index.ts';
import { integrateTask } from '../../src/worker/integrate-task.ts';
import { sampleFieldTask } from '../../src/worker/sample-field-task.ts';

/** Slices are 8 ms; the rest is for the last piece of work, and for a machine that does something else too. */
const MOST_MS = 30;

/** The exact field of many data points is the slowest model there is. */
function createHeavyModel(count: number): MixtureModel {
  const source = gaussianMixture(2);
  return { kind: 'mixture', source, target: pointsMixture(sampleMixture(source, count, createRandom(1))) };
}

/** A task's breath that notes how long each stretch of work took. */
function createBreath() {
  const stretches: number[] = [];
  let began = performance.now();
  const breathe = (): Promise<boolean> => {
    stretches.push(performance.now() - began);
    return new Promise((resolve) =>
      setImmediate(() => {
        began = performance.now();
        resolve(true);
      }),
    );
  };
  /** The median: many a stretch is disturbed by what else this machine does. */
  const usualMs = (): number => stretches.sort((a, b) => a - b)[stretches.length >> 1];
  return { breathe, stretches, usualMs };
}

test('to choose times for and sample a field of two thousand data points gives way all along', async () => {
  const { breathe, stretches, usualMs } = createBreath();
  const grid = { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [16, 16] };
  const volume = await sampleFieldTask({ model: createHeavyModel(2000), grid, maxTimes: 9 }, breathe);
  expect(volume!.times.length).toBe(9);
  expect(stretches.length).toBeGreaterThan(10);
  expect(usualMs()).toBeLessThan(MOST_MS);
});

test('to integrate with many steps along a slow field gives way in the middle of a path', async () => {
  const { breathe, stretches, usualMs } = createBreath();
  const start = sampleMixture(gaussianMixture(2), 16, createRandom(2));
  await integrateTask({ model: createHeavyModel(2000), start, solver: 'heun', steps: 128 }, breathe);
  expect(stretches.length).toBeGreaterThan(5);
  expect(usualMs()).toBeLessThan(MOST_MS);
});
