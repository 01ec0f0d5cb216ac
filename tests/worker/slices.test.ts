import { expect, test } from 'vitest';
import { createRandom, gaussianMixture, pointsMixture, sampleMixture, type MixtureModel } from '../../src/math/index.ts';
import { drawPairsTask } from '../../src/worker/draw-pairs-task.ts';
import { integrateTask } from '../../src/worker/integrate-task.ts';
import { sampleFieldTask } from '../../src/worker/sample-field-task.ts';

/** The exact field of many data points is the slowest model there is. */
function createHeavyModel(count: number): MixtureModel {
  const source = gaussianMixture(2);
  return { kind: 'mixture', source, target: pointsMixture(sampleMixture(source, count, createRandom(1))) };
}

/** A task's breath that counts how often it gave way. How long each stretch takes is this machine's affair. */
function createBreath() {
  const breath = { count: 0, breathe: (): Promise<boolean> => (breath.count++, new Promise((resolve) => setImmediate(() => resolve(true)))) };
  return breath;
}

test('to choose times for and sample a field of two thousand data points gives way all along', async () => {
  const breath = createBreath();
  const grid = { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [16, 16] };
  const volume = await sampleFieldTask({ model: createHeavyModel(2000), grid, maxTimes: 9 }, breath.breathe);
  expect(volume!.times.length).toBe(9);
  expect(breath.count).toBeGreaterThan(10);
});

test('to integrate with many steps along a slow field gives way in the middle of a path', async () => {
  const breath = createBreath();
  const start = sampleMixture(gaussianMixture(2), 16, createRandom(2));
  await integrateTask({ model: createHeavyModel(2000), start, solver: 'heun', steps: 128 }, breath.breathe);
  expect(breath.count).toBeGreaterThan(5);
});

test('to draw pairs of a slow field gives way all along, also where it measures them', async () => {
  const breath = createBreath();
  const model = createHeavyModel(4000);
  await drawPairsTask({ model, source: gaussianMixture(2), count: 64, steps: 1, seed: 1 }, breath.breathe);
  const whole = breath.count;
  const alone = createBreath();
  await integrateTask({ model, start: sampleMixture(gaussianMixture(2), 64, createRandom(2)), solver: 'heun', steps: 1 }, alone.breathe);
  expect(whole).toBeGreaterThan(alone.count);
});
