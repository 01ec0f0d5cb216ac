import { EMPTY, asyncScheduler, defer, distinctUntilChanged, map, merge, of, switchMap, take, tap, throwError, timer, type Observable, type SchedulerLike } from 'rxjs';
import type { FeedName, Feeds } from '../../worker/index.ts';
import type { Compute } from './compute.ts';
import { checkRecording, feedKey, questionKey, RECORDING_VERSION, RecordingError, type RecordedAnswer, type Recording } from './recording.ts';

/** Reports of a recorded run follow one another at this distance: slow enough to be watched. */
const REPORT_MS = 100;

/**
 * A recording answers, without any worker. Reports of a feed come one by one while it runs; a single step is the next report.
 *
 * @throws RecordingError  for one of another version; a question that it does not hold is such an error of the stream
 */
export function recordedCompute(recording: Recording, scheduler: SchedulerLike = asyncScheduler): Compute {
  const answers = new Map(checkRecording(recording).entries.map(({ key, values }) => [key, values]));
  const answer = (name: string, key: string): Observable<readonly unknown[]> => {
    const values = answers.get(key);
    return values ? of(values) : throwError(() => new RecordingError(`The recording holds no answer to this "${name}": it was made with other parameters.`));
  };
  return {
    // The key holds the whole request, so what was recorded under it is of the request's reply.
    call: (name, request) => defer(() => answer(name, questionKey(name, request))).pipe(map(([reply]) => reply as never)),
    feed: (name, request, running$, steps$) =>
      defer(() => answer(name, feedKey(name, request))).pipe(
        switchMap((values) => {
          const reports = (values as Report[]).filter(({ step }) => request.firstStep === 0 || step > request.firstStep);
          let next = 0;
          const beats$ = running$.pipe(distinctUntilChanged(), switchMap((isRunning) => (isRunning ? timer(0, REPORT_MS, scheduler) : EMPTY)));
          return merge(beats$, steps$).pipe(take(reports.length), map(() => reports[next++] as never));
        }),
      ),
  };
}

type Report = Feeds[FeedName]['reply'];

/**
 * Another compute that keeps what it answers: let a flow do what shall be kept, then take the recording. A run is kept as far as it was
 * followed, at the longest.
 */
export function recordCompute(compute: Compute): { readonly compute: Compute; recording(): Recording } {
  const entries = new Map<string, RecordedAnswer>();
  const keep = <T>(key: string, answer$: Observable<T>, before: readonly unknown[]): Observable<T> =>
    defer(() => {
      const values: unknown[] = [...before];
      return answer$.pipe(
        tap((value) => {
          values.push(value);
          if (values.length > (entries.get(key)?.values.length ?? 0)) entries.set(key, { key, values });
        }),
      );
    });
  return {
    compute: {
      call: (name, request) => keep(questionKey(name, request), compute.call(name, request), []),
      feed: (name, request, running$, steps$) =>
        defer(() => {
          const key = feedKey(name, request);
          const before = (entries.get(key)?.values as Report[] | undefined)?.filter(({ step }) => request.firstStep > 0 && step <= request.firstStep) ?? [];
          return keep(key, compute.feed(name, request, running$, steps$), before);
        }),
    },
    recording: () => ({ version: RECORDING_VERSION, entries: [...entries.values()] }),
  };
}
