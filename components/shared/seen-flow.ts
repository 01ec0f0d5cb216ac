import { EMPTY, combineLatest, concat, defer, distinctUntilChanged, ignoreElements, map, of, startWith, switchMap, take, tap, timer, type Observable } from 'rxjs';
import { isStill, QUESTIONS, type Asks, type Flow, type ModelName, type TrainingState } from '../../src/streams/index.ts';

/** A training that says nothing for so long rests; a reader who looks back along it has come to where he wanted. */
const REST_MS = 600;

/**
 * A flow as it is shown by a figure that is not always seen. Unseen, the figure does not drive the clock, which then stands still unless
 * another one does. While a training goes on, each stream that follows it gives one value, so that there is a picture, and holds back all
 * later ones until the figure is seen or the training rests: what is printed then is the present network.
 *
 * @param seen$  State
 */
export function seenFlow(flow: Flow, seen$: Observable<boolean>): Flow {
  const goesOn$ = flow.training.state$.pipe(ignoreElements());
  const isOn$ = either(seen$, flow.training.state$.pipe(switchMap(isAtRest)));
  const drives$ = either(seen$, flow.clock.playing$.pipe(map((isPlaying) => !isPlaying)));
  const isOnFor = (isStillModel: boolean): Observable<boolean> => (isStillModel ? of(true) : isOn$);
  const isPresentOn$ = flow.parameters$.pipe(map(({ model }) => isStill(model)), distinctUntilChanged(), switchMap(isOnFor));
  const held = <T>(state$: Observable<T>, name?: ModelName): Observable<T> => heldBack(state$, name ? isOnFor(isStill(name)) : isPresentOn$, goesOn$);
  // No training changes what is asked of the laws.
  const ofModels = (Object.keys(QUESTIONS) as (keyof Asks)[]).filter((name) => QUESTIONS[name].isOfModel);
  const asked = Object.fromEntries(ofModels.map((name) => {
    const ask = flow[name] as (spec?: { readonly model?: ModelName }) => Observable<unknown>;
    return [name, ((spec) => held(ask(spec), spec?.model)) satisfies typeof ask];
  }));
  const shown: Pick<Flow, 'time$' | 'learned$' | 'variant'> = {
    ...asked,
    time$: drives$.pipe(switchMap((isOn) => (isOn ? flow.time$ : EMPTY))),
    learned$: heldBack(flow.learned$, isOn$, goesOn$),
    variant: (changes) => seenFlow(flow.variant(changes), seen$),
  };
  return Object.create(flow, Object.getOwnPropertyDescriptors(shown)) as Flow;
}

const isAtRest = ({ phase }: TrainingState): Observable<boolean> =>
  phase === 'starting' || phase === 'training' ? of(false) : timer(REST_MS).pipe(map(() => true), startWith(false));

const either = (a$: Observable<boolean>, b$: Observable<boolean>): Observable<boolean> =>
  combineLatest([a$, b$]).pipe(map(([a, b]) => a || b), distinctUntilChanged());

/** The values of `state$` while it is on, and else one where there is none yet; then `instead$` is subscribed to. */
const heldBack = <T>(state$: Observable<T>, isOn$: Observable<boolean>, instead$: Observable<never>): Observable<T> =>
  defer(() => {
    let isFirst = true;
    const told$ = state$.pipe(tap(() => (isFirst = false)));
    return isOn$.pipe(switchMap((isOn) => (isOn ? told$ : concat(isFirst ? told$.pipe(take(1)) : EMPTY, instead$))), distinctUntilChanged());
  });
