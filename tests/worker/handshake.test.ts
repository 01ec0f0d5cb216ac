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

test('the next way is tried when one is refused, and the last failure is the one told', () => {
  withMarbles(({ cold, expectObservable }) => {
    const good = new FakePort();
    const missing = new FakePort();
    const refused = () => {
      throw new DOMException('of another origin', 'SecurityError');
    };
    cold('--a').subscribe(() => good.say({ type: 'ready' }));
    cold('-a').subscribe(() => missing.raise('error', 'not found'));
    expectObservable(spawn([refused, () => missing, () => good])).toBe('--(a|)', { a: good });
    expectObservable(spawn([() => missing, refused])).toBe('-#', undefined, failure(/refused the worker.*another origin/));
    expectObservable(spawn([])).toBe('#', undefined, failure(/Without a page there are no workers/));
  });
});

test('a way that is silent has the next one beside it after three seconds; the first to answer stays, the others are ended', () => {
  withMarbles(({ cold, expectObservable, flush }) => {
    const [hanging, good, unused] = [new FakePort(), new FakePort(), new FakePort()];
    cold('3s --a').subscribe(() => good.say({ type: 'ready' }));
    expectObservable(spawn([() => hanging, () => good, () => unused])).toBe('3s --(a|)', { a: good });
    flush();
    expect([hanging.isEnded, good.isEnded, unused.isEnded]).toEqual([true, false, false]);
  });
});

test('a slow way is not given up for it', () => {
  withMarbles(({ cold, expectObservable, flush }) => {
    const [slow, hanging] = [new FakePort(), new FakePort()];
    cold('9s a').subscribe(() => slow.say({ type: 'ready' }));
    expectObservable(spawn([() => slow, () => hanging])).toBe('9s (a|)', { a: slow });
    flush();
    expect([slow.isEnded, hanging.isEnded]).toEqual([false, true]);
  });
});

test('ways that all hang are given up after ten seconds together, and ended', () => {
  withMarbles(({ expectObservable, flush }) => {
    const ports = Array.from({ length: 5 }, () => new FakePort());
    const opened: FakePort[] = [];
    expectObservable(spawn(ports.map((port) => () => (opened.push(port), port)))).toBe('10s #', undefined, failure(/did not answer within 10 seconds/));
    flush();
    expect(opened).toEqual(ports.slice(0, 4));
    expect(opened.map(({ isEnded }) => isEnded)).toEqual(opened.map(() => true));
  });
});
