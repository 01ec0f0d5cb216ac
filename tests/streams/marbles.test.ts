import { EMPTY, Subject, map, of, retry, throwError, type Observable } from 'rxjs';
import { TestScheduler, type RunHelpers } from 'rxjs/testing';
import { expect, test } from 'vitest';
import { createNetwork, gaussianMixture, type FieldVolume, type MixtureModel, type MlpModel, type Trajectories } from '../../src/math/index.ts';
import { createClock, createFlow, integrate, playback, sampleField, train, workerCompute, type Compute, type TrainingInputs } from '../../src/streams/index.ts';
import { WorkerFailure, type IntegrateRequest, type TrainingReport, type TrainRequest, type WorkerClient } from '../../src/worker/index.ts';

/**
 * Streams against a worker whose answers come at stated times. What it answers is beside the point here; the other tests of this
 * folder ask real ones.
 */
interface Timetable {
  /** Of each question in turn; the last one of those that follow. */
  readonly answers: readonly Observable<unknown>[];
  readonly requests: unknown[];
  leases: number;
  /** Leases that are not given back. */
  held: number;
  readonly compute: Compute;
}

function timetable(...answers: Observable<unknown>[]): Timetable {
  const table: Timetable = {
    answers,
    requests: [],
    leases: 0,
    held: 0,
    compute: workerCompute(() => {
      table.leases++;
      table.held++;
      let isHeld = true;
      const answer = (_name: string, request: unknown): Observable<unknown> => {
        table.requests.push(request);
        return table.answers[Math.min(table.requests.length, table.answers.length) - 1];
      };
      const client = { call: answer, feed: answer } as unknown as WorkerClient;
      return {
        client,
        release: () => {
          if (isHeld) table.held--;
          isHeld = false;
        },
      };
    }),
  };
  return table;
}

const run = (body: (helpers: RunHelpers) => void): void =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(body);

const law = gaussianMixture(1);
const exact: MixtureModel = { kind: 'mixture', source: law, target: law };
const network = createNetwork({ dimension: 1, hidden: [2], activation: 'tanh', seed: 1 });
const start = { dimension: 1, count: 1, coordinates: Float64Array.of(0) };
const paths = (end: number): Trajectories => ({ dimension: 1, count: 1, times: Float64Array.of(0, 1), positions: Float32Array.of(0, end), evaluations: 1 });
const crash = new WorkerFailure('worker-crash', 'gone');

const integrated = ({ compute }: Timetable) => integrate({ start, solver: 'heun', steps: 1 }, compute);

test('integrate: answers what came first and then the newest that waits', () => {
  run(({ hot, cold, expectObservable, flush }) => {
    const table = timetable(cold('---(1|)'), cold('---(3|)'));
    expectObservable(hot('abc|', { a: exact, b: exact, c: network }).pipe(integrated(table))).toBe('---1--(3|)');
    flush();
    expect(table.requests).toEqual([exact, network].map((model) => expect.objectContaining({ model })));
    expect(table.held).toBe(0);
  });
});

test('integrate: who leaves early leaves nothing behind', () => {
  run(({ hot, cold, expectObservable, expectSubscriptions, flush }) => {
    const answer$ = cold('         -----1');
    const table = timetable(answer$);
    expectObservable(hot('         -a', { a: exact }).pipe(integrated(table)), '^--!').toBe('');
    expectSubscriptions(answer$.subscriptions).toBe('-^-!');
    flush();
    expect(table.held).toBe(0);
  });
});

test('integrate: an error of the task is one of the stream; a lost worker is replaced once, not twice', () => {
  run(({ cold, expectObservable, flush }) => {
    const failing = timetable(cold('-#', undefined, new WorkerFailure('worker-task', 'no')));
    expectObservable(cold('a', { a: exact }).pipe(integrated(failing))).toBe('-#', undefined, new WorkerFailure('worker-task', 'no'));
    const once = timetable(cold('--#', undefined, crash), cold('--(1|)'));
    expectObservable(cold('(a|)', { a: exact }).pipe(integrated(once))).toBe('----(1|)');
    const twice = timetable(cold('--#', undefined, crash));
    expectObservable(cold('a', { a: exact }).pipe(integrated(twice))).toBe('----#', undefined, crash);
    flush();
    expect([failing.leases, once.leases, twice.leases]).toEqual([1, 2, 2]);
    expect([failing.held, once.held, twice.held]).toEqual([0, 0, 0]);
  });
});

