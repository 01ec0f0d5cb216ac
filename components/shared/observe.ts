import { NEVER, retry, skip, type Observable, type Subscription } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';

/**
 * Follow a stream of pictures. After an error the next change of the flow's parameters asks anew.
 *
 * @param onError  called for each error
 */
export function observe<T>(stream$: Observable<T>, flow: Flow | undefined, next: (value: T) => void, onError: (error: unknown) => void): Subscription {
  const delay = (error: unknown): Observable<unknown> => {
    onError(error);
    return flow?.parameters$.pipe(skip(1)) ?? NEVER;
  };
  return stream$.pipe(retry({ delay })).subscribe(next);
}
