import { BehaviorSubject, defer, distinctUntilChanged, finalize, map, type Observable } from 'rxjs';
import type { Compute } from './compute.ts';

/**
 * The same, and a state: whether a question is being worked on. Who reacts to an answer by another question is busy without a break. A
 * feed is no question: a training goes on for long.
 */
export function watchedCompute(compute: Compute): { readonly compute: Compute; readonly isBusy$: Observable<boolean> } {
  const pending = new BehaviorSubject(0);
  const call: Compute['call'] = (name, request) => defer(() => {
    pending.next(pending.value + 1);
    return compute.call(name, request).pipe(finalize(() => pending.next(pending.value - 1)));
  });
  const feed: Compute['feed'] = (name, request, running$, steps$) => compute.feed(name, request, running$, steps$);
  return { compute: { call, feed }, isBusy$: pending.pipe(map((count) => count > 0), distinctUntilChanged()) };
}
