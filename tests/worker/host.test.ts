import { BehaviorSubject, Subject, firstValueFrom, lastValueFrom, mergeMap, of, take, toArray } from 'rxjs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { chooseTimes, createNetwork, createRandom, dataset, energyDistance, gaussianMixture, integrate, isotropicMixture, pointsMixture, sampleField, sampleMixture, velocityField, type Points, type VelocityModel } from '../../src/math/index.ts';
import { all } from '../../src/worker/abilities-all.ts';
import { serve } from '../../src/worker/host.ts';
import { createClient, handshake, type FromWorker, type IntegrateRequest, type TrainRequest, type TrainingReport, type ToWorker } from '../../src/worker/index.ts';

/** A client and the real host, joined in one process; `sent` is what the page has said so far. */
function createJoined() {
  const { port1, port2 } = new MessageChannel();
  const sent: string[] = [];
  port2.addEventListener('message', ({ data }) => sent.push((data as ToWorker).type));
  const client = createClient(handshake(() => port1));
  serve(port2, all);
  onTestFinished(() => client.close());
  return { client, sent };
}

const source = gaussianMixture(2);
const target = isotropicMixture(2, [2, 0, -2, 0], 0.3);
const exact: VelocityModel = { kind: 'mixture', source, target };

function createCourse(changes: Partial<TrainRequest> = {}): TrainRequest {
  const initial = createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 7 });
  return { source, target, initial, firstStep: 0, steps: 40, batch: 32, learningRate: 1e-2, seed: 7, ...changes };
}

function createQuestion(changes: Partial<IntegrateRequest> = {}): IntegrateRequest {
  return { model: exact, start: sampleMixture(source, 200, createRandom(1)), solver: 'heun', steps: 8, ...changes };
}

const last = <T>(items: readonly T[]): T => items[items.length - 1];

/** Steps named by the curves of some reports, in order. */
const stepsOf = (reports: readonly TrainingReport[]) => reports.flatMap(({ curve }) => [...curve].filter((_, i) => i % 2 === 0));
const upTo = (step: number) => Array.from({ length: step }, (_, i) => i + 1);
/** Work that has given way and waits for its next slice: none when the worker is idle. */
const slicesWaiting = () => process.getActiveResourcesInfo().filter((name) => name === 'Immediate').length;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The worker evaluates networks in float32. */
const ROUNDING = 3e-6;

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i])), 0);
}

