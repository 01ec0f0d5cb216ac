import { Observable, asyncScheduler, type SchedulerLike } from 'rxjs';
import { awakeFor } from './awake.ts';
import { WorkerFailure } from './failure.ts';
import type { Port } from './port.ts';

/** A worker on a slow phone and line has answered long before; one that has not by then will not. */
const LOAD_MS = 10_000;
/** The next way is begun beside one that is silent so long: behind the first address may be a server that never answers. */
const NEXT_AFTER_MS = 3000;

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
      const patience = awakeFor(NEXT_AFTER_MS, scheduler).subscribe(() => isNewest() && begun < ways.length && beginNext());
      subscriber.add(patience);
      subscriber.add(
        ways[place].subscribe({
          next(port) {
            subscriber.next(port);
            subscriber.complete();
          },
          error(error: unknown) {
            open--;
            patience.unsubscribe();
            if (isNewest() && begun < ways.length) beginNext();
            else if (open === 0) subscriber.error(error);
          },
        }),
      );
    };
    if (ways.length === 0) return subscriber.error(new WorkerFailure('worker-load', 'There is no way to start a worker.'));
    subscriber.add(
      awakeFor(LOAD_MS, scheduler).subscribe(() => {
        subscriber.error(new WorkerFailure('worker-load', `The worker did not answer within ${LOAD_MS / 1000} seconds.`));
      }),
    );
    beginNext();
  });
}
