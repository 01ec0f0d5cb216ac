import { last, repeat, timer, type Observable, type SchedulerLike } from 'rxjs';

const TICK_MS = 500;

/** Completes when the page has been awake for `ms`: while it is frozen, or the computer asleep, one tick passes at most. */
export const awakeFor = (ms: number, scheduler: SchedulerLike): Observable<unknown> =>
  timer(TICK_MS, scheduler).pipe(repeat(ms / TICK_MS), last());
