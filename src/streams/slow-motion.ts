import { BehaviorSubject, EMPTY, Subject, combineLatest, defer, distinctUntilChanged, filter, ignoreElements, interval, map, merge, of, switchAll, switchMap, tap, type Observable } from 'rxjs';
import type { ExplainedStep, ExplainStepRequest } from '../worker/index.ts';
import { shareWithGrace } from './share-with-grace.ts';
import type { Training, TrainingRest } from './train.ts';

/** What of a step is shown, one after the other: the pairs that are drawn, X_t, velocities, residuals, the step on the weights, the field after it. */
export const STAGES = ['pair', 'place', 'velocity', 'residual', 'step', 'field'] as const;
export type Stage = (typeof STAGES)[number];

export interface SlowMoment {
  readonly explained: ExplainedStep;
  readonly stage: Stage;
}

/** A training step by step, each in stages. */
export interface SlowMotion {
  /** State, and what moves it while it is subscribed to; undefined while the training goes on, and when it is over. */
  readonly moment$: Observable<SlowMoment | undefined>;
  /** State. */
  readonly isPlaying$: Observable<boolean>;
  /** The next stage. The step is taken by the training itself where its stage begins; after the last stage the next batch is drawn. */
  next(): void;
  /** The stage before; what was learned stays. */
  back(): void;
  /** Go on by itself, from step to step. */
  play(): void;
  pause(): void;
}

interface Shown {
  /** Where the training stood before the step. */
  readonly from: TrainingRest;
  readonly explained: ExplainedStep;
  /** A place in `STAGES`. */
  readonly stage: number;
  readonly isTaken: boolean;
}

const STEP = STAGES.indexOf('step');
/** A sentence of two lines is read in about this time. */
const STAGE_MS = 2500;

/**
 * @param places  where the change of the field is told, at present
 * @param seen$  State: whether anybody sees it; it goes on by itself only then
 */
export function slowMotion(training: Training, places: () => Omit<ExplainStepRequest, 'run'>, seen$: Observable<boolean> = of(true)): SlowMotion {
  const shown = new BehaviorSubject<Shown | undefined>(undefined);
  const playing = new BehaviorSubject(false);
  const anew = new Subject<void>();
  let rest: TrainingRest | undefined;
  /** The next batch is asked for while the step before it is being taken. */
  let isAwaited = false;

  const leave = (): Observable<never> => {
    playing.next(false);
    isAwaited = false;
    shown.next(undefined);
    return EMPTY;
  };
  const explain = (from: TrainingRest): Observable<unknown> =>
    from.isOver ? leave() : training.nextStep(places()).pipe(tap((explained) => {
      isAwaited = false;
      shown.next({ from, explained, stage: 0, isTaken: false });
    }));
  const follow = (now: TrainingRest | undefined): Observable<unknown> => {
    rest = now;
    if (!now) return leave();
    const last = shown.value;
    if (last?.from.run !== now.run) return explain(now);
    // Whoever took the step: it is the one that is shown.
    if (now.step === last.explained.step && isAwaited) return explain(now);
    if (now.step === last.explained.step) return shown.next({ ...last, isTaken: true, stage: Math.max(STEP, last.stage) }), EMPTY;
    return now.step === last.from.step ? EMPTY : explain(now);
  };
  const next = (): void => {
    const now = shown.value;
    if (!now) return;
    const { stage, isTaken } = now;
    if (stage + 1 === STAGES.length) return anew.next();
    shown.next({ ...now, stage: stage + 1, isTaken: isTaken || stage + 1 === STEP });
    if (stage + 1 === STEP && !isTaken) training.step();
  };
  const asked$ = anew.pipe(
    tap(() => (isAwaited = rest?.step === shown.value?.from.step)),
    filter(() => rest !== undefined && !isAwaited),
    map(() => explain(rest!)),
  );
  // One explanation at a time: what the training does meanwhile calls it off.
  const explained$ = merge(training.rest$.pipe(map((now) => defer(() => follow(now)))), asked$).pipe(switchAll());
  const isGoingOn$ = combineLatest([playing, seen$]).pipe(map(([isPlaying, isSeen]) => isPlaying && isSeen), distinctUntilChanged());
  const played$ = isGoingOn$.pipe(switchMap((isGoingOn) => (isGoingOn ? interval(STAGE_MS) : EMPTY)), tap(next));
  const told$ = shown.pipe(map((now): SlowMoment | undefined => now && { explained: now.explained, stage: STAGES[now.stage] }));

  return {
    moment$: merge(told$, merge(explained$, played$).pipe(ignoreElements())).pipe(shareWithGrace()),
    isPlaying$: playing.pipe(distinctUntilChanged()),
    next,
    back() {
      const now = shown.value;
      if (now && now.stage > 0) shown.next({ ...now, stage: now.stage - 1 });
    },
    play: () => playing.next(shown.value !== undefined),
    pause: () => playing.next(false),
  };
}
