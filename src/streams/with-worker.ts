import { Observable } from 'rxjs';
import type { Lease, WorkerClient } from '../worker/index.ts';

/** Where streams get their workers: the page's pool, or what a test puts in its place. */
export type Acquire = () => Lease;

/** Borrow a worker for as long as the stream that `use` makes is subscribed to. */
export function withWorker<T>(acquire: Acquire, use: (client: WorkerClient) => Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    const { client, release } = acquire();
    const subscription = use(client).subscribe(subscriber);
    subscription.add(release);
    return subscription;
  });
}
