import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { expect, test, vi } from 'vitest';
import { slowMotion, STAGES, type SlowMoment } from '../../src/streams/index.ts';
import { createJoinedFlow } from './joined-flow.ts';

const places = () => ({ grid: { dimension: 2, lower: [-1, -1], upper: [1, 1], size: [2, 2] }, times: Float64Array.of(0, 1) });

function create(steps = 30) {
  const { flow: { training } } = createJoinedFlow({ batch: 4, steps });
  const slow = slowMotion(training, places);
  const told: (SlowMoment | undefined)[] = [];
  const watching = slow.moment$.subscribe((moment) => told.push(moment));
  const at = async (step: number, stage: string): Promise<SlowMoment> =>
    (await firstValueFrom(slow.moment$.pipe(filter((moment) => moment?.explained.step === step && moment.stage === stage))))!;
  const steps$ = () => firstValueFrom(training.state$);
  return { training, slow, told, at, state: steps$, end: () => watching.unsubscribe() };
}

test('stages follow one another; the step is taken where its stage begins, and then the next batch is drawn', async () => {
  const { slow, at, state, training, end } = create();
  for (const step of [1, 2]) {
    for (const stage of STAGES) {
      const { explained } = await at(step, stage);
      expect(explained.t).toHaveLength(4);
      if (STAGES.indexOf(stage) < STAGES.indexOf('step')) expect((await state()).step).toBe(step - 1);
      else await firstValueFrom(training.state$.pipe(filter((now) => now.step === step)));
      slow.next();
    }
  }
  await at(3, 'pair');
  end();
});

test('going back takes nothing back: the step is not taken twice', async () => {
  const { slow, at, state, training, end } = create();
  await at(1, 'pair');
  for (let i = 0; i < 4; i++) slow.next();
  await firstValueFrom(training.state$.pipe(filter(({ step }) => step === 1)));
  slow.back();
  await at(1, 'residual');
  slow.next();
  await at(1, 'step');
  expect((await state()).step).toBe(1);
  end();
});

test('a step that somebody else takes is the one that is shown; a training that goes on, or is over, has none', async () => {
  const { slow, told, at, training, end } = create(12);
  await at(1, 'pair');
  training.step();
  await at(1, 'step');
  training.start();
  await vi.waitFor(() => expect(told.at(-1)).toBeUndefined());
  await firstValueFrom(training.state$.pipe(filter(({ phase }) => phase === 'done')));
  slow.next();
  expect(told.at(-1)).toBeUndefined();
  training.reset();
  await at(1, 'pair');
  end();
});

test('other inputs have another batch', async () => {
  const { flow } = createJoinedFlow({ batch: 4 });
  const slow = slowMotion(flow.training, places);
  const watching = slow.moment$.subscribe();
  const first = await firstValueFrom(slow.moment$.pipe(filter((moment) => moment !== undefined)));
  flow.set({ seed: 8 });
  const other = await firstValueFrom(slow.moment$.pipe(filter((moment) => moment !== undefined && moment.explained !== first.explained)));
  expect(other!.explained.t).not.toEqual(first.explained.t);
  watching.unsubscribe();
});

test('a training that is started while the next batch is explained calls that off', async () => {
  const { slow, told, at, training, end } = create(200);
  await at(1, 'pair');
  for (let i = 1; i < STAGES.length; i++) slow.next();
  await firstValueFrom(training.state$.pipe(filter(({ step }) => step === 1)));
  await at(1, 'field');
  slow.next();
  training.start();
  const begun = told.length;
  await firstValueFrom(training.state$.pipe(filter(({ phase }) => phase === 'done')));
  expect(told.slice(begun)).toEqual([]);
  expect(told.at(-1)).toBeUndefined();
  end();
});

test('who asks for the next batch while the step is being taken gets it when that is done', async () => {
  const { slow, at, state, end } = create();
  await at(1, 'pair');
  for (let i = 0; i < STAGES.length; i++) slow.next();
  expect((await state()).step).toBe(0);
  await at(2, 'pair');
  end();
});

test('it plays while it is seen, and goes on when it is seen again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const { flow: { training } } = createJoinedFlow({ batch: 4 });
    const seen = new BehaviorSubject(true);
    const slow = slowMotion(training, places, seen);
    const stages: (string | undefined)[] = [];
    const watching = slow.moment$.subscribe((moment) => stages.push(moment?.stage));
    await vi.waitFor(() => expect(stages.at(-1)).toBe('pair'));
    slow.play();
    vi.advanceTimersByTime(2500);
    expect(stages.at(-1)).toBe('place');
    seen.next(false);
    vi.advanceTimersByTime(25_000);
    expect(stages.at(-1)).toBe('place');
    seen.next(true);
    vi.advanceTimersByTime(2500);
    expect(stages.at(-1)).toBe('velocity');
    watching.unsubscribe();
  } finally {
    vi.useRealTimers();
  }
});
