import { filter, firstValueFrom, lastValueFrom, of, retry, takeWhile, toArray } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { fetched } from '../../src/code/index.ts';
import { createFlow } from '../../src/streams/index.ts';
import { lateTraining } from '../../src/streams/late-training.ts';
import { trainKeeping, type Training } from '../../src/streams/train.ts';
import { joinedCompute, SMALL } from './joined-flow.ts';

afterEach(() => void vi.useRealTimers());

/** A training of a few steps whose code comes when it is let, or fails so often before. */
async function late(failures = 0): Promise<{ readonly training: Training; readonly asked: () => number; readonly arrive: () => void }> {
  const { compute } = joinedCompute();
  const flow = createFlow({ ...SMALL, steps: 20 }, { compute });
  const { inputs } = await firstValueFrom(flow.training.moments$);
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  let asked = 0;
  const code = fetched(async () => {
    if (++asked <= failures) throw new TypeError('There is no network.');
    await arrived;
    return trainKeeping;
  });
  return { training: lateTraining(of(inputs), compute, code), asked: () => asked, arrive: () => arrive() };
}

test('a training is idle at once, and nothing is fetched for those who only want to know how it stands', async () => {
  const { training, asked } = await late();
  expect(await firstValueFrom(training.state$)).toEqual({ phase: 'idle', step: 0, steps: 20 });
  expect(await firstValueFrom(training.isTrained$)).toBe(false);
  expect(await firstValueFrom(training.reflowed$)).toBeUndefined();
  training.keep([3]).unsubscribe();
  expect(() => training.keep([0.5])).toThrow('0.5 is not a step of a training');
  expect(asked()).toBe(0);
});

test('what it was told before its code came it does then, keeping the networks that were asked for, and who watched sees all of it', async () => {
  const { training, asked, arrive } = await late();
  training.keep([7]);
  const states = lastValueFrom(training.state$.pipe(takeWhile(({ phase }) => phase !== 'done', true), toArray()));
  training.start();
  arrive();
  const seen = await states;
  expect(seen[0].phase).toBe('idle');
  expect(seen.at(-1)).toMatchObject({ phase: 'done', step: 20 });
  expect((seen.at(-1) as { readonly checkpoints: readonly number[] }).checkpoints).toContain(7);
  expect(await firstValueFrom(training.isTrained$)).toBe(true);
  expect(asked()).toBe(1);
});

test('who asks for its network is given it when the code has come, and where that cannot be had an error with the code code-load; who asks again has it fetched again', async () => {
  const { training, asked, arrive } = await late(1);
  await expect(firstValueFrom(training.moments$)).rejects.toMatchObject({ code: 'code-load', saying: { key: 'codeNotLoaded', name: 'training', reason: 'There is no network.' } });
  arrive();
  const { state, isTrained, kept } = await firstValueFrom(training.moments$);
  expect(state).toEqual({ phase: 'idle', step: 0, steps: 20 });
  expect(isTrained).toBe(false);
  expect(kept.map(({ step }) => step)).toEqual([0]);
  expect(asked()).toBe(2);
});

test('commands whose code could not be had are done, in their order, once somebody has it fetched again', async () => {
  const { training, asked, arrive } = await late(2);
  arrive();
  training.start();
  training.pause();
  await vi.waitFor(() => expect(asked()).toBe(2));
  expect(await firstValueFrom(training.state$)).toMatchObject({ phase: 'idle' });
  const ended = lastValueFrom(training.state$.pipe(takeWhile(({ phase }) => phase !== 'done', true)));
  training.start();
  expect(await ended).toMatchObject({ phase: 'done', step: 20 });
  expect(asked()).toBe(3);
});

test('a command that nobody repeats is done when the network is asked for again', async () => {
  const { training, arrive } = await late(1);
  arrive();
  training.start();
  await Promise.resolve();
  await expect(firstValueFrom(training.state$)).resolves.toMatchObject({ phase: 'idle' });
  const done = await firstValueFrom(training.moments$.pipe(retry(3), filter(({ state }) => state.phase === 'done')));
  expect(done.state.step).toBe(20);
});

test('who asks for a network whose code a server never answers is told so after ten seconds', async () => {
  const { training } = await late();
  vi.useFakeTimers();
  const told = firstValueFrom(training.moments$).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await Promise.race([told, Promise.resolve('nothing')])).toMatchObject({ code: 'code-load', saying: { key: 'codeLate', name: 'training', seconds: 10 } });
});
