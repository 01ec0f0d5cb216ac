import { ReplaySubject, share, timer, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';

/** A member that leaves and returns within this time finds everything as it was. */
export const GRACE_MS = 1000;

/**
 * State for many: one subscription to the source, the latest value first for whoever comes late, and a grace period
 * after the last has left. An error is not kept: the next subscriber starts the source anew.
 */
export function keepWarm<T>(scheduler?: SchedulerLike): MonoTypeOperatorFunction<T> {
  return share<T>({
    connector: () => new ReplaySubject<T>(1),
    resetOnError: true,
    resetOnComplete: false,
    resetOnRefCountZero: () => timer(GRACE_MS, scheduler),
  });
}
