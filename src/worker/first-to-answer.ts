import { Observable, asyncScheduler, repeat, takeLast, timer, type SchedulerLike } from 'rxjs';
import { failureOf } from './failure.ts';
import type { Port } from './port.ts';

/** A worker on a slow phone and line has answered long before; one that has not by then will not. */
const LOAD_MS = 10_000;
/** The next way is begun beside one that is silent so long: behind the first address may be a server that never answers. */
const NEXT_AFTER_MS = 3000;
const TICK_MS = 500;

/**
 * The port of the first of some ways to a worker that leads to one; the others are then left. A way is begun when the one before has
 * failed or is silent, never earlier. Fails with `worker-load` when all have failed, or when ten seconds are over.
 */
export function firstToAnswer(ways: readonly Observable<Port>[], scheduler: SchedulerLike = asyncScheduler): Observable<Port> {
  return new Observable((subscriber) => {
    let begun = 0;
    let open = 0;
    const beginNext = (): void => {
      const place = begun++;
      const isNewest = (): boolean => begun === place + 1;
      open++;
      const timeout = activeFor(NEXT_AFTER_MS, scheduler).subscribe(() => isNewest() && begun < ways.length && beginNext());
      subscriber.add(timeout);
      subscriber.add(
        ways[place].subscribe({
          next(port) {
            subscriber.next(port);
            subscriber.complete();
          },
          error(error: unknown) {
            open--;
            timeout.unsubscribe();
            if (isNewest() && begun < ways.length) beginNext();
            else if (open === 0) subscriber.error(error);
          },
        }),
      );
    };
    if (ways.length === 0) return subscriber.error(failureOf('worker-load', { key: 'noWayToWorker' }));
    subscriber.add(
      activeFor(LOAD_MS, scheduler).subscribe(() => {
        subscriber.error(failureOf('worker-load', { key: 'workerLate', seconds: LOAD_MS / 1000 }));
      }),
    );
    beginNext();
  });
}

/** Completes when the page has been active for `ms`: while it is frozen, or the computer suspended, one tick passes at most. */
const activeFor = (ms: number, scheduler: SchedulerLike): Observable<unknown> => timer(TICK_MS, scheduler).pipe(repeat(ms / TICK_MS), takeLast(1));
