import { Observable, Subject, defer, takeUntil, type ObservableInput, type OperatorFunction } from 'rxjs';

/**
 * Map each value to a stream, one at a time: while one runs only the newest value waits, all others are dropped.
 * Where `switchMap` would starve under values that arrive faster than their work is done (snapshots of a training
 * run), this always finishes what it began. What `project` throws is the stream's error. Completes when the source and the last inner stream have completed.
 */
export function latestMap<T, R>(project: (value: T) => ObservableInput<R>): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      const left = new Subject<void>();
      let isBusy = false;
      let waiting: { value: T } | undefined;
      let isSourceDone = false;
      // Before anything is subscribed to: work and source may answer, and be left, while they are.
      subscriber.add(() => {
        waiting = undefined;
        left.next();
      });

      const begin = (value: T): void => {
        isBusy = true;
        defer(() => project(value)).pipe(takeUntil(left)).subscribe({
          next: (result) => subscriber.next(result),
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            isBusy = false;
            const next = waiting;
            waiting = undefined;
            if (next) begin(next.value);
            else if (isSourceDone) subscriber.complete();
          },
        });
      };

      source.pipe(takeUntil(left)).subscribe({
        next: (value) => {
          if (isBusy) waiting = { value };
          else begin(value);
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          isSourceDone = true;
          if (!isBusy) subscriber.complete();
        },
      });
    });
}
