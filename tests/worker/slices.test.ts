import { expect, onTestFinished, test, vi } from 'vitest';
import { createRandom, EXACT_VELOCITIES, gaussianMixture, pointsMixture, sampleMixture, type MixtureModel } from '../../src/math/index.ts';
import { drawPairsTask } from '../../src/worker/draw-pairs-task.ts';
import { integrateTask } from '../../src/worker/integrate-task.ts';
import { sampleFieldTask } from '../../src/worker/sample-field-task.ts';

/** The exact field of many data points is the slowest model there is. */
function createHeavyModel(count: number): MixtureModel {
  const source = gaussianMixture(2);
  return { kind: 'mixture', source, target: pointsMixture(sampleMixture(source, count, createRandom(1))) };
}

/** Counts how often a task yields. How long each stretch takes is this machine's affair. */
function createCounter() {
  const yields = { count: 0, yieldNow: (): Promise<boolean> => (yields.count++, new Promise((resolve) => setImmediate(() => resolve(true)))) };
  return yields;
}

test('to choose times for and sample a field of two thousand data points gives way all along', async () => {
  const yields = createCounter();
  const grid = { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [16, 16] };
  const volume = await sampleFieldTask({ model: createHeavyModel(2000), grid, maxTimes: 9 }, yields.yieldNow, EXACT_VELOCITIES);
  expect(volume!.times.length).toBe(9);
  expect(yields.count).toBeGreaterThan(10);
});

test('to integrate with many steps along a slow field gives way in the middle of a path', async () => {
  const yields = createCounter();
  const start = sampleMixture(gaussianMixture(2), 16, createRandom(2));
  await integrateTask({ model: createHeavyModel(2000), start, solver: 'heun', steps: 128 }, yields.yieldNow, EXACT_VELOCITIES);
  expect(yields.count).toBeGreaterThan(5);
});

test('to draw pairs of a slow field gives way all along, also where it measures them', async () => {
  // By a clock of its own, since two stretches of work are compared: each look at it takes 2 ms.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 2));
  onTestFinished(() => void vi.restoreAllMocks());
  const yields = createCounter();
  const model = createHeavyModel(40);
  await drawPairsTask({ model, source: gaussianMixture(2), count: 64, steps: 1, seed: 1 }, yields.yieldNow, EXACT_VELOCITIES);
  const whole = yields.count;
  const alone = createCounter();
  await integrateTask({ model, start: sampleMixture(gaussianMixture(2), 64, createRandom(2)), solver: 'heun', steps: 1 }, alone.yieldNow, EXACT_VELOCITIES);
  expect(whole).toBeGreaterThan(alone.count);
});