describe('a call', () => {
  test.each<[string, VelocityModel]>([
    ['the exact field', exact],
    ['an exact field that is infinite at t = 1', { ...exact, schedule: 'variance-preserving' }],
    ['a network', createCourse().initial],
  ])('to integrate along %s gives the paths that it gives here', async (_, model) => {
    const question = createQuestion({ model });
    const paths = await firstValueFrom(createJoined().client.call('integrate', question));
    const expected = integrate(velocityField(model), question.start, { solver: 'heun', steps: question.steps });
    expect({ ...paths, positions: undefined }).toEqual({ ...expected, positions: undefined });
    expect(largestDifference(paths.positions, expected.positions)).toBeLessThan(model.kind === 'mlp' ? ROUNDING : Number.MIN_VALUE);
  });

  test.each(['euler', 'midpoint', 'heun', 'rk4'] as const)('by %s costs what the mathematics says', async (solver) => {
    const question = createQuestion({ solver });
    const paths = await firstValueFrom(createJoined().client.call('integrate', question));
    const expected = integrate(velocityField(exact), question.start, { solver, steps: 8 });
    expect({ ...paths, positions: undefined }).toEqual({ ...expected, positions: undefined });
    expect(largestDifference(paths.positions, expected.positions)).toBe(0);
  });

  test('by dopri5 meets its tolerance in steps of its own', async () => {
    const question = createQuestion({ solver: 'dopri5', tolerance: 1e-7, steps: 1 });
    const { times, positions, evaluations } = await firstValueFrom(createJoined().client.call('integrate', question));
    const fine = integrate(velocityField(exact), question.start, { solver: 'rk4', steps: 400 });
    expect([times[0], times.at(-1)]).toEqual([0, 1]);
    expect(positions.length).toBe(times.length * question.start.coordinates.length);
    expect(evaluations).toBeGreaterThan(6 * (times.length - 1));
    expect(largestDifference(positions.slice(-400), fine.positions.slice(-400))).toBeLessThan(1e-5);
  });

  test.each([
    ['moons', dataset('moons').law],
    ['eight data points', pointsMixture({ dimension: 2, count: 8, coordinates: Float64Array.from({ length: 16 }, (_, i) => Math.cos(i * i)) })],
  ])('by sde ends in %s, in as few steps as a figure takes', async (_, law) => {
    const cloud = (seed: number): Points => sampleMixture(law, 600, createRandom(seed));
    const model: VelocityModel = { kind: 'mixture', source, target: law };
    const start = sampleMixture(source, 600, createRandom(1));
    const { positions } = await firstValueFrom(createJoined().client.call('integrate', { model, start, solver: 'sde', steps: 32 }));
    const end: Points = { dimension: 2, count: 600, coordinates: Float64Array.from(positions.slice(-1200)) };
    const chance = Math.max(...[11, 12, 13].map((seed) => energyDistance(cloud(seed), cloud(seed + 10))));
    expect(energyDistance(end, cloud(5))).toBeLessThan(2 * chance);
  });

  test('by sde is the same for one seed, another for another, and the flow without noise', async () => {
    const { client } = createJoined();
    const ask = (changes: Partial<IntegrateRequest>) => firstValueFrom(client.call('integrate', createQuestion({ solver: 'sde', steps: 20, ...changes })));
    const [first, again, other, still] = await Promise.all([ask({ seed: 5 }), ask({ seed: 5 }), ask({ seed: 6 }), ask({ noise: 0 })]);
    expect(again).toEqual(first);
    expect(largestDifference(first.positions, other.positions)).toBeGreaterThan(0.1);
    expect(largestDifference(still.positions, integrate(velocityField(exact), createQuestion().start, { solver: 'euler', steps: 20 }).positions)).toBeLessThan(1e-6);
    // Of a network, by the score that follows from its velocity.
    expect((await ask({ model: createCourse().initial })).positions.every(Number.isFinite)).toBe(true);
  });

  test.each<[string, VelocityModel]>([
    ['the exact field', exact],
    ['a network', createCourse().initial],
  ])('to sample %s on a grid gives the volume that it gives here', async (_, model) => {
    const grid = { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [7, 5] };
    const volume = await firstValueFrom(createJoined().client.call('sampleField', { model, grid, maxTimes: 9 }));
    const expected = sampleField(model, grid, chooseTimes(model, grid, 9));
    expect({ ...volume, velocity: undefined }).toEqual({ ...expected, velocity: undefined });
    expect(largestDifference(volume.velocity, expected.velocity)).toBeLessThan(model.kind === 'mlp' ? ROUNDING : Number.MIN_VALUE);
  });

  test('leaves the cloud that was sent in the hands of the page', async () => {
    const question = createQuestion();
    const before = question.start.coordinates.slice();
    await firstValueFrom(createJoined().client.call('integrate', question));
    expect(question.start.coordinates).toEqual(before);
  });

  test.each<[string, Partial<IntegrateRequest>, string]>([
    ['no step', { steps: 0 }, 'bad-request'],
    ['a cloud of another dimension', { start: sampleMixture(gaussianMixture(3), 5, createRandom(1)) }, 'bad-request'],
    ['no point', { start: { dimension: 2, count: 0, coordinates: new Float32Array(0) } }, 'bad-request'],
    ['more than memory holds', { steps: 2 ** 40 }, 'worker-memory'],
    ['what is no model at all', { model: null as never }, 'worker-task'],
  ])('with %s fails in words and the next one is answered', async (_, changes, code) => {
    const { client } = createJoined();
    await expect(lastValueFrom(client.call('integrate', createQuestion(changes)))).rejects.toMatchObject({ code, message: expect.stringMatching(/.{10}/) });
    await firstValueFrom(client.call('integrate', createQuestion()));
  });

  test('for a field on more nodes than memory holds is refused before memory is asked for', async () => {
    const { client } = createJoined();
    const grid = { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [1e5, 1e5] };
    await expect(lastValueFrom(client.call('sampleField', { model: exact, grid, maxTimes: 9 }))).rejects.toMatchObject({ code: 'worker-memory', saying: { key: 'noMemory' } });
  });

  test('what a page’s author can bring about comes as data too: a page can say it in its own language', async () => {
    const { client } = createJoined();
    const law = pointsMixture({ dimension: 2, count: 2500, coordinates: new Float64Array(5000) });
    const crowded = client.call('integrate', createQuestion({ model: { kind: 'mixture', source: law, target: law } }));
    await expect(lastValueFrom(crowded)).rejects.toMatchObject({ code: 'bad-request', saying: { key: 'tooManyPairs', sources: 2500, targets: 2500 } });
  });

  test('that was left is given up before its end', async () => {
    const { client } = createJoined();
    let isAnswered = false;
    const endless = createQuestion({ start: sampleMixture(source, 20_000, createRandom(1)), steps: 500 });
    const left = client.call('integrate', endless).subscribe(() => (isAnswered = true));
    await firstValueFrom(client.call('integrate', createQuestion()));
    left.unsubscribe();
    await expect.poll(slicesWaiting).toBe(0);
    expect(isAnswered).toBe(false);
  });
});

