import { repeat, timer, type SchedulerLike, type Subscription } from 'rxjs';
import type { Patience } from './patience.ts';

/** Between two questions. Three of them and this long after the last, a worker that died is missed: within 2 s. */
export const BEAT_MS = 400;

/** A worker that runs out of memory may die without any event, and one that spins never says so; this finds out. */
export interface Heartbeat {
  /** Any message of the worker is a sign of life. */
  hear(): void;
  /** Beat only while somebody waits for the worker. */
  keep(isNeeded: boolean): void;
}

/**
 * @param ask  sends something that a living worker answers
 * @param giveUp  called once when it did not
 */
export function createHeartbeat(ask: () => void, giveUp: () => void, patience: Patience, scheduler: SchedulerLike): Heartbeat {
  let beats: Subscription | undefined;
  let unanswered = 0;
  const beat = (): void => {
    if (unanswered >= patience.questions) return giveUp();
    unanswered++;
    ask();
  };
  return {
    hear: () => void (unanswered = 0),
    keep(isNeeded) {
      if (isNeeded === (beats !== undefined)) return;
      unanswered = 0;
      beats?.unsubscribe();
      // Each beat is set when the one before has come: a page that was frozen, blocked or slowed down counts one for all that it
      // missed, and finds the answer that waited before the next.
      beats = isNeeded ? timer(BEAT_MS, scheduler).pipe(repeat()).subscribe(beat) : undefined;
    },
  };
}
