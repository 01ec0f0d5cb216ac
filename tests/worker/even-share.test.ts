import { expect, onTestFinished, test } from 'vitest';
import { EvenShare } from '../../src/worker/even-share.ts';
import { serve } from '../../src/worker/host.ts';
import { callRow } from '../../src/worker/tasks.ts';
import type { FeedTask } from '../../src/worker/task.ts';
import type { ToWorker } from '../../src/worker/index.ts';

const FEED = {};
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('calls go on at once where no feed is at work, and where it has had as much as they', async () => {
  const share = new EvenShare();
  share.calls(500);
  await share.turn();
  share.enter(FEED);
  share.calls(8);
  let hasTurn = false;
  void share.turn().then(() => (hasTurn = true));
  share.feed(5);
  await settled();
  expect(hasTurn).toBe(false);
  share.feed(3);
  await settled();
  expect(hasTurn).toBe(true);
});

test('one call that waits goes on at a time, in their order, and all when the feed rests', async () => {
  const share = new EvenShare();
  const done: string[] = [];
  share.enter(FEED);
  share.calls(1);
  const go = async (name: string): Promise<void> => {
    await share.turn();
    done.push(name);
    share.calls(8);
  };
  const all = Promise.all(['a', 'b', 'c'].map(go));
  share.feed(1);
  await settled();
  expect(done).toEqual(['a']);
  share.feed(8);
  await settled();
  expect(done).toEqual(['a', 'b']);
  share.leave(FEED);
  await all;
  expect(done).toEqual(['a', 'b', 'c']);
});

/** Keeps the thread busy. */
function spend(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('twenty long calls leave a training half of the time of their worker', async () => {
  const taken = { calls: 0, feed: 0 };
  const long = callRow<object, object>(async (_, yieldNow) => {
    do {
      spend(2);
      taken.calls++;
    } while (await yieldNow());
    return undefined;
  }, () => 1);
  const train = (() => Promise.resolve({
    isOver: () => false, isFrameDue: () => false, step: () => true, rest: () => undefined, dispose: () => undefined,
    frame: expect.fail,
    advance() {
      spend(2);
      taken.feed++;
    },
  })) as unknown as FeedTask<'train'>;
  const { port1, port2 } = new MessageChannel();
  const end = serve(port2, { evaluators: {}, calls: { long }, feeds: { train } });
  onTestFinished(() => {
    for (let id = 0; id <= 20; id++) port1.postMessage({ type: 'close', id } satisfies ToWorker);
    end();
    port1.close();
  });
  port1.postMessage({ type: 'open', id: 0, name: 'train', request: {}, paused: false });
  for (let id = 1; id <= 20; id++) port1.postMessage({ type: 'call', id, name: 'long', request: {} });
  while (taken.feed < 150) await settled();
  // The first slice of each is not waited with.
  expect(taken.calls).toBeGreaterThan(75);
  expect(taken.calls).toBeLessThan(225);
});
