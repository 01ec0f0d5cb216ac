import { NEVER, Observable, Subject, defer, of, take, throwError } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { shareWithGrace } from '../../src/streams/share-with-grace.ts';
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

test('latestMap passes on what the mapping itself throws, and lets go of the source', () => {
  scheduler().run(({ hot, expectObservable, expectSubscriptions }) => {
    const source$ = hot('--a--b');
    const refuse = (): Observable<string> => {
      throw new Error('refused');
    };
    expectObservable(source$.pipe(latestMap(refuse))).toBe('--#', undefined, new Error('refused'));
    expectSubscriptions(source$.subscriptions).toBe('^-!');
  });
});

test('latestMap goes on with the newest that comes while work answers at once, one at a time', () => {
  const source$ = new Subject<number>();
  const seen: string[] = [];
  let running = 0;
  const work = (n: number): Observable<string> =>
    new Observable((subscriber) => {
      seen.push(`begins ${n}, ${++running} at a time`);
      subscriber.next(`${n}`);
      const timer = setTimeout(() => (running--, subscriber.complete()));
      return () => clearTimeout(timer);
    });
  const subscription = source$.pipe(latestMap(work)).subscribe((result) => {
    seen.push(result);
    if (result === '1') [2, 3].forEach((n) => source$.next(n));
  });
  onTestFinished(() => subscription.unsubscribe());
  source$.next(1);
  return vi.waitFor(() => expect(seen).toEqual(['begins 1, 1 at a time', '1', 'begins 3, 1 at a time', '3']));
});

test('latestMap ends work that answers at once when that answer is all that was wanted', () => {
  const source$ = new Subject<number>();
  let ended = 0;
  const work = (): Observable<string> =>
    new Observable((subscriber) => {
      subscriber.add(() => ended++);
      subscriber.next('all that was wanted');
    });
  source$.pipe(latestMap(work), take(1)).subscribe();
  source$.next(1);
  expect(ended).toBe(1);
});

test('latestMap runs work that completes at once', () => {
  scheduler().run(({ cold, expectObservable }) => {
    expectObservable(cold('(ab|)').pipe(latestMap((value) => of(value)))).toBe('(ab|)');
  });
});

test('shareWithGrace gives a late subscriber the latest value and subscribes to the source once', () => {
  scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold('a--b----c');
    const shared$ = source$.pipe(shareWithGrace());
    expectObservable(shared$, ' ^--------!').toBe('a--b----c');
    expectObservable(shared$, ' -----^---!').toBe('-----b--c');
    expectSubscriptions(source$.subscriptions).toBe('^ 1008ms !');
  });
});

test('a member that returns within the grace period finds the source running; later it starts anew', () => {
  scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold('a');
    const shared$ = source$.pipe(shareWithGrace());
    expectObservable(shared$, '^-!').toBe('a');
    expectObservable(shared$, '500ms ^-!').toBe('500ms a');
    expectObservable(shared$, '2s ^-!').toBe('2s a');
    expectSubscriptions(source$.subscriptions).toBe(['^ 1501ms !', '2s ^ 1001ms !']);
  });
});

test('shareWithGrace does not keep an error: the next subscriber tries again', () => {
  scheduler().run(({ expectObservable }) => {
    let attempts = 0;
    const flaky$ = defer(() => (++attempts === 1 ? throwError(() => 'error') : of('b')));
    const shared$ = flaky$.pipe(shareWithGrace());
    expectObservable(shared$).toBe('#');
    expectObservable(shared$, '--^----!').toBe('--(b|)');
  });
});
