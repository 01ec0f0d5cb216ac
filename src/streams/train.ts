import { BehaviorSubject, Subject, combineLatest, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs';
import { workerCompute, type Compute } from './compute/index.ts';
import { keepWarm } from './keep-warm.ts';
import { createReflow, createRun, follow, idle, type Run } from './training-run.ts';
import type { TrainingInputs, TrainingMoment } from './training-state.ts';

export interface Training {
  /** State. The run goes on only while this is subscribed to (and a second longer); who comes back resumes it. */
  readonly moments$: Observable<TrainingMoment>;
  /** State: the inputs of the run that learns, or has learned, a network's own pairs; undefined when the latest run does not. */
  readonly reflowed$: Observable<TrainingInputs | undefined>;
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
  /** Show the network of the last checkpoint up to this step, or the latest again. The run goes on meanwhile. */
  lookBack(step: number | undefined): void;
}

/**
 * Training as a stream. New inputs end the run that belongs to the old ones: a run that was going on begins again
 * with the new inputs, one that rested is forgotten. A run whose worker is lost goes on in another, bit by bit alike.
 */
export function train(inputs$: Observable<TrainingInputs>, compute: Compute = workerCompute()): Training {
  const isRunning = new BehaviorSubject(false);
  const lookedAt = new BehaviorSubject<number | undefined>(undefined);
  const changes = new BehaviorSubject<void>(undefined);
  const steps = new Subject<void>();
  const reflowed = new BehaviorSubject<TrainingInputs | undefined>(undefined);
  const wishes = { isRunning, lookedAt$: lookedAt, steps$: steps };
  let isStarted = false;
  let run: Run | undefined;

  /** Only where it is a change: the run that ends would tell its state once more. */
  const lookAtLatest = (): void => {
    if (lookedAt.value !== undefined) lookedAt.next(undefined);
  };

  const runFor = (inputs: TrainingInputs): Run => {
    if (run?.inputs === inputs) return run;
    if (run && (run.isOver || !isRunning.value)) {
      isStarted = false;
      isRunning.next(false);
    }
    lookAtLatest();
    return (run = createRun(inputs));
  };

  const moments$ = combineLatest([inputs$, changes]).pipe(
    map(([inputs]) => runFor(inputs)),
    switchMap((current) => (isStarted ? follow(current, wishes, compute) : of(idle(current)))),
    keepWarm(),
  );

  const begin = (shallRun: boolean): void => {
    const isAnew = !isStarted || run?.isOver;
    if (run?.isOver) {
      run = undefined;
      reflowed.next(undefined);
    }
    isStarted = true;
    isRunning.next(shallRun);
    if (isAnew) changes.next();
  };

  return {
    moments$,
    reflowed$: reflowed.pipe(distinctUntilChanged()),
    start: () => begin(true),
    pause: () => isRunning.next(false),
    step() {
      begin(false);
      steps.next();
    },
    lookBack: (step) => lookedAt.next(step),
    reset() {
      isRunning.next(false);
      isStarted = false;
      run = undefined;
      reflowed.next(undefined);
      changes.next();
    },
    reflow() {
      if (!run?.last) return;
      run = createReflow(run);
      reflowed.next(run.inputs);
      lookAtLatest();
      isRunning.next(true);
      changes.next();
    },
  };
}
