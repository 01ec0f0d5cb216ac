import { expect, onTestFinished, test } from 'vitest';
import { EvenShare } from '../../src/worker/even-share.ts';
import { serve } from '../../src/worker/host.ts';
import { callRow } from '../../src/worker/tasks.ts';
import type { FeedTask } from '../../src/worker/task.ts';
import type { ToWorker } from '../../src/worker/index.ts';

const [FEED, OTHER] = [{}, {}];
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('calls go on at once where no feed is at work, and where it has had as much as they', async () => {
  const share = new EvenShare();
  share.callTook(500);
  await share.turn({}, 1);
  share.enter(FEED);
  share.callTook(8);
  let hasTurn = false;
  void share.turn({}, 1).then(() => (hasTurn = true));
  share.feedTook(5);
  await settled();
  expect(hasTurn).toBe(false);
  share.feedTook(3);
  await settled();
  expect(hasTurn).toBe(true);
});

/** With feeds at work, to which calls owe so much each. */
function createShare(feeds: readonly object[], tookMs: number): EvenShare {
  const share = new EvenShare();
  for (const feed of feeds) share.enter(feed);
  share.callTook(tookMs);
  return share;
}

/** Calls that wait for their turn, and who has had it. */
function createWaiting(share: EvenShare, lengths: Readonly<Record<string, number>>) {
  const done: string[] = [];
  const calls = Object.fromEntries(Object.keys(lengths).map((name) => [name, {}]));
  for (const [name, length] of Object.entries(lengths)) void share.turn(calls[name], length).then(() => done.push(name));
  return { calls, done };
}

test('of calls that wait one goes on after a slice of a feed: the shortest, the first to come among equals; all when the last feed rests', async () => {
  const share = createShare([FEED, OTHER], 1);
  const { done } = createWaiting(share, { a: 9, b: 2, c: 9, d: 2, e: 9 });
  share.feedTook(1);
  await settled();
  expect(done).toEqual([]);
  for (const soFar of [['b'], ['b', 'd'], ['b', 'd', 'a']]) {
    share.feedTook(1);
    await settled();
    expect(done).toEqual(soFar);
  }
  share.leave(OTHER);
  await settled();
  expect(done).toHaveLength(3);
  share.leave(FEED);
  await settled();
  expect(done).toEqual(['b', 'd', 'a', 'c', 'e']);
});

test('a feed that leaves takes its part of what is owed along', async () => {
  const share = createShare([FEED, OTHER], 8);
  const { done } = createWaiting(share, { a: 1 });
  share.leave(OTHER);
  share.leave(OTHER);
  share.feedTook(8);
  await settled();
  expect(done).toEqual(['a']);
});

test('a call that is given up goes on at once, and takes no turn of another', async () => {
  const share = createShare([FEED], 8);
  const { calls, done } = createWaiting(share, { a: 1, b: 1 });
  share.giveUp(calls.a);
  share.giveUp({});
  await settled();
  expect(done).toEqual(['a']);
  share.feedTook(8);
  await settled();
  expect(done).toEqual(['a', 'b']);
});

/** Keeps the thread busy. */
function spend(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('twenty long calls leave a training half of the time of their worker, and those that are closed end at once', async () => {
  const tookMs = { calls: 0, feed: 0 };
  let ended = 0;
  const timed = (who: keyof typeof tookMs): void => {
    const began = performance.now();
    spend(2);
    tookMs[who] += performance.now() - began;
  };
  const long = callRow<object, object>(async (_, yieldNow) => {
    do timed('calls');
    while (await yieldNow());
    ended++;
    return undefined;
  }, () => 1);
  const train = (() => Promise.resolve({
    isOver: () => false, isFrameDue: () => false, step: () => true, rest: () => undefined, dispose: () => undefined, frame: expect.fail, advance: () => timed('feed'),
  })) as unknown as FeedTask<'train'>;
  const { port1, port2 } = new MessageChannel();
  const end = serve(port2, { evaluators: {}, calls: { long }, feeds: { train } });
  onTestFinished(() => {
    end();
    port1.close();
  });
  port1.postMessage({ type: 'open', id: 0, name: 'train', request: {}, paused: false });
  for (let id = 1; id <= 20; id++) port1.postMessage({ type: 'call', id, name: 'long', request: {} });
  while (tookMs.feed < 400) await settled();
  // The first slice of each is not waited with, nor counted.
  expect(tookMs.calls).toBeGreaterThan(200);
  expect(tookMs.calls).toBeLessThan(600);
  port1.postMessage({ type: 'pause', id: 0 });
  for (let id = 1; id <= 20; id++) port1.postMessage({ type: 'close', id } satisfies ToWorker);
  while (ended < 20) await settled();
});
