import { filter, firstValueFrom, take, timeout, toArray, type Observable } from 'rxjs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { boxBalance, conversion, createNetwork, createRandom, dataset, EXACT_VELOCITIES, exactLogDensity, isotropicMixture, lossFloor, namedSchedule, pointsDataset, type MixtureModel } from '../../src/math/index.ts';
import { createClient, handshake, partOfCall, type IntegrateRequest } from '../../src/worker/index.ts';
import { serve } from '../../src/worker/host.ts';
import { createJoinedFlow } from './joined-flow.ts';

const box = { lower: [-0.5, -0.2], upper: [1, 0.9] };
const moons: MixtureModel = { kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law };
const points = pointsDataset({ name: 'three', columns: ['a', 'b'], points: { dimension: 2, count: 3, coordinates: Float64Array.of(0, 0, 1, 0, 0, 2) } });

describe('the balance of a box', () => {
  test('is that of the exact law, and again when the schedule is another', async () => {
    const { flow } = createJoinedFlow();
    const answers = firstValueFrom(flow.balance({ model: 'exact', box, t: 0.5 }).pipe(take(2), toArray()));
    await firstValueFrom(flow.balance({ model: 'exact', box, t: 0.5 }));
    flow.set({ schedule: 'cosine' });
    expect(await answers).toEqual([{ known: true, ...boxBalance({ ...moons, schedule: 'linear' }, box, 0.5) }, { known: true, ...boxBalance({ ...moons, schedule: 'cosine' }, box, 0.5) }]);
  });

  test('is not known in closed form of a network, and nothing is told where the exact field is not known', async () => {
    const { flow } = createJoinedFlow();
    expect(await firstValueFrom(flow.balance({ model: 'learned', box, t: 0.5 }))).toEqual({ known: false, why: 'law' });
    flow.set({ coupling: 'ot' });
    await expect(firstValueFrom(flow.balance({ model: 'exact', box, t: 0.5 }).pipe(timeout(300)))).rejects.toThrow(/Timeout/);
  });
});

test('neither a balance nor a trace is asked again for another seed, but a transport cost by draws is', async () => {
  const { flow } = createJoinedFlow();
  const answers = { balance: 0, trace: 0, transport: 0 };
  const questions = { balance: flow.balance({ model: 'exact', box, t: 0.5 }), trace: flow.trace({ model: 'exact', points: [0, 0], at: 0, withJacobians: false }), transport: flow.transport({ model: 'exact', count: 4 }) };
  for (const name of ['balance', 'trace', 'transport'] as const) {
    const listening = (questions[name] as Observable<unknown>).subscribe(() => answers[name]++);
    onTestFinished(() => listening.unsubscribe());
  }
  await vi.waitFor(() => expect(answers).toEqual({ balance: 1, trace: 1, transport: 1 }));
  flow.set({ seed: 5 });
  await vi.waitFor(() => expect(answers.transport).toBe(2));
  expect(answers).toEqual({ balance: 1, trace: 1, transport: 2 });
});

test('a density of a single time is that of the source', async () => {
  const { flow } = createJoinedFlow();
  const { times, mass } = await firstValueFrom(flow.density({ model: 'exact', grid: { dimension: 2, lower: [-4, -4], upper: [4, 4], size: [33, 33] }, times: [0], steps: 2 }));
  expect([...times]).toEqual([0]);
  expect(mass[0]).toBeCloseTo(1, 3);
});

describe('a trace', () => {
  test('tells the log density at a point of the data, by the exact field and by the network', async () => {
    const { flow } = createJoinedFlow();
    const traced = await firstValueFrom(flow.trace({ model: 'exact', points: [0.5, 0.4], at: 1, withJacobians: false }));
    if (!traced.known) throw new Error(traced.why);
    const p = new Float64Array(1);
    exactLogDensity(moons)(Float64Array.of(0.5, 0.4), 1, p);
    expect(traced.sourceLogDensity[0] + traced.expansion[0]).toBeCloseTo(p[0], 6);
    expect((await firstValueFrom(flow.trace({ model: 'learned', points: [0.5, 0.4], at: 1, withJacobians: true }))).known).toBe(true);
  });

  test('says that points have no density at their own time, and is followed almost to it', async () => {
    const { flow } = createJoinedFlow({ target: points });
    expect(await firstValueFrom(flow.trace({ model: 'exact', points: [0.5, 0.4], at: 1, withJacobians: false }))).toEqual({ known: false, why: 'points' });
    const traced = await firstValueFrom(flow.trace({ model: 'exact', points: [0.5, 0.4], at: 0.2, withJacobians: true }));
    if (!traced.known) throw new Error(traced.why);
    expect(traced.times.at(-1)).toBe(1 - 2 ** -10);
    expect(traced.expansion.every(Number.isFinite)).toBe(true);
    expect(traced.expansion.at(-1)).toBeLessThan(-8);
  });
});

