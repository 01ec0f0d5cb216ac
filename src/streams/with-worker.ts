import { Observable, of, retry, throwError } from 'rxjs';
import { WorkerFailure, type CallName, type Calls, type Lease, type WorkerClient } from '../worker/index.ts';

/** Where streams get their workers: the page's pool, or what a test puts in its place. */
export type Acquire = () => Lease;

/** Borrow a worker for as long as the stream that `use` makes is subscribed to. */
export function withWorker<T>(acquire: Acquire, use: (client: WorkerClient) => Observable<T>): Observable<T> {
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

/** Ask a worker once; when it stops over its work, which may be another stream's, once more another worker. */
export function askWorker<Name extends CallName>(acquire: Acquire, name: Name, request: Calls[Name]['request']): Observable<Calls[Name]['reply']> {
  let isSecond = false;
  return withWorker(acquire, (client) => client.call(name, request)).pipe(
    retry({
      delay: (error: unknown) => {
        if (isSecond || !isCrash(error)) return throwError(() => error);
        isSecond = true;
        return of(undefined);
      },
    }),
  );
}

/** Whether the worker itself is lost, and another may do better. */
export const isCrash = (error: unknown): boolean => error instanceof WorkerFailure && error.code === 'worker-crash';
