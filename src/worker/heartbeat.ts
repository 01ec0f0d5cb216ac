import { interval, type SchedulerLike, type Subscription } from 'rxjs';

/** The worker gives way every few milliseconds: one that is silent for two beats is dead or will never answer. */
const BEAT_MS = 10_000;
/** Not one: a page that was frozen wakes to its clock first and to the answer that waited only then. */
const MOST_MISSED = 2;

/** A worker that runs out of memory may die without any event; this finds out. */
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
export function createHeartbeat(ask: () => void, giveUp: () => void, scheduler: SchedulerLike): Heartbeat {
  let beats: Subscription | undefined;
  let missed = 0;
  const beat = (): void => {
    if (missed === MOST_MISSED) return giveUp();
    missed++;
    ask();
  };
  return {
    hear: () => void (missed = 0),
    keep(isNeeded) {
      if (isNeeded === (beats !== undefined)) return;
      missed = 0;
      beats?.unsubscribe();
      beats = isNeeded ? interval(BEAT_MS, scheduler).subscribe(beat) : undefined;
    },
  };
}
