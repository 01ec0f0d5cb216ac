import { NEVER, defer, of, throwError, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import { keepWarm } from '../../src/streams/keep-warm.ts';
import { latestMap } from '../../src/streams/latest-map.ts';

const scheduler = (): TestScheduler => new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

test('latestMap finishes what it began and then takes only the newest that waits', () => {
  scheduler().run(({ hot, cold, expectObservable }) => {
    const source$ = hot('  a-b-c-------d|');
    const work = (name: string): Observable<string> => cold('----(r|)', { r: name });
    expectObservable(source$.pipe(latestMap(work))).toBe('----a---c-------(d|)');
  });
});

test('latestMap lets go of the source and of the work in flight when it is unsubscribed from', () => {
  scheduler().run(({ hot, cold, expectObservable, expectSubscriptions }) => {
    const source$ = hot('     a-b------', undefined);
    const work$ = cold('      -----r');
    expectObservable(source$.pipe(latestMap(() => work$)), '   ^--!').toBe('');
    expectSubscriptions(source$.subscriptions).toBe('^--!');
    expectSubscriptions(work$.subscriptions).toBe('  ^--!');
  });
});

test('latestMap passes on an error of the work and of the source', () => {
  scheduler().run(({ hot, cold, expectObservable }) => {
    expectObservable(hot('a---').pipe(latestMap(() => cold('--#')))).toBe('--#');
    expectObservable(hot('a--#').pipe(latestMap(() => NEVER))).toBe('---#');
  });
});

test('latestMap runs work that completes at once', () => {
  scheduler().run(({ cold, expectObservable }) => {
    expectObservable(cold('(ab|)').pipe(latestMap((value) => of(value)))).toBe('(ab|)');
  });
});

test('keepWarm gives a late subscriber the latest value and subscribes to the source once', () => {
  scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold('a--b----c');
    const shared$ = source$.pipe(keepWarm());
    expectObservable(shared$, ' ^--------!').toBe('a--b----c');
    expectObservable(shared$, ' -----^---!').toBe('-----b--c');
    expectSubscriptions(source$.subscriptions).toBe('^ 1008ms !');
  });
});

test('a member that returns within the grace period finds the source running; later it starts anew', () => {
  scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold('a');
    const shared$ = source$.pipe(keepWarm());
    expectObservable(shared$, '^-!').toBe('a');
    expectObservable(shared$, '500ms ^-!').toBe('500ms a');
    expectObservable(shared$, '2s ^-!').toBe('2s a');
    expectSubscriptions(source$.subscriptions).toBe(['^ 1501ms !', '2s ^ 1001ms !']);
  });
});

test('keepWarm does not keep an error: the next subscriber tries again', () => {
  scheduler().run(({ expectObservable }) => {
    let attempts = 0;
    const flaky$ = defer(() => (++attempts === 1 ? throwError(() => 'error') : of('b')));
    const shared$ = flaky$.pipe(keepWarm());
    expectObservable(shared$).toBe('#');
    expectObservable(shared$, '--^----!').toBe('--(b|)');
  });
});
