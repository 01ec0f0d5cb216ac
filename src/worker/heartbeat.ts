import { repeat, timer, type SchedulerLike, type Subscription } from 'rxjs';
import type { PingLimit } from './ping-limit.ts';

/** Between two pings. Three of them and this long after the last, a worker that died is missed: within 2 s. */
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
export function createHeartbeat(ask: () => void, giveUp: () => void, pingLimit: PingLimit, scheduler: SchedulerLike): Heartbeat {
  let beats: Subscription | undefined;
  let isNeeded = false;
  let unanswered = 0;
  const stop = (): void => {
    beats?.unsubscribe();
    beats = undefined;
  };
  const beat = (): void => {
    if (!isNeeded) return stop();
    if (unanswered >= pingLimit.pings) {
      stop();
      return giveUp();
    }
    unanswered++;
    ask();
  };
  return {
    hear: () => void (unanswered = 0),
    // Who leaves one question for another makes no new beginning: a worker that owes an answer to a ping owes it whoever has asked meanwhile.
    keep(isNeededNow) {
      isNeeded = isNeededNow;
      // Each beat is set when the one before has come: a page that was frozen, blocked or slowed down counts one for all that it
      // missed, and finds the answer that waited before the next.
      if (isNeeded) beats ??= timer(BEAT_MS, scheduler).pipe(repeat()).subscribe(beat);
    },
  };
}
