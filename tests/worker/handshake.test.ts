import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import { handshake, spawn } from '../../src/worker/index.ts';
import { FakePort } from './fake-port.ts';

const withMarbles = (run: Parameters<TestScheduler['run']>[0]) =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(run);

const failure = (message: RegExp) => expect.objectContaining({ code: 'worker-load', message: expect.stringMatching(message) });

test('a port is given when the worker says that it is ready, and is not ended', () => {
  withMarbles(({ cold, expectObservable, flush }) => {
    const port = new FakePort();
    cold('---a').subscribe(() => port.say({ type: 'ready' }));
    expectObservable(handshake(() => port)).toBe('---(a|)', { a: port });
    flush();
    expect(port.isEnded).toBe(false);
  });
});

test('a worker that says nothing is given up after ten seconds', () => {
  withMarbles(({ expectObservable, flush }) => {
    const port = new FakePort();
    expectObservable(handshake(() => port)).toBe('10s #', undefined, failure(/did not answer within 10 seconds/));
    flush();
    expect(port.isEnded).toBe(true);
  });
});

test('a worker that cannot be loaded is given up at once, with the words of the browser', () => {
  withMarbles(({ cold, expectObservable, flush }) => {
    const port = new FakePort();
    cold('--a').subscribe(() => port.raise('error', 'not a script'));
    expectObservable(handshake(() => port)).toBe('--#', undefined, failure(/could not be loaded: not a script/));
    flush();
    expect(port.isEnded).toBe(true);
  });
});

test('who leaves before the worker is ready ends it', () => {
  withMarbles(({ expectObservable, flush }) => {
    const port = new FakePort();
    expectObservable(handshake(() => port), '---!').toBe('');
    flush();
    expect(port.isEnded).toBe(true);
  });
});

test('the next way is tried when one is refused or does not answer, and the last failure is the one told', () => {
  withMarbles(({ cold, expectObservable }) => {
    const silent = new FakePort();
    const good = new FakePort();
    const refused = () => {
      throw new DOMException('of another origin', 'SecurityError');
    };
    cold('10s --a').subscribe(() => good.say({ type: 'ready' }));
    expectObservable(spawn([refused, () => silent, () => good])).toBe('10s --(a|)', { a: good });
    expectObservable(spawn([() => silent, refused])).toBe('10s #', undefined, failure(/refused the worker.*another origin/));
  });
});
