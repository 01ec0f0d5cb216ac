import { ReplaySubject, filter, take, type Observable, type Subscription } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';
import { inSight } from './in-sight.ts';

/** Half a screen: a training that starts then has something to show when the reader comes. */
const MARGIN = '50%';

const arrivals = new WeakMap<Flow, ReplaySubject<void>>();

function arrivalsOf(flow: Flow): ReplaySubject<void> {
  const own = arrivals.get(flow) ?? new ReplaySubject<void>(1);
  arrivals.set(flow, own);
  return own;
}

/** State: emits once some figure of the flow has been near the screen, in a page that is seen. */
export const nearScreen = (flow: Flow): Observable<void> => arrivalsOf(flow).pipe(take(1));

/** Look whether a figure of the flow comes near. */
export const watchNearness = (element: Element, flow: Flow): Subscription =>
  inSight(element, MARGIN).pipe(filter(Boolean), take(1)).subscribe(() => arrivalsOf(flow).next());
