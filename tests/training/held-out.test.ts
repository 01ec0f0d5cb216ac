import { expect, test } from 'vitest';
import {
  conditionalDraws,
  createNetwork,
  createRandom,
  dataset,
  exactVelocity,
  gaussianMixture,
  inOneGo,
  lossFloor,
  mlpVelocity,
  pointsMixture,
  sampleMixture,
  type Mixture,
  type MlpModel,
  type ScheduleName,
} from '../../src/math/index.ts';
import { chooseEngine } from '../../src/training/choose-engine.ts';
import { HeldOut } from '../../src/training/held-out.ts';
import type { HeldOutLoss } from '../../src/training/types.ts';
import { startTraining } from '../../src/training/index.ts';

const source = gaussianMixture(2);

async function train(target: Mixture, steps = 4000, schedule: ScheduleName = 'linear'): Promise<MlpModel> {
  const initial = createNetwork({ dimension: 2, hidden: [64, 64, 64], activation: 'silu', seed: 1 });
  const run = await startTraining({ source, target, schedule, initial, firstStep: 0, steps, batch: 256, learningRate: 5e-3, seed: 1 });
  while (!run.isOver) run.advance();
  const { model } = run.report();
  run.dispose();
  return model;
}

/** What a run with each of some seeds would say of the network. */
async function measure(model: MlpModel, target: Mixture, seeds: number, schedule: ScheduleName = 'linear'): Promise<HeldOutLoss[]> {
  const engine = (await chooseEngine('auto'))(model);
  const said = Array.from({ length: seeds }, (_, seed) => {
    const heldOut = new HeldOut({ source, target, schedule }, 256, createRandom(seed, 101), source);
    while (!heldOut.isReady) heldOut.prepare(() => true);
    return inOneGo(heldOut.loss(engine));
  });
  engine.dispose();
  return said;
}

/** E|v_theta - v_t|^2 on many draws of another stream, by plain arithmetic. */
function excessOf(model: MlpModel, target: Mixture, count: number): number {
  const draws = conditionalDraws({ source, target, count, random: createRandom(5) });
  const [learned, exact] = [mlpVelocity(model), exactVelocity({ kind: 'mixture', source, target })];
  const [x, a, b] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
  let sum = 0;
  for (let i = 0; i < count; i++) {
    x.set(draws.xt.subarray(2 * i, 2 * i + 2));
    learned(x, draws.t[i], a);
    exact(x, draws.t[i], b);
    sum += (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
  }
  return sum / count;
}

const rms = (values: number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

test.each(['moons', 'eight-gaussians'])('the excess to %s is that of the network within 0.004, and the floor within 0.07, root mean squares over 24 seeds', { timeout: 60_000 }, async (name) => {
  const target = dataset(name).law;
  const model = await train(target);
  const said = await measure(model, target, 24);
  const truth = excessOf(model, target, 40_000);
  expect(rms(said.map(({ excess }) => excess - truth))).toBeLessThan(0.004);
  const { floor } = lossFloor({ kind: 'mixture', source, target }, { draws: 16_384, random: createRandom(6) });
  expect(rms(said.map((one) => one.floor - floor))).toBeLessThan(0.07);
  for (const { loss, floor: stated, excess } of said) expect(loss).toBeCloseTo(stated + excess, 12);
});

test('an infinite floor is said to be infinite, at the end of time; excess and loss are finite', async () => {
  const target = dataset('moons').law;
  const model = await train(target, 50, 'variance-preserving');
  for (const { loss, floor, excess, lossByTime, floorByTime } of await measure(model, target, 3, 'variance-preserving')) {
    expect(floor).toBe(Infinity);
    expect([...floorByTime.slice(0, 9), ...lossByTime, loss, excess].every((value) => value > 0 && value < 50)).toBe(true);
    expect(floorByTime[9]).toBe(Infinity);
  }
  const [points] = await measure(model, pointsMixture(sampleMixture(target, 20, createRandom(2))), 1, 'variance-preserving');
  expect(points.floor).toBeLessThan(50);
});