test.each<[string, [number, number], RegExp]>([
  ['one that is shorter is answered before one that came first goes on', [400, 10], /^(1 )?2 1$/],
  ['one that is longer waits for one that came first', [10, 400], /^1 2$/],
  ['two of one length take turns', [100, 100], /^([12] ){10}/],
])('of two calls, %s', async (_, steps, expected) => {
  // A clock that goes on by being looked at, so that slices are as long on every machine.
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
  onTestFinished(() => void vi.restoreAllMocks());
  const evaluated: unknown[] = [];
  const { port1, port2 } = new MessageChannel();
  const client = createClient(handshake(() => port1));
  onTestFinished(() => client.close());
  serve(port2, { feeds: {}, calls: {}, evaluators: { mlp: ({ timeFeatures }) => (_x, _t, out) => (evaluated.push(timeFeatures), void out.fill(0)) } });
  await Promise.all(steps.map((count, i) => {
    const model = createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 7, timeFeatures: i + 1 });
    return firstValueFrom(client.call('integrate', createQuestion({ model, start: sampleMixture(source, 16, createRandom(1)), solver: 'euler', steps: count })));
  }));
  expect(evaluated.filter((name, i) => name !== evaluated[i - 1]).join(' ')).toMatch(expected);
});

test('the worker answers a ping', async () => {
  const { port1, port2 } = new MessageChannel();
  onTestFinished(() => port1.close());
  const said: string[] = [];
  port1.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => said.push(data.type));
  port1.start();
  serve(port2, all);
  port1.postMessage({ type: 'ping', id: 0 } satisfies ToWorker);
  await expect.poll(() => said).toEqual(['ready', 'pong']);
});

