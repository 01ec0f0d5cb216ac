import { Observable, of, switchMap, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Trajectories } from '../../src/math/index.ts';
import type { IntegrateRequest, TrainRequest, TrainingReport } from '../../src/worker/index.ts';
import { createClient, WorkerFailure } from '../../src/worker/index.ts';
import { PingLimit } from '../../src/worker/ping-limit.ts';
import { FakePort } from './fake-port.ts';

const question = { solver: 'euler', steps: 1 } as IntegrateRequest;
const course = { seed: 7 } as TrainRequest;
const answer = { count: 3 } as Trajectories;
const report = (step: number) => ({ step }) as TrainingReport;

function createPair() {
  const port = new FakePort();
  return { port, client: createClient(of(port)) };
}

const withMarbles = (run: Parameters<TestScheduler['run']>[0]) =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(run);

describe('a call', () => {
  test('asks at subscription, answers once and completes', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      const call = client.call('integrate', question);
      expect(port.sent).toEqual([]);
      cold('---a').subscribe(() => port.say({ type: 'reply', id: 1, reply: answer }));
      expectObservable(call).toBe('---(a|)', { a: answer });
      flush();
      expect(port.log).toEqual(['call 1']);
    });
  });

  test('that is left early is forgotten by the worker, and a late answer is ignored', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      cold('-----a').subscribe(() => port.say({ type: 'reply', id: 1, reply: answer }));
      expectObservable(client.call('integrate', question), '--!').toBe('--');
      flush();
      expect(port.log).toEqual(['call 1', 'close 1']);
    });
  });

  test('of a second subscriber is a second question', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      const call = client.call('integrate', question);
      cold('---a-b').subscribe((mark) => port.say({ type: 'reply', id: mark === 'a' ? 1 : 2, reply: answer }));
      expectObservable(call).toBe('---(a|)', { a: answer });
      expectObservable(call, '--^').toBe('-----(a|)', { a: answer });
      flush();
      expect(port.log).toEqual(['call 1', 'call 2']);
    });
  });

  test('whose task throws fails alone, with the words of the worker', () => {
    withMarbles(({ cold, expectObservable }) => {
      const { port, client } = createPair();
      cold('--a').subscribe(() => port.say({ type: 'failed', id: 1, code: 'bad-request', message: 'steps: at least 1' }));
      cold('---a').subscribe(() => port.say({ type: 'reply', id: 2, reply: answer }));
      expectObservable(client.call('integrate', question)).toBe('--#', undefined, new WorkerFailure('bad-request', 'steps: at least 1'));
      expectObservable(client.call('integrate', question)).toBe('---(a|)', { a: answer });
    });
  });

  test('that cannot be copied fails alone and says so', () => {
    const { client } = createPair();
    let failure: unknown;
    client.call('integrate', { ...question, model: (() => 0) as never }).subscribe({ error: (error) => (failure = error) });
    expect(failure).toMatchObject({ code: 'worker-message' });
    expect(client.isAlive).toBe(true);
  });
});

describe('a feed', () => {
  test('gives every frame, asks for the next one only after it was taken, and completes', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      const values = { a: report(1), b: report(2) };
      cold('-a-b', values).subscribe((frame) => port.say({ type: 'frame', id: 1, frame }));
      cold('-----a').subscribe(() => port.say({ type: 'done', id: 1 }));
      expectObservable(client.feed('train', course)).toBe('-a-b-|', values);
      flush();
      expect(port.log).toEqual(['open 1', 'credit 1', 'credit 1']);
    });
  });

  test('that is left early is closed in the worker, once, and hears nothing more', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      const values = { a: report(1), b: report(2) };
      cold('-a--b', values).subscribe((frame) => port.say({ type: 'frame', id: 1, frame }));
      expectObservable(client.feed('train', course), '---!').toBe('-a-', values);
      flush();
      expect(port.log).toEqual(['open 1', 'credit 1', 'close 1']);
    });
  });

  test('rests while running is false, from the start if it is false there', () => {
    withMarbles(({ hot, expectObservable, flush }) => {
      const { port, client } = createPair();
      const running$ = hot('a-b-b-a', { a: false, b: true });
      expectObservable(client.feed('train', course, running$), '--------!').toBe('');
      flush();
      expect(port.log).toEqual(['open 1', 'pause 1', 'resume 1', 'pause 1', 'close 1']);
      const rested = createPair();
      rested.client.feed('train', course, of(false)).subscribe().unsubscribe();
      expect(rested.port.sent[0]).toMatchObject({ type: 'open', paused: true });
    });
  });

  test('ends with the error of its running stream and is closed in the worker', () => {
    const { port, client } = createPair();
    let failure: unknown;
    client.feed('train', course, throwError(() => new Error('no'))).subscribe({ error: (error) => (failure = error) });
    expect(failure).toEqual(new Error('no'));
    expect(port.log.filter((line) => line.startsWith('open'))).toEqual([]);
  });
});