test.each<[string, Partial<TrainRequest>, MixtureModel | MlpModel | undefined, string]>([
  ['an exact field the mathematics alone', {}, exact, 'math'],
  ['a network our own kernels too', {}, network, 'training'],
  ['a training our own kernels too', {}, undefined, 'training'],
  ['a training by the reference all of it', { engine: 'tfjs' }, undefined, 'all'],
])('of a worker, %s is asked', (_, request, model, part) => {
  const asked: unknown[] = [];
  const compute = workerCompute((_isAlone, wanted) => {
    asked.push(wanted);
    return { client: { call: () => EMPTY, feed: () => EMPTY } as unknown as WorkerClient, release: () => undefined };
  });
  if (model) compute.call('integrate', { model } as IntegrateRequest).subscribe();
  else compute.feed('train', request as TrainRequest, of(true), EMPTY).subscribe();
  expect(asked).toEqual([part]);
});

test('what a worker finds that it has no code for is asked of one that has all of it, and so is the next, and at once where two had begun', () => {
  const asked: unknown[] = [];
  const answers: unknown[] = [];
  const refusals = new Subject<never>();
  const compute = workerCompute((_isAlone, part) => {
    asked.push(part);
    return { client: { feed: () => (part === 'all' ? of(part) : refusals) } as unknown as WorkerClient, release: () => undefined };
  });
  const train = () => compute.feed('train', {} as TrainRequest, of(true), EMPTY).subscribe((answer) => answers.push(answer));
  train();
  train();
  refusals.error(new WorkerFailure('worker-part', 'no SIMD'));
  train();
  expect(asked).toEqual(['training', 'training', 'all', 'all', 'all']);
  expect(answers).toEqual(['all', 'all', 'all']);
});

test('each who subscribes to a question has one other worker to ask when one is lost, whatever became of the others', () => {
  run(({ cold, expectObservable, flush }) => {
    const lost = cold('--#', undefined, crash);
    const table = timetable(lost, cold('--(1|)'), lost, cold('--(1|)'), lost, lost);
    const question$ = table.compute.call('integrate', { model: exact } as IntegrateRequest);
    expectObservable(question$).toBe('----(1|)');
    expectObservable(question$, '10ms ^').toBe('10ms ----(1|)');
    expectObservable(question$, '20ms ^').toBe('20ms ----#', undefined, crash);
    flush();
    expect([table.leases, table.held]).toEqual([6, 0]);
  });
});

test('a run over which a worker was lost goes on in one that nobody else is given; calls go on sharing', () => {
  const asked: string[] = [];
  const lost = () => throwError(() => crash);
  const compute = workerCompute((isAlone) => {
    const as = (name: string) => () => (asked.push(`${name}${isAlone ? ' alone' : ''}`), lost());
    return { client: { call: as('call'), feed: as('feed') } as unknown as WorkerClient, release: () => undefined };
  });
  const silently = { error: () => undefined };
  compute.feed('train', {} as TrainRequest, of(true), EMPTY).pipe(retry(2)).subscribe(silently);
  compute.call('integrate', {} as IntegrateRequest).subscribe(silently);
  expect(asked).toEqual(['feed', 'feed alone', 'feed alone', 'call', 'call']);
});

test('sampleField: an exact model is answered coarse and fine, a network once, and who leaves in between is not answered', () => {
  run(({ cold, expectObservable, flush }) => {
    const grid = { dimension: 1, lower: [0], upper: [1], size: [30] };
    const field = ({ compute }: Timetable) => sampleField({ grid, maxTimes: 9 }, compute);
    const both = timetable(cold<Partial<FieldVolume>>('--(c|)'), cold<Partial<FieldVolume>>('---(f|)'));
    expectObservable(cold('(a|)', { a: exact }).pipe(field(both))).toBe('--c--(f|)');
    const single = timetable(cold('--(f|)'));
    expectObservable(cold('(a|)', { a: network }).pipe(field(single))).toBe('--(f|)');
    const left = timetable(cold('--(c|)'), cold('---(f|)'));
    expectObservable(cold('a', { a: exact }).pipe(field(left)), '^---!').toBe('--c');
    flush();
    expect(both.requests).toMatchObject([{ grid: { size: [10] }, maxTimes: 5 }, { grid: { size: [30] }, maxTimes: 9 }]);
    expect(single.requests.length).toBe(1);
    expect(left.held).toBe(0);
  });
});

