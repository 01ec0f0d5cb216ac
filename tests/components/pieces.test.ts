import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inPieces } from '../../components/shared/pieces.ts';

/** Time goes on by what work is said to take. */
let now = 0;
const busy = (ms: number): void => void (now += ms);
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now));
afterEach(() => void vi.restoreAllMocks());

test('is done in the order of asking, what is asked meanwhile last, with other tasks between its pieces', async () => {
  const done: string[] = [];
  const others: Promise<void>[] = [];
  const works = ['a', 'b', 'c', 'd'].map((name) =>
    inPieces(() => {
      done.push(name);
      if (name === 'a') others.push(inPieces(() => void done.push('asked by a')));
      busy(20);
    }),
  );
  expect(done).toEqual([]);
  let heard = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => heard++;
  port2.postMessage(undefined);
  await works[0];
  expect(done).toEqual(['a']);
  await Promise.all(works);
  await others[0];
  expect(done).toEqual(['a', 'b', 'c', 'd', 'asked by a']);
  expect(heard).toBe(1);
  port1.close();
});

test('of little work nothing is left for a later task', async () => {
  const done: number[] = [];
  for (let i = 0; i < 5; i++) void inPieces(() => void done.push(i));
  await Promise.resolve();
  expect(done).toEqual([0, 1, 2, 3, 4]);
});

test('goes on after work that throws, which is told to who asked for it', async () => {
  const failed = inPieces(() => {
    throw new Error('broken on purpose');
  });
  let isDone = false;
  const next = inPieces(() => void (isDone = true));
  await expect(failed).rejects.toThrow('broken on purpose');
  await next;
  expect(isDone).toBe(true);
  await delay(0);
});