describe('a worker that fails', () => {
  test.each([
    ['error', 'worker-crash'],
    ['messageerror', 'worker-message'],
  ] as const)('by %s reaches every pending stream, later ones at once, and is ended', (type, code) => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      const failure = expect.objectContaining({ code });
      cold('--a').subscribe(() => port.raise(type, 'boom'));
      expectObservable(client.call('integrate', question)).toBe('--#', undefined, failure);
      expectObservable(client.feed('train', course)).toBe('--#', undefined, failure);
      expectObservable(client.call('integrate', question), '-----^').toBe('-----#', undefined, failure);
      flush();
      expect(port.isEnded).toBe(true);
      expect(client.isAlive).toBe(false);
    });
  });

  test('by dying in silence is asked three times, then given up, before two seconds are over', () => {
    withMarbles(({ expectObservable, flush }) => {
      const { port, client } = createPair();
      const failure = expect.objectContaining({ code: 'worker-crash', message: expect.stringMatching(/no longer answers/) });
      expectObservable(client.feed('train', course)).toBe('1600ms #', undefined, failure);
      flush();
      expect(port.log).toEqual(['open 1', 'ping 0', 'ping 0', 'ping 0']);
      expect(port.isEnded).toBe(true);
    });
  });

  test('by dying in silence is noticed as soon by who leaves each question for another', () => {
    withMarbles(({ cold, expectObservable }) => {
      const { client } = createPair();
      const questions$ = cold('a 99ms b 99ms '.repeat(20).trim());
      expectObservable(questions$.pipe(switchMap(() => client.call('integrate', question)))).toBe('1600ms #', undefined, expect.objectContaining({ code: 'worker-crash' }));
    });
  });

  test('is not suspected while it answers, nor while nobody waits for it', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const { port, client } = createPair();
      cold('1s a 1s a 1s a 1s a').subscribe(() => port.say({ type: 'pong' }));
      expectObservable(client.feed('train', course), '4500ms !').toBe('');
      cold('600s a').subscribe(() => expect(client.isAlive).toBe(true));
      flush();
      expect(port.log).toEqual(['open 1', ...Array.from({ length: 11 }, () => 'ping 0'), 'close 1']);
    });
  });

  test('is not even asked while all that it has is paused, and is missed as soon when it is to go on', () => {
    withMarbles(({ hot, expectObservable, flush }) => {
      const { port, client } = createPair();
      const running$ = hot('100ms p 99899ms r', { p: false, r: true });
      expectObservable(client.feed('train', course, running$)).toBe('101600ms #', undefined, expect.objectContaining({ code: 'worker-crash' }));
      flush();
      expect(port.log).toEqual(['open 1', 'pause 1', 'resume 1', 'ping 0', 'ping 0', 'ping 0']);
    });
  });

  test('is not asked any more when a paused feed has told of its single step, and is missed again at the next one', () => {
    withMarbles(({ cold, hot, expectObservable, flush }) => {
      const { port, client } = createPair();
      const steps$ = hot('100ms s 99899ms s');
      cold('200ms a').subscribe(() => port.say({ type: 'frame', id: 1, frame: report(1) }));
      expectObservable(client.feed('train', course, of(false), steps$)).toBe('200ms a 101399ms #', { a: report(1) }, expect.objectContaining({ code: 'worker-crash' }));
      flush();
      expect(port.log).toEqual(['open 1', 'step 1', 'credit 1', 'step 1', 'ping 0', 'ping 0', 'ping 0']);
    });
  });

  test('is not suspected by a page that was frozen and wakes to its clock first', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { port, client } = createPair();
    client.feed('train', course).subscribe({ error: (error) => expect.unreachable(String(error)) });
    for (let hour = 0; hour < 5; hour++) {
      // The clock jumps, and what was due comes; the answers that waited only then.
      vi.setSystemTime(Date.now() + 3_600_000);
      vi.runOnlyPendingTimers();
      vi.runOnlyPendingTimers();
      port.say({ type: 'pong' });
    }
    expect(client.isAlive).toBe(true);
  });

  test('and answers when it was given up was only slow: the next one has twice as long, whoever it works for', () => {
    withMarbles(({ cold, expectObservable, flush }) => {
      const pingLimit = new PingLimit();
      const [slow, next, last] = [new FakePort(), new FakePort(), new FakePort()];
      const crash = expect.objectContaining({ code: 'worker-crash' });
      cold('1900ms a').subscribe(() => slow.say({ type: 'pong' }));
      expectObservable(createClient(of(slow), pingLimit).feed('train', course)).toBe('1600ms #', undefined, crash);
      expectObservable(createClient(cold('2s a', { a: next }), pingLimit).feed('train', course)).toBe('4800ms #', undefined, crash);
      // This one was lost indeed, which is nobody's fault.
      expectObservable(createClient(cold('20s a', { a: last }), pingLimit).feed('train', course)).toBe('22800ms #', undefined, crash);
      cold('1899ms a').subscribe(() => expect(slow.isEnded).toBe(false));
      cold('1901ms a').subscribe(() => expect(slow.isEnded).toBe(true));
      cold('8799ms a').subscribe(() => expect(next.isEnded).toBe(false));
      flush();
      expect([next.isEnded, last.isEnded]).toEqual([true, true]);
    });
  });

  test('to start reaches what was asked before', () => {
    withMarbles(({ cold, expectObservable }) => {
      const client = createClient(cold<FakePort>('---#', undefined, new WorkerFailure('worker-load', 'no')));
      expectObservable(client.call('integrate', question)).toBe('---#', undefined, new WorkerFailure('worker-load', 'no'));
    });
  });

  test('is what the page makes of it by closing the client', () => {
    const { port, client } = createPair();
    let failure: unknown;
    client.call('integrate', question).subscribe({ error: (error) => (failure = error) });
    client.close();
    expect(failure).toMatchObject({ code: 'worker-closed' });
    expect(port.isEnded).toBe(true);
  });
});

test('what is asked before the worker is ready waits, and what was left meanwhile is never sent', () => {
  withMarbles(({ cold, expectObservable, flush }) => {
    const port = new FakePort();
    const client = createClient(cold('----a', { a: port }));
    expectObservable(client.call('integrate', question), '--!').toBe('');
    expectObservable(client.feed('train', course), '------!').toBe('');
    flush();
    expect(port.log).toEqual(['open 2', 'close 2']);
  });
});

test('a client closed before its worker is ready gives the worker up', () => {
  let isLeft = false;
  const client = createClient(new Observable(() => () => (isLeft = true)));
  client.close();
  expect(isLeft).toBe(true);
});