describe('data without spread across a line', () => {
  const flat = { ...dataset('gaussian'), name: 'flat', law: { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(0, 0), covariances: Float64Array.of(1, 0, 0, 0) } };
  const place = { model: 'exact', x: [0.5, 0.4], t: 1 } as const;

  test('have no density at t = 1, no balance of a box, and no way back that can be told', async () => {
    const { flow } = createJoinedFlow({ target: flat });
    expect(await firstValueFrom(flow.trace({ model: 'exact', points: [0.5, 0.4], at: 1, withJacobians: false }))).toEqual({ known: false, why: 'points' });
    expect(await firstValueFrom(flow.balance({ model: 'exact', box, t: 1 }))).toEqual({ known: false, why: 'points' });
    expect(await firstValueFrom(flow.balance({ model: 'exact', box, t: 0.99 }))).toMatchObject({ known: true });
    expect(await firstValueFrom(flow.averageVelocity({ ...place, to: 0, steps: 4 }))).toEqual({ known: false });
  });
});

describe('what is asked of one place', () => {
  test('is told by the flow’s own schedule and seed, again when they change', async () => {
    const { flow } = createJoinedFlow();
    const place = { model: 'learned', x: [0.5, 0.4], t: 0.3 } as const;
    const linear = await firstValueFrom(flow.predictions(place));
    expect(linear.data![0]).toBeCloseTo(0.5 + 0.7 * linear.velocity![0], 6);
    const heard: number[] = [];
    const listening = flow.pairs({ ...place, model: 'exact', count: 4 }).subscribe(({ x0 }) => heard.push(x0[0]));
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    flow.set({ seed: 9 });
    await vi.waitFor(() => expect(new Set(heard).size).toBe(2));
    listening.unsubscribe();
    flow.set({ seed: 1, schedule: 'cosine' });
    const cosine = await firstValueFrom(flow.predictions(place));
    const { given, place: own } = conversion(namedSchedule('cosine'), 0.3, 'velocity', 'data')!;
    expect(cosine.data![0]).toBeCloseTo(given * cosine.velocity![0] + own * 0.5, 6);
  });

  test('of a network leaves the score out unless the source is normal', async () => {
    const { flow } = createJoinedFlow();
    const place = { model: 'learned', x: [0.5, 0.4], t: 0.3 } as const;
    expect((await firstValueFrom(flow.predictions(place))).score).toHaveLength(2);
    flow.set({ source: 'circles' });
    expect((await firstValueFrom(flow.predictions(place))).score).toBeUndefined();
  });

  test('is told at the end of [0, 1] for a time beyond it', async () => {
    const { flow } = createJoinedFlow();
    const at = (t: number) => firstValueFrom(flow.predictions({ model: 'exact', x: [0.5, 0.4], t }));
    expect(await at(-3)).toEqual(await at(0));
  });
});