describe('training', () => {
  test('tells every step of the curve once and completes when it is done', async () => {
    const reports = await lastValueFrom(createJoined().client.feed('train', createCourse({ engine: 'tfjs' })).pipe(toArray()));
    expect(stepsOf(reports)).toEqual(upTo(40));
    expect(reports[0].step).toBeLessThan(40);
    expect(last(reports)).toMatchObject({ phase: 'done', step: 40, steps: 40, engine: 'tfjs wasm' });
  });

  test('learns: the excess falls, the floor stays', async () => {
    const reports = await lastValueFrom(createJoined().client.feed('train', createCourse({ steps: 300, engine: 'tfjs' })).pipe(toArray()));
    expect(new Set(reports.map(({ floor }) => floor)).size).toBe(1);
    expect(last(reports).excess).toBeLessThan(0.3 * reports[0].excess);
  });

  test('answers a call in the middle', async () => {
    const { client } = createJoined();
    const report = await firstValueFrom(
      client.feed('train', createCourse({ steps: 1e6 })).pipe(
        take(1),
        mergeMap((report) => client.call('integrate', createQuestion({ model: report.model }))),
      ),
    );
    expect(report.count).toBe(200);
  });

  test('rests while it is paused, says how far it has come, and goes on from there', async () => {
    const { client } = createJoined();
    const running$ = new BehaviorSubject(true);
    const reports: TrainingReport[] = [];
    const first = new Promise<void>((resolve) => {
      const run = client.feed('train', createCourse({ steps: 1e6 }), running$).subscribe((report) => {
        reports.push(report);
        resolve();
      });
      onTestFinished(() => run.unsubscribe());
    });
    await first;
    running$.next(false);
    await pause(200);
    const rested = last(reports).step;
    await pause(500);
    expect(last(reports).step).toBe(rested);
    running$.next(true);
    await expect.poll(() => last(reports).step).toBeGreaterThan(rested);
    expect(stepsOf(reports)).toEqual(upTo(last(reports).step));
    // The step after the rest may be the second of all, and the cloud of the first was measured before it.
    await expect.poll(() => last(reports).stepsPerSecond, { timeout: 5000 }).toBeGreaterThan(20);
  });

  test('is told that it rests, so that the rest is no part of its time', async () => {
    const { port1, port2 } = new MessageChannel();
    const rest = vi.fn();
    const advance = vi.fn();
    const training = { isOver: () => false, isFrameDue: () => false, step: () => true, advance, rest, frame: () => { throw new Error('is not due'); }, dispose: () => undefined };
    serve(port2, { ...all, feeds: { train: () => Promise.resolve(training) } });
    onTestFinished(() => port1.close());
    const say = (message: ToWorker) => port1.postMessage(message);
    say({ type: 'open', id: 1, name: 'train', request: createCourse(), paused: false });
    await expect.poll(() => advance.mock.calls.length).toBeGreaterThan(0);
    expect(rest).not.toHaveBeenCalled();
    say({ type: 'pause', id: 1 });
    await expect.poll(() => rest.mock.calls.length).toBe(1);
    say({ type: 'close', id: 1 });
  });

  test('stops when it is left: the worker is idle again', async () => {
    const { client, sent } = createJoined();
    const { step } = await firstValueFrom(client.feed('train', createCourse({ steps: 1e6 })));
    expect(step).toBeGreaterThan(0);
    await expect.poll(() => sent).toContain('close');
    await expect.poll(slicesWaiting).toBe(0);
  });

  test('that is left at once is never begun', async () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const begun: number[] = [];
    const train = (request: TrainRequest) => (begun.push(request.seed), all.feeds.train!(request));
    serve(port2, { ...all, feeds: { train } });
    const say = (message: ToWorker) => port1.postMessage(message);
    const done = new Promise<void>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<FromWorker>) => data.type === 'done' && resolve();
    });
    for (let id = 1; id < 20; id++) {
      say({ type: 'open', id, name: 'train', request: createCourse({ seed: id }), paused: false });
      if (id < 19) say({ type: 'close', id });
    }
    for (let credit = 0; credit < 100; credit++) say({ type: 'credit', id: 19 });
    await done;
    expect(begun).toEqual([19]);
  });

  test('sends no second report before the first was taken, and then tells all that came to pass meanwhile', async () => {
    const { port1, port2 } = new MessageChannel();
    const frames: TrainingReport[] = [];
    port1.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === 'frame') frames.push(data.frame);
    });
    port1.start();
    serve(port2, all);
    onTestFinished(() => port1.close());
    const say = (message: ToWorker) => port1.postMessage(message);
    say({ type: 'open', id: 1, name: 'train', request: createCourse({ steps: 1e6 }), paused: false });
    await expect.poll(() => frames.length).toBe(1);
    await pause(800);
    expect(frames.length).toBe(1);
    say({ type: 'credit', id: 1 });
    await expect.poll(() => frames.length).toBe(2);
    expect(frames[1].step).toBeGreaterThan(frames[0].step + 20);
    expect(stepsOf(frames)).toEqual(upTo(frames[1].step));
    say({ type: 'close', id: 1 });
  });

  test('takes one step at a time while it is paused, and tells each', async () => {
    const { client } = createJoined();
    const steps$ = new Subject<void>();
    const reports: TrainingReport[] = [];
    const run = client.feed('train', createCourse({ steps: 1e6 }), of(false), steps$).subscribe((report) => reports.push(report));
    onTestFinished(() => run.unsubscribe());
    for (const step of [1, 2, 3]) {
      steps$.next();
      await expect.poll(() => reports.at(-1)?.step).toBe(step);
    }
    await pause(100);
    expect(last(reports).step).toBe(3);
    expect(stepsOf(reports)).toEqual([1, 2, 3]);
  });

  test('goes on from its last report when the worker is lost in the middle', async () => {
    const doomed = createJoined().client;
    const running = doomed.feed('train', createCourse({ steps: 1200 }));
    const reports: TrainingReport[] = [];
    await new Promise<void>((resolve) => {
      running.subscribe({
        next(report) {
          reports.push(report);
          if (report.step >= 500) doomed.close();
        },
        error: () => resolve(),
        complete: () => resolve(),
      });
    });
    const kept = last(reports);
    expect(kept.step).toBeGreaterThanOrEqual(500);
    const again = await lastValueFrom(createJoined().client.feed('train', createCourse({ steps: 1200, initial: kept.model, firstStep: kept.step })).pipe(toArray()));
    expect(stepsOf(again)[0] ?? 1201).toBe(kept.step + 1);
    expect(last(again)).toMatchObject({ phase: 'done', step: 1200 });
    expect(last(again).excess).toBeLessThan(kept.excess + 0.02);
  });

  test('two at a time share the worker, and both come to their end', async () => {
    const { client } = createJoined();
    const [one, two] = await Promise.all([1, 2].map((seed) => lastValueFrom(client.feed('train', createCourse({ seed })))));
    expect(one.step + two.step).toBe(80);
    expect(one.excess).not.toBe(two.excess);
  });

  test('three that are equally long take turns, and none waits for the end of another', async () => {
    const { client } = createJoined();
    const steps = [0, 0, 0];
    await new Promise<void>((resolve, reject) => {
      const ends = steps.map((_, i) => client.feed('train', createCourse({ seed: i + 1, steps: 30_000 })).subscribe({
        next: ({ step }) => void (steps[i] = step),
        error: reject,
        complete: () => {
          for (const end of ends) end.unsubscribe();
          resolve();
        },
      }));
    });
    console.info(`three trainings in one worker: ${steps.join(', ')} steps are reported when the first has ended`);
    // Steps since the last report are not counted, and on a busy machine reports come late; who has no turn has none at all.
    expect(Math.min(...steps)).toBeGreaterThan(0.25 * Math.max(...steps));
  });

  test('that cannot begin or go on fails in words', async () => {
    const { client } = createJoined();
    await expect(lastValueFrom(client.feed('train', createCourse({ batch: 0 })))).rejects.toMatchObject({ code: 'bad-request' });
    const wild = createCourse({ learningRate: 1e9, steps: 1e6 });
    await expect(lastValueFrom(client.feed('train', wild))).rejects.toMatchObject({ code: 'training-diverged', saying: { key: 'diverged', kept: 0 } });
  });
});