test('playback: a frame for each time and each new trajectory; both sources are let go', () => {
  run(({ hot, expectObservable, expectSubscriptions }) => {
    const trajectories$ = hot('a----b---', { a: paths(1), b: paths(3) });
    const time$ = hot('       --0-1--2-', { 0: 0, 1: 0.5, 2: 1 });
    const positions$ = trajectories$.pipe(playback(time$), map(({ t, positions }) => [t, positions[0]]));
    expectObservable(positions$, '^-------!').toBe('--a-bc-d', { a: [0, 0], b: [0.5, 0.5], c: [0.5, 1.5], d: [1, 3] });
    expectSubscriptions(trajectories$.subscriptions).toBe('^-------!');
    expectSubscriptions(time$.subscriptions).toBe('^-------!');
  });
});

test('playback: passes an error on; a late subscriber waits for the next of both', () => {
  run(({ hot, expectObservable }) => {
    const trajectories$ = hot('a-----b-#', { a: paths(1), b: paths(3) });
    const time$ = hot('       0---1----', { 0: 0, 1: 1 });
    const ends$ = trajectories$.pipe(playback(time$), map(({ positions }) => positions[0]));
    expectObservable(ends$).toBe('     0---1-3-#', { 0: 0, 1: 1, 3: 3 });
    expectObservable(ends$, '--^').toBe('------3-#', { 3: 3 });
  });
});

test('clock: runs only while it is watched, and tells a late one where it stands', () => {
  run(({ hot, expectObservable, expectSubscriptions }) => {
    const stamps$ = hot('-a-b-c-d-e-', { a: 0, b: 60, c: 120, d: 180, e: 240 });
    const clock = createClock(stamps$);
    clock.play();
    const hundredths$ = clock.time$.pipe(map((t) => Math.round(100 * t)));
    expectObservable(hundredths$, '^-----!').toBe('0--1-2', { 0: 0, 1: 1, 2: 2 });
    expectObservable(hundredths$, '-------^---!').toBe('-------2-3', { 2: 2, 3: 3 });
    expectSubscriptions(stamps$.subscriptions).toBe(['^-----!', '-------^---!']);
  });
});

const inputs: TrainingInputs = {
  source: law, target: law, schedule: 'linear', coupling: 'independent', epsilon: 0.1, seed: 1, objective: 'flow-matching', steps: 9, batch: 1, optimizer: 'adam', momentum: 0,
  learningRate: 0.01, warmup: 0, clipNorm: 0, hiddenLayers: [2], activation: 'tanh', timeFeatures: 0, engine: 'auto', targets: 'conditional',
};
const report = (step: number): TrainingReport => ({
  phase: step === 9 ? 'done' : 'training', engine: 'timetable', step, steps: 9, curve: Float64Array.of(step, 1), loss: 1, floor: 0, excess: 1,
  lossByTime: new Float64Array(10), floorByTime: new Float64Array(10), stepsPerSecond: 1, secondsLeft: 9 - step, checkpoints: [], model: network,
  memory: { optimizerSteps: step, slots: [], random: { words: Int32Array.of(1, 2, 3, step), read: 0, spare: NaN } },
});
const reports = { 1: report(1), 5: report(5), 9: report(9) };
/** `phase step`, so far as it is known. */
const states = (moments$: ReturnType<typeof train>['moments$']) => moments$.pipe(map(({ state }) => `${state.phase} ${state.step}`));
const seen = { i: 'idle 0', s: 'starting 0', 1: 'training 1', 5: 'training 5', p: 'paused 5', 9: 'done 9', f: 'failed 5' };

