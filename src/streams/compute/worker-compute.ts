import { Observable, catchError, defer, of, retry, tap, throwError } from 'rxjs';
import { acquireWorker, partOfCall, partOfFeed, WorkerFailure, type Part, type WorkerClient, type WorkerPool } from '../../worker/index.ts';
import type { Compute } from './compute.ts';

/** Where a worker is borrowed: the page's pool, or what a test puts in its place. */
export type Acquire = WorkerPool['acquire'];

/**
 * Workers answer. A question whose worker stops over its work, which may be another stream's, is asked once more, of another worker; a feed
 * is not, for whoever opened it knows from where to go on.
 */
export function workerCompute(acquire: Acquire = acquireWorker): Compute {
  // A feed over which a worker was lost goes on where it can take no other's with it.
  let isAlone = false;
  // Whether our own kernels run here, only a worker can find out: policies of its own may forbid it WebAssembly.
  let hasKernels = true;
  /** What a worker finds that it has no code for is asked of one that has all of it. */
  const withPart = <T>(part: Part, ask: (part: Part) => Observable<T>): Observable<T> =>
    ask(part).pipe(
      catchError((error: unknown) => {
        if (part === 'all' || !(error instanceof WorkerFailure) || error.code !== 'worker-part') throw error;
        hasKernels = false;
        return ask('all');
      }),
    );
  return {
    call: (name, request) =>
      withPart(partOfCall(name, request), (part) => withWorker(() => acquire(false, part, 'model' in request ? request.model : undefined), (client) => client.call(name, request))).pipe(
        retry({ count: 1, delay: (error: unknown) => (isCrash(error) ? of(undefined) : throwError(() => error)) }),
      ),
    feed: (name, request, running$, steps$) =>
      defer(() => withPart(hasKernels ? partOfFeed(request) : 'all', (part) => withWorker(() => acquire(isAlone, part), (client) => client.feed(name, request, running$, steps$)))).pipe(
        tap({ error: (error: unknown) => void (isAlone ||= isCrash(error)) }),
      ),
  };
}

/** Borrow a worker for as long as the stream that `use` makes is subscribed to. */
function withWorker<T>(acquire: Acquire, use: (client: WorkerClient) => Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    const { client, release } = acquire();
    // Given back before the end is told: who asks for the next answer then finds this worker free, and starts no other.
    const subscription = use(client).subscribe({
      next: (value) => subscriber.next(value),
      error: (error: unknown) => {
        release();
        subscriber.error(error);
      },
      complete: () => {
        release();
        subscriber.complete();
      },
    });
    subscription.add(release);
    return subscription;
  });
}

/** Whether the worker itself is lost, and another may do better. */
export const isCrash = (error: unknown): boolean => error instanceof WorkerFailure && error.code === 'worker-crash';
