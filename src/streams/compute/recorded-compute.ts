import { EMPTY, asyncScheduler, defer, distinctUntilChanged, map, merge, of, switchMap, take, tap, throwError, timer, type Observable, type SchedulerLike } from 'rxjs';
import type { Compute } from './compute.ts';
import { checkRecording, questionKey, RECORDING_VERSION, RecordingError, type RecordedAnswer, type Recording } from './recording.ts';

/** Reports of a recorded run follow one another at this distance: slow enough to be watched. */
const REPORT_MS = 100;

/**
 * A recording answers, without any worker. Reports of a feed come one by one while it runs; a single step is the next report.
 *
 * @throws RecordingError  for one of another version; a question that it does not hold is such an error of the stream
 */
export function recordedCompute(recording: Recording, scheduler: SchedulerLike = asyncScheduler): Compute {
  const answers = new Map(checkRecording(recording).entries.map(({ key, values }) => [key, values]));
  const answer = (name: Parameters<typeof questionKey>[0], request: unknown): Observable<readonly unknown[]> => {
    const values = answers.get(questionKey(name, request));
    return values ? of(values) : throwError(() => new RecordingError(`The recording holds no answer to this "${name}": it was made with other parameters.`));
  };
  return {
    // The key holds the whole request, so what was recorded under it is of the request's reply.
    call: (name, request) => defer(() => answer(name, request)).pipe(map(([reply]) => reply as never)),
    feed: (name, request, running$, steps$) =>
      defer(() => answer(name, request)).pipe(
        switchMap((reports) => {
          let next = 0;
          const beats$ = running$.pipe(distinctUntilChanged(), switchMap((isRunning) => (isRunning ? timer(0, REPORT_MS, scheduler) : EMPTY)));
          return merge(beats$, steps$).pipe(take(reports.length), map(() => reports[next++] as never));
        }),
      ),
  };
}

/** Another compute that keeps what it answers: let a flow do what shall be kept, then take the recording; a run is kept as far as it was followed. */
export function recordCompute(compute: Compute): { readonly compute: Compute; recording(): Recording } {
  const entries = new Map<string, RecordedAnswer>();
  const keep = <T>(key: string, answer$: Observable<T>): Observable<T> =>
    defer(() => {
      const values: T[] = [];
      return answer$.pipe(
        tap((value) => {
          values.push(value);
          entries.set(key, { key, values });
        }),
      );
    });
  return {
    compute: {
      call: (name, request) => keep(questionKey(name, request), compute.call(name, request)),
      feed: (name, request, running$, steps$) => keep(questionKey(name, request), compute.feed(name, request, running$, steps$)),
    },
    recording: () => ({ version: RECORDING_VERSION, entries: [...entries.values()] }),
  };
}