test('train: rests, starts, tells its reports and ends; a late subscriber is told where it stands', () => {
  run(({ hot, cold, expectObservable, flush }) => {
    const table = timetable(cold('--1--5--(9|)', reports));
    const training = train(hot('a-', { a: inputs }), table.compute);
    cold('--a').subscribe(() => training.start());
    expectObservable(states(training.moments$), '^ 20ms !').toBe('i-s-1--5--(99)', seen);
    expectObservable(states(training.moments$), '-----^ 20ms !').toBe('-----1-5--(99)', seen);
    flush();
    expect(table.leases).toBe(1);
    expect(table.held).toBe(0);
  });
});

test('train: one that leaves and returns within the grace period finds the feed open; later, one that goes on from its last report', () => {
  run(({ cold, expectObservable, expectSubscriptions, flush }) => {
    const feed$ = cold('1--5', reports);
    const again$ = cold('----(9|)', reports);
    const table = timetable(feed$, again$);
    const training = train(cold('a', { a: inputs }), table.compute);
    training.start();
    expectObservable(states(training.moments$), '^-!').toBe('(s1)', seen);
    expectObservable(states(training.moments$), '500ms ^-!').toBe('500ms 5', seen);
    expectObservable(states(training.moments$), '4s ^-----!').toBe('4s 5---(99)', seen);
    expectSubscriptions(feed$.subscriptions).toBe('^ 1501ms !');
    flush();
    expect(table.requests.map((request) => (request as TrainRequest).firstStep)).toEqual([0, 5]);
    expect((table.requests[1] as TrainRequest).memory).toEqual(reports[5].memory);
  });
});

test('train: early unsubscribe closes the feed after the grace period; an error is a state, and the network stays', () => {
  run(({ hot, cold, expectObservable, expectSubscriptions, flush }) => {
    const silent$ = cold('------');
    const left = train(hot('a', { a: inputs }), timetable(silent$).compute);
    left.start();
    expectObservable(states(left.moments$), '^--!').toBe('s', seen);
    expectSubscriptions(silent$.subscriptions).toBe('^ 1002ms !');
    const failing = train(hot('a', { a: inputs }), timetable(cold('-5-#', reports, new WorkerFailure('worker-task', 'no'))).compute);
    failing.start();
    expectObservable(states(failing.moments$), '^ 10ms !').toBe('s5-f', seen);
    flush();
  });
});

test('train: new inputs end the run of the old ones', () => {
  run(({ hot, cold, expectObservable, expectSubscriptions }) => {
    const feed$ = cold('-5---9', reports);
    const training = train(hot('a--b', { a: inputs, b: { ...inputs, seed: 2 } }), timetable(feed$).compute);
    training.start();
    expectObservable(states(training.moments$), '^------!').toBe('s5-s5--', seen);
    expectSubscriptions(feed$.subscriptions).toBe(['^--!', '---^ 1003ms !']);
  });
});

test('createFlow: frames follow the clock, one cloud serves all who watch, and it outlives a short absence', () => {
  run(({ cold, expectObservable, flush }) => {
    const table = timetable(cold('--(a|)', { a: paths(2) }));
    const flow = createFlow({ target: 'gaussian' }, { clock: createClock(cold('')), compute: table.compute });
    cold('----a').subscribe(() => flow.clock.seek(0.5));
    const ends$ = flow.cloud({ count: 1 }).pipe(playback(flow.time$), map(({ positions }) => positions[0]));
    expectObservable(ends$, '^------!').toBe('--0-1', { 0: 0, 1: 1 });
    expectObservable(ends$, '---^---!').toBe('---01', { 0: 0, 1: 1 });
    expectObservable(ends$, '600ms ^-!').toBe('600ms 1', { 1: 1 });
    flush();
    expect(table.leases).toBe(1);
  });
});

test('createFlow: an error of the worker reaches who watches, and the next one asks anew', () => {
  run(({ cold, expectObservable, flush }) => {
    const failure = new WorkerFailure('worker-task', 'no');
    const table = timetable(cold('--#', undefined, failure), cold('--(a|)', { a: paths(2) }));
    const flow = createFlow({ target: 'gaussian' }, { clock: createClock(cold('')), compute: table.compute });
    const ends$ = flow.cloud({ count: 1 }).pipe(playback(flow.time$), map(({ positions }) => positions[0]));
    expectObservable(ends$).toBe('--#', undefined, failure);
    expectObservable(ends$, '----^---!').toBe('------0', { 0: 0 });
    flush();
    expect(table.held).toBe(0);
  });
});
