import { BehaviorSubject, EMPTY, Subject, defer, distinctUntilChanged, ignoreElements, map, merge, of, switchMap, tap, type Observable, type Subscription } from 'rxjs';
import type { ExplainedStep, ExplainStepRequest, Measure } from '../worker/index.ts';
import { workerCompute, type Compute } from './compute/index.ts';
import { judgeRun, type JudgedCheckpoint } from './judged.ts';
import { KeptSteps } from './kept-steps.ts';
import { shareWithGrace } from './share-with-grace.ts';
import { momentOf } from './training-moment.ts';
import { NO_TRAINING, reduce, type Run, type TrainingEvent, type TrainingProcess } from './training-reducer.ts';
import { follow, requestOf } from './training-run.ts';
import type { TrainingInputs, TrainingMoment, TrainingState } from './training-state.ts';

/** A run that rests, how many of its steps are behind it, and whether those are all. */
export interface TrainingRest {
  readonly run: number;
  readonly step: number;
  readonly isOver: boolean;
}

export interface Training {
  /** State. The run goes on only while this, or `moments$`, is subscribed to (and a second longer); who comes back resumes it. */
  readonly state$: Observable<TrainingState>;
  /** State: the same with the network that belongs to it. */
  readonly moments$: Observable<TrainingMoment>;
  /** State: whether the network that is shown has learned anything; false of initial weights. */
  readonly isTrained$: Observable<boolean>;
  /** State: the inputs of the run that learns, or has learned, a network's own pairs; undefined when the latest run does not. */
  readonly reflowed$: Observable<TrainingInputs | undefined>;
  /** State: what the checkpoints of the run are worth, as they become known; none before it has begun. Whoever asks for more measures waits longer. */
  judged(measures: readonly Measure[]): Observable<readonly JudgedCheckpoint[]>;
  /** State: where a run stands that rests; undefined while it goes on. While this is subscribed to, the run goes on as for `state$`. */
  readonly rest$: Observable<TrainingRest | undefined>;
  /** The next step of the run, on the batch that it will draw, taken apart once; nothing where there is none. */
  nextStep(places: Omit<ExplainStepRequest, 'run'>): Observable<ExplainedStep>;
  /** Begin, or go on after a pause; after the end or a failure, begin anew. */
  start(): void;
  pause(): void;
  /** One optimiser step, after which the run rests; begins one where there is none. */
  step(): void;
  /** Back to the initial weights. */
  reset(): void;
  /**
   * Begin a run that goes on from the present network and learns the pairs that it makes of noise: paths become straighter. Can be
   * repeated; does nothing while no network has been trained.
   */
  reflow(): void;
  /**
   * Keep the networks of these steps, from 0 to 100,000, as well, in runs and rounds that begin from now on, until the subscription ends; a step that
   * somebody else asks for too is kept for them.
   *
   * @throws ParameterError when one of them is no such step
   */
  keep(steps: readonly number[]): Subscription;
  /** Show the network of the last checkpoint up to this step, or the latest again, as whoever begins, goes on or resets does. A run that goes on does so meanwhile. */
  lookBack(step: number | undefined): void;
}

/**
 * Training as a stream: commands, inputs and what comes of a run are events, `reduce` says what the training is by them, and while somebody
 * watches, the run that it says is followed.
 */
export const train = (inputs$: Observable<TrainingInputs>, compute: Compute = workerCompute()): Training => trainKeeping(inputs$, compute, new KeptSteps());

/** @param kept  the networks that are asked for by now */
export function trainKeeping(inputs$: Observable<TrainingInputs>, compute: Compute, kept: KeptSteps): Training {
  const process = new BehaviorSubject<TrainingProcess>(NO_TRAINING);
  const steps = new Subject<void>();
  const dispatch = (event: TrainingEvent): void => {
    const next = reduce(process.value, event);
    if (next !== process.value) process.next(next);
  };
  /** Who hears of a state may have changed it before the others hear: all are told what is. */
  const select = <T>(pick: (now: TrainingProcess) => T): Observable<T> => process.pipe(map(() => pick(process.value)), distinctUntilChanged());

  const steering = { isRunning$: select(({ isRunning }) => isRunning), steps$: steps, keep: () => kept.all };
  // Only followed while there is a run.
  const current = (): Run => process.value.run!;
  const started$ = select(({ isStarted, run }) => (isStarted ? run?.id : undefined));
  const work$ = started$.pipe(
    switchMap((id) => (id === undefined ? EMPTY : follow(current, steering, compute))),
  );
  const given$ = inputs$.pipe(map((inputs): TrainingEvent => ({ type: 'inputs', inputs })));
  const quietly = (events$: Observable<TrainingEvent>): Observable<never> => events$.pipe(tap(dispatch), ignoreElements());
  const told$ = select((now) => now).pipe(switchMap(({ run, ...now }) => (run ? [momentOf({ ...now, run })] : [])));
  // What is known is told before work begins, which may answer at once.
  const moments$ = merge(quietly(given$), told$, quietly(work$)).pipe(shareWithGrace());

  return {
    state$: moments$.pipe(map(({ state }) => state)),
    moments$,
    isTrained$: moments$.pipe(map(({ isTrained }) => isTrained), distinctUntilChanged()),
    reflowed$: select(({ reflowed }) => reflowed),
    judged: (measures) => started$.pipe(switchMap((id) => (id === undefined ? of([]) : judgeRun(select(current), measures, compute)))),
    rest$: merge(select(restOf).pipe(distinctUntilChanged((a, b) => a?.run === b?.run && a?.step === b?.step && a?.isOver === b?.isOver)), moments$.pipe(ignoreElements())),
    nextStep: (places) => defer(() => (restOf(process.value)?.isOver === false ? compute.call('explainStep', { run: requestOf(current(), kept.all), ...places }) : EMPTY)),
    start: () => dispatch({ type: 'start' }),
    pause: () => dispatch({ type: 'pause' }),
    step() {
      dispatch({ type: 'step' });
      steps.next();
    },
    keep: (more) => kept.add(more),
    lookBack: (step) => dispatch({ type: 'lookBack', step }),
    reset: () => dispatch({ type: 'reset' }),
    reflow: () => dispatch({ type: 'reflow' }),
  };
}

/** A round of reflow has no next step before its pairs are there. */
const restOf = ({ run, isRunning }: TrainingProcess): TrainingRest | undefined =>
  run && !isRunning && (!run.isReflow || run.pairs) ? { run: run.id, step: run.last?.step ?? 0, isOver: run.isOver } : undefined;
