import { expect, test } from 'vitest';
import { carry, createNetwork, createRandom, dataset, drawnData, gaussianMixture, inOneGo, meanDistance, measuringNearness, nearestData, sampleMixture, velocityField, type DrawnData, type Points, type VelocityModel } from '../../src/math/index.ts';
import { startTraining } from '../../src/training/index.ts';

const source = gaussianMixture(2);
const drawn = (count: number): DrawnData => drawnData(dataset('moons'), count, createRandom(7));

/** Mean distance from samples to the nearest datum, and the least that fresh data have, 19 sets of 20 of them. */
function nearness(model: VelocityModel, { data, fresh }: DrawnData): { samples: number; fresh: number } {
  const random = createRandom(7, 1);
  const known: Points = { dimension: 2, count: data.law.weights.length, coordinates: data.law.means };
  const samples = carry(velocityField(model), sampleMixture(source, 200, random), { solver: 'dopri5', tolerance: 1e-5 });
  return { samples: meanDistance(nearestData(samples, known)), fresh: inOneGo(measuringNearness(known, 200, fresh, random)).fresh![0] };
}

async function trained(data: DrawnData, targets: 'conditional' | 'marginal'): Promise<VelocityModel> {
  const initial = createNetwork({ dimension: 2, hidden: [64, 64, 64], activation: 'silu', seed: 7 });
  const run = await startTraining({ source, target: data.data.law, initial, firstStep: 0, steps: 2000, batch: 256, learningRate: 2e-3, seed: 7, targets });
  while (!run.isOver) run.advance();
  const { model } = run.report();
  run.dispose();
  return model;
}

test.each([5, 50])('the exact field of %i data repeats them', (count) => {
  const data = drawn(count);
  expect(nearness({ kind: 'mixture', source, target: data.data.law }, data).samples).toBeLessThan(1e-3);
});

test.each(['conditional', 'marginal'] as const)('a network comes near to five data, and not yet to fifty, whether its targets are noisy or exact: %s', async (targets) => {
  const [few, many] = [drawn(5), drawn(50)];
  const ofFew = nearness(await trained(few, targets), few);
  expect(ofFew.samples).toBeLessThan(0.5 * ofFew.fresh);
  expect(ofFew.samples).toBeGreaterThan(0.01);
  const ofMany = nearness(await trained(many, targets), many);
  expect(ofMany.samples).toBeGreaterThan(ofMany.fresh);
}, 240_000);