describe('the floor of the loss', () => {
  const floorOf = async (parameters: Parameters<typeof createJoinedFlow>[0], group?: number) => {
    const found = await firstValueFrom(createJoinedFlow(parameters).flow.floor(group ? { group } : {}));
    if (!found.known) throw new Error(found.why);
    return found;
  };

  test('is exact for independent pairs, and told beside what reflow leaves of it', async () => {
    const { independent, reflowed, times, own } = await floorOf({ target: 'moons' });
    expect(own).toBeUndefined();
    const exact = lossFloor({ kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law }, { random: createRandom(3) });
    expect(Math.abs(independent.mean - exact.floor) / Math.hypot(independent.standardError, exact.standardError)).toBeLessThan(3);
    expect(independent.standardError).toBeLessThan(0.03 * independent.mean);
    expect(times.length).toBe(independent.byTime.length);
    expect(reflowed!.mean).toBeLessThan(0.01 * independent.mean);
  });

  test('falls with the coupling: optimal transport of more at a time leaves less, entropy more', async () => {
    const [few, many, entropic] = [(await floorOf({ coupling: 'ot' }, 8)).own!, (await floorOf({ coupling: 'ot' })).own!, (await floorOf({ coupling: 'sinkhorn', epsilon: 0.5 })).own!];
    expect([few.group, many.group, entropic.group]).toEqual([8, 256, 256]);
    const independent = (await floorOf({})).independent.mean;
    expect(independent).toBeGreaterThan(few.mean + 4 * few.standardError);
    expect(few.mean).toBeGreaterThan(many.mean + 4 * (few.standardError + many.standardError));
    expect(entropic.mean).toBeGreaterThan(many.mean + 4 * (entropic.standardError + many.standardError));
  });

  test('on a line nothing is left after reflow, for pairs of a flow cross nowhere there', async () => {
    const { reflowed, independent } = await floorOf({ target: 'two-gaussians' });
    expect(reflowed!.mean / independent.mean).toBeLessThan(1e-4);
  });

  test('is not told where it is infinite', async () => {
    expect(await firstValueFrom(createJoinedFlow({ schedule: 'variance-preserving' }).flow.floor({}))).toEqual({ known: false, why: 'infinite' });
  });
});

