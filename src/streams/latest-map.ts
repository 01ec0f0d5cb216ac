import { Observable, defer, type ObservableInput, type OperatorFunction, type Subscription } from 'rxjs';

/**
 * Map each value to a stream, one at a time: while one runs only the newest value waits, all others are dropped.
 * Where `switchMap` would starve under values that arrive faster than their work is done (snapshots of a training
 * run), this always finishes what it began. What `project` throws is the stream's error. Completes when the source and the last inner stream have completed.
 */
export function latestMap<T, R>(project: (value: T) => ObservableInput<R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      let inner: Subscription | undefined;
      let waiting: { value: T } | undefined;
      let isSourceDone = false;

      const begin = (value: T): void => {
        let isDone = false;
        const subscription = defer(() => project(value)).subscribe({
          next: (result) => subscriber.next(result),
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            isDone = true;
            inner = undefined;
            const next = waiting;
            waiting = undefined;
            if (next) begin(next.value);
            else if (isSourceDone) subscriber.complete();
          },
        });
        if (!isDone) inner = subscription;
      };

      const outer = source.subscribe({
        next: (value) => {
          if (inner) waiting = { value };
          else begin(value);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          isSourceDone = true;
          if (!inner) subscriber.complete();
        },
      });
      return () => {
        outer.unsubscribe();
        inner?.unsubscribe();
      };
    });
}
