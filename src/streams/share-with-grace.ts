import { ReplaySubject, share, timer, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';
import { GRACE_MS } from '../worker/index.ts';

/**
 * State for many: one subscription to the source, the latest value first for whoever comes late, and a grace period
 * after the last has left. An error is not kept: the next subscriber starts the source anew.
 */
export function shareWithGrace<T>(scheduler?: SchedulerLike): MonoTypeOperatorFunction<T> {
  return share<T>({
    connector: () => new ReplaySubject<T>(1),
    resetOnError: true,
    resetOnComplete: false,
    resetOnRefCountZero: () => timer(GRACE_MS, scheduler),
  });
}