describe('reflow', () => {
  test('on the pairs of a network makes it straighter and one step of it better, and again', async () => {
    const { client } = createJoined();
    const drawn = (model: VelocityModel) => firstValueFrom(client.call('drawPairs', { model, source, count: 2000, steps: 24, seed: 7 }));
    const train = async (changes: Partial<TrainRequest>) => last(await lastValueFrom(client.feed('train', createCourse({ steps: 600, batch: 128, ...changes })).pipe(toArray())));
    const first = await train({});
    const before = await drawn(first.model);
    const second = await train({ initial: first.model, pairs: before.pairs });
    expect(second.floor).toBeNaN();
    const after = await drawn(second.model);
    expect(after.pairs.x0).toEqual(before.pairs.x0);
    expect(after.straightness).toBeLessThan(0.3 * before.straightness);
    expect(after.oneStepError).toBeLessThan(0.6 * before.oneStepError);
    const third = await drawn((await train({ initial: second.model, pairs: after.pairs })).model);
    expect(third.straightness).toBeLessThan(0.5 * before.straightness);
    console.info(`reflow: straightness ${[before, after, third].map(({ straightness }) => straightness.toFixed(3)).join(' -> ')}, ` +
      `one-step error ${[before, after, third].map(({ oneStepError }) => oneStepError.toFixed(3)).join(' -> ')}`);
  });

  test('pairs are where the model itself carries the noise', async () => {
    const { client } = createJoined();
    const { pairs, straightness } = await firstValueFrom(client.call('drawPairs', { model: exact, source, count: 50, steps: 16, seed: 7 }));
    const paths = integrate(velocityField(exact), pairs.x0, { solver: 'heun', steps: 16 });
    expect([...pairs.x1.coordinates]).toEqual([...paths.positions.slice(-100)]);
    expect(straightness).toBeGreaterThan(0);
  });

  test.each([0, 1.5, NaN])('%d pairs are refused in words', async (count) => {
    const { client } = createJoined();
    const drawn = firstValueFrom(client.call('drawPairs', { model: exact, source, count, steps: 4, seed: 7 }));
    await expect(drawn).rejects.toMatchObject({ code: 'bad-request', message: expect.stringMatching(/count/) });
  });
});
