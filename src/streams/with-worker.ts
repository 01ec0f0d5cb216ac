import { Observable } from 'rxjs';
import { acquireWorker, type WorkerClient } from '../worker/index.ts';

/** Borrow a worker of the page's pool for as long as the stream that `use` makes is subscribed to. */
export function withWorker<T>(use: (client: WorkerClient) => Observable<T>): Observable<T> {
  return new Observable<T>((subscriber) => {
    const { client, release } = acquireWorker();
    const subscription = use(client).subscribe(subscriber);
    subscription.add(release);
    return subscription;
  });
}