describe('a plan', () => {
  test('pairs the flow’s own cloud, by its coupling, also where the exact field is not known', async () => {
    const { flow } = createJoinedFlow({ coupling: 'ot' });
    const { x0, x1, partner, cost, optimalCost, independentCost } = await firstValueFrom(flow.plan({ count: 30 }));
    const cloud = await firstValueFrom(flow.cloud({ model: 'learned', count: 30, steps: 1 }));
    expect([...x0.coordinates].map(Math.fround)).toEqual([...cloud.positions.subarray(0, 60)]);
    expect(x1.count).toBe(30);
    expect([...partner].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    expect(cost).toBeCloseTo(optimalCost, 12);
    expect(cost).toBeLessThan(independentCost);
    const minibatch = await firstValueFrom(flow.plan({ count: 30, group: 5 }));
    expect(minibatch.cost).toBeGreaterThan(cost);
    expect([...minibatch.x1.coordinates]).toEqual([...x1.coordinates]);
    flow.set({ coupling: 'sinkhorn', epsilon: 500 });
    const entropic = await firstValueFrom(flow.plan({ count: 30 }).pipe(filter((plan) => plan.cost !== cost)));
    expect(entropic.cost).toBeGreaterThan(optimalCost);
    expect(entropic.cost).toBeCloseTo(independentCost, 1);
  });
});

describe('the transport cost of the flow’s own map', () => {
  test('is in closed form between Gaussians, by the cloud’s points else', async () => {
    const { flow } = createJoinedFlow({ target: 'gaussian' });
    expect(await firstValueFrom(flow.transport({ model: 'exact', count: 10 }))).toMatchObject({ isClosed: true });
    flow.set({ source: 'moons', target: 'eight-gaussians' });
    const { isClosed, flow: cost, optimal } = await firstValueFrom(flow.transport({ model: 'exact', count: 100 }));
    expect(isClosed).toBe(false);
    expect(cost).toBeGreaterThan(optimal);
    expect((await firstValueFrom(flow.transport({ model: 'learned', count: 60 }))).flow).toBeGreaterThan(0);
  }, 30_000);
});

describe.each([1, 2, 3])('how far the paths between two Gaussians are from straight, in %i dimensions,', (dimension) => {
  const [mean, spread] = [0.7, 2.5];
  // One Gaussian in two equal parts, of which no closed form is taken.
  const law = isotropicMixture(dimension, new Array<number>(2 * dimension).fill(mean), spread);
  const wide = { ...dataset(['two-gaussians', 'moons', 'trefoil'][dimension - 1]), name: 'wide', law };

  test.each(['linear', 'cosine'] as const)('is that of the closed form, schedule %s', async (schedule) => {
    const { flow } = createJoinedFlow({ target: wide, schedule });
    const count = 200;
    const { bend, isClosed } = await firstValueFrom(flow.transport({ model: 'exact', count }));
    expect(isClosed).toBe(false);
    // phi_t(x_0) = alpha m + sqrt(sigma^2 + alpha^2 s^2) x_0, coordinate by coordinate.
    const { alpha, sigma } = namedSchedule(schedule);
    const place = (x0: number, t: number): number => alpha(t) * mean + Math.hypot(sigma(t), alpha(t) * spread) * x0;
    const { positions } = await firstValueFrom(flow.cloud({ model: 'exact', count, solver: 'euler', steps: 1 }));
    const steps = 1000;
    let expected = 0;
    for (const x0 of positions.subarray(0, count * dimension)) {
      for (let s = 0; s < steps; s++) expected += steps * (place(x0, (s + 1) / steps) - place(x0, s / steps)) ** 2;
      expected -= (place(x0, 1) - place(x0, 0)) ** 2;
    }
    expect(bend).toBeGreaterThan(0.05);
    // A path of 64 straight pieces is a little shorter.
    expect(Math.abs(bend! * count / expected - 1)).toBeLessThan(2e-3);
  });
});

test('a worker that has code for exact fields alone says so, and is not asked by the page', async () => {
  const { port1, port2 } = new MessageChannel();
  const end = serve(port2, { evaluators: EXACT_VELOCITIES, calls: {}, feeds: {} });
  const client = createClient(handshake(() => port1));
  await expect(firstValueFrom(client.call('balance', { model: moons, box, t: 0.5 }))).rejects.toMatchObject({ code: 'worker-part' });
  client.close();
  end();
  expect(partOfCall('balance', { model: moons, box, t: 0.5 })).toBe('probes');
  expect(partOfCall('evaluate', { model: moons, points: { dimension: 2, count: 1, coordinates: Float64Array.of(0, 0) }, t: 0.5 })).toBe('math');
});

test('exact paths by equal steps are the mathematics’ alone, networks are followed by every solver where they are trained, and all else is asked of a worker that answers what few figures ask', () => {
  const network = createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 1 });
  const start = { dimension: 2, count: 1, coordinates: Float64Array.of(0, 0) };
  const partOf = (model: IntegrateRequest['model'], solver: IntegrateRequest['solver']) => partOfCall('integrate', { model, start, solver, steps: 1 });
  expect((['euler', 'midpoint', 'heun', 'rk4', 'dopri5', 'sde', 'average-velocity'] as const).map((solver) => partOf(moons, solver))).toEqual(['math', 'math', 'math', 'math', 'probes', 'probes', 'probes']);
  expect([partOf(network, 'heun'), partOf(network, 'dopri5')]).toEqual(['training', 'training']);
  expect(partOf({ kind: 'guided', all: moons, chosen: moons, guidance: 2 }, 'heun')).toBe('probes');
  expect(partOfCall('judge', { model: network, source: moons.source, target: moons.target, schedule: 'linear', seed: 1, measures: [] })).toBe('probes');
  expect(partOfCall('drawPairs', { model: network, source: moons.source, count: 1, steps: 1, seed: 1 })).toBe('training');
});

describe('errors of solvers', () => {
  test('are of the first points of the flow’s cloud, computed once for all who ask', async () => {
    const { flow } = createJoinedFlow({ source: 'gaussian', target: 'tilted-gaussian' });
    const errors$ = flow.solverErrors({ model: 'exact' });
    const [compared, again] = await Promise.all([firstValueFrom(errors$), firstValueFrom(flow.solverErrors({ model: 'exact' }))]);
    expect(again).toBe(compared);
    if (!compared.known) throw new Error('not known');
    const { positions, count } = await firstValueFrom(flow.cloud({ model: 'exact', solver: 'rk4', steps: 128, count: compared.ends.length / 2 }));
    expect(positions.slice(-2 * count).every((x, i) => Math.abs(x - compared.ends[i]) < 1e-5)).toBe(true);
  });

  test('are told of fewer points where the laws have many parts, and of a network', async () => {
    const { flow } = createJoinedFlow();
    const exact = await firstValueFrom(flow.solverErrors({ model: 'exact' }));
    const learned = await firstValueFrom(flow.solverErrors({ model: 'learned' }));
    if (!exact.known || !learned.known) throw new Error('not known');
    expect([exact.ends.length / 2, learned.ends.length / 2]).toEqual([12, 24]);
    expect(learned.isClosed).toBe(false);
  });
});
