import { EMPTY, combineLatest, concat, distinctUntilChanged, ignoreElements, map, of, switchMap, take, type Observable } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';

/**
 * A flow as it is shown by a figure that is not always seen. Unseen, the figure does not drive the clock, which then stands still unless
 * another one does; and each stream that follows a training gives one value, so that there is a picture, and holds back all later ones
 * until the figure is seen. The training itself goes on.
 *
 * @param seen$  State
 */
export function seenFlow(flow: Flow, seen$: Observable<boolean>): Flow {
  const isExact$ = flow.parameters$.pipe(map(({ model }) => model === 'exact'));
  const goesOn$ = flow.training$.pipe(ignoreElements());
  const drives$ = either(seen$, flow.clock.playing$.pipe(map((isPlaying) => !isPlaying)));
  const shown: Partial<Flow> = {
    time$: drives$.pipe(switchMap((isOn) => (isOn ? flow.time$ : EMPTY))),
    learned$: seen$.pipe(whenSeen(flow.learned$, goesOn$)),
    cloud: (spec) => either(seen$, spec?.model ? of(spec.model === 'exact') : isExact$).pipe(whenSeen(flow.cloud(spec), goesOn$)),
    field: (spec) => either(seen$, of(spec.model === 'exact')).pipe(whenSeen(flow.field(spec), goesOn$)),
  };
  return Object.create(flow, Object.getOwnPropertyDescriptors(shown)) as Flow;
}

const either = (a$: Observable<boolean>, b$: Observable<boolean>): Observable<boolean> =>
  combineLatest([a$, b$]).pipe(map(([a, b]) => a || b), distinctUntilChanged());

/** The values of `state$` while it is seen, and one while it is not; then `instead$` is subscribed to. */
const whenSeen = <T>(state$: Observable<T>, instead$: Observable<never>) => (isSeen$: Observable<boolean>): Observable<T> =>
  isSeen$.pipe(
    distinctUntilChanged(),
    switchMap((isSeen) => (isSeen ? state$ : concat(state$.pipe(take(1)), instead$))),
    distinctUntilChanged(),
  );
