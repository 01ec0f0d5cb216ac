import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { couplingPlan, createRandom, dataset, gaussianMixture, sampleMixture, VELOCITIES, type MixtureModel } from '../../src/math/index.ts';
import type { CallName, Calls } from '../../src/worker/index.ts';
import { probeCalls } from '../../src/worker/probe-tasks.ts';
import { calls, type CallRow } from '../../src/worker/tasks.ts';

const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };
const cloud = (count: number) => sampleMixture(model.source, count, createRandom(2));
const plan: Calls['plan']['request'] = { start: cloud(128), target: model.target, coupling: 'sinkhorn', epsilon: 0.1, seed: 1 };
const trace: Calls['trace']['request'] = { model, source: model.source, points: cloud(8), at: 0, withJacobians: true };

/** Runs a call by a clock of its own, each look at which takes a whole slice: a piece of work that ends gives way. */
async function run<Name extends CallName>(name: Name, request: Calls[Name]['request'], most = Infinity): Promise<{ reply: Calls[Name]['reply'] | undefined; yields: number }> {
  let yields = 0;
  const reply = await (probeCalls as Readonly<Record<string, CallRow<typeof request, Calls[Name]['reply']>>>)[name].task(request, () => Promise.resolve(++yields < most), VELOCITIES);
  return { reply, yields };
}

beforeEach(() => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  onTestFinished(() => void vi.restoreAllMocks());
});

describe('gives way in its midst, and ends when nobody waits for it:', () => {
  test.each<[string, CallName, Calls[CallName]['request'], number]>([
    ['Sinkhorn’s plan', 'plan', plan, 100],
    ['an optimal plan', 'plan', { ...plan, coupling: 'ot' }, 40],
    ['an independent plan, for the best cost', 'plan', { ...plan, coupling: 'independent' }, 40],
    ['a trace', 'trace', trace, 40],
    ['a comparison of solvers', 'solverErrors', { model, start: cloud(8) }, 400],
    ['a transport cost by draws', 'transport', { model, start: cloud(128) }, 40],
  ])('%s', async (_, name, request, least) => {
    const { reply, yields } = await run(name, request);
    expect(reply).toBeDefined();
    expect(yields).toBeGreaterThan(least);
    expect(await run(name, request, 10)).toEqual({ reply: undefined, yields: 10 });
    expect((await run(name, request, yields)).reply, 'it has ended without a last look').toBeUndefined();
  });
});

test('a plan in pieces is the plan in one go', async () => {
  const { reply } = await run('plan', plan);
  const { x0, x1, ...parts } = reply!;
  const whole = couplingPlan(x0, x1, { coupling: 'sinkhorn', epsilon: 0.1 }, createRandom(1, 109));
  expect(parts.cost).toBe(whole.cost);
  expect(parts.weights).toEqual(whole.weights);
});

test('lets a first picture go ahead of a long plan, trace or transport cost', () => {
  const picture = calls.sampleField.length({ model, grid: { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [24, 24] }, maxTimes: 33 });
  expect(probeCalls.plan.length({ ...plan, start: cloud(512) })).toBeGreaterThan(picture);
  expect(probeCalls.trace.length({ ...trace, points: cloud(64) })).toBeGreaterThan(picture);
  expect(probeCalls.transport.length({ model, start: cloud(512) })).toBeGreaterThan(picture);
  expect(probeCalls.trace.length({ ...trace, points: cloud(1), withJacobians: false })).toBeLessThan(picture);
});
