import { BehaviorSubject, EMPTY, type Observable, catchError, combineLatest, distinctUntilChanged, map, of, startWith, switchMap, tap } from 'rxjs';
import { createNetwork, type Activation, type Mixture, type MlpModel, type ScheduleName } from '../math/index.ts';
import { acquireWorker, type Checkpoint, type CloudQuality, type CouplingName, type TrainingReport, type WorkerClient } from '../worker/index.ts';
import { keepWarm } from './keep-warm.ts';
import { LossCurve } from './loss-curve.ts';
import { withWorker, type Acquire } from './with-worker.ts';

/** What a training run starts from. A new object is a new run. */
export interface TrainingInputs {
  readonly source: Mixture;
  readonly target: Mixture;
  readonly schedule: ScheduleName;
  readonly coupling: CouplingName;
  readonly seed: number;
  /** Optimiser steps. */
  readonly steps: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly engine: 'auto' | 'tfjs';
}

export interface TrainingProgress {
  /** In words: which engine runs. */
  readonly engine: string;
  readonly step: number;
  readonly steps: number;
  /** Loss E|v_theta(X_t, t) - (alpha' X_1 + sigma' X_0)|^2, summed over axes, on fixed held-out draws. */
  readonly loss: number;
  /** Its exact floor on the same draws, below which no network comes; NaN for couplings whose exact field is not known. */
  readonly floor: number;
  /** Training loss so far: step and mean loss in turn. */
  readonly curve: Float64Array;
  /** Loss and floor in each tenth of [0, 1]. */
  readonly lossByTime: Float64Array;
  readonly floorByTime: Float64Array;
  /** How far the network's cloud is from the data, as last measured. */
  readonly cloud?: CloudQuality;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
  /** Steps whose networks are kept, increasing; at most 32 and the latest. */
  readonly checkpoints: readonly number[];
  /** The step of the network that is shown: the latest, or one that was gone back to. */
  readonly shownStep: number;
}

export type TrainingState =
  | { readonly phase: 'idle'; readonly step: 0; readonly steps: number }
  | { readonly phase: 'starting'; readonly step: 0; readonly steps: number }
  | ({ readonly phase: 'training' | 'paused' | 'done' } & TrainingProgress)
  | { readonly phase: 'failed'; readonly step: number; readonly steps: number; readonly message: string };

/** A state of the run and the network that belongs to it. */
export interface TrainingMoment {
  readonly state: TrainingState;
  readonly model: MlpModel;
}

export interface Training {
  /** State. The run goes on only while this is subscribed to (and a second longer); who comes back resumes it. */
  readonly moments$: Observable<TrainingMoment>;
  /** Begin, or go on after a pause; after the end or a failure, begin anew. */
  start(): void;
  pause(): void;
  /** Back to the initial weights. */
  reset(): void;
  /** Show the network of the last checkpoint up to this step, or the latest again. The run goes on meanwhile. */
  lookBack(step: number | undefined): void;
}

/** How far a run has come; kept outside the stream, so that it can be taken up again. */
interface Run {
  readonly inputs: TrainingInputs;
  readonly initial: MlpModel;
  readonly curve: LossCurve;
  readonly checkpoints: Checkpoint[];
  last?: TrainingReport;
  isOver: boolean;
}

/**
 * Training as a stream. New inputs end the run that belongs to the old ones: a run that was going on begins again
 * with the new inputs, one that rested is forgotten.
 */
export function train(inputs$: Observable<TrainingInputs>, acquire: Acquire = acquireWorker): Training {
  const isRunning = new BehaviorSubject(false);
  const lookedAt = new BehaviorSubject<number | undefined>(undefined);
  const changes = new BehaviorSubject<void>(undefined);
  let isStarted = false;
  let run: Run | undefined;

  const runFor = (inputs: TrainingInputs): Run => {
    if (run?.inputs === inputs) return run;
    if (run && !isRunning.value) isStarted = false;
    lookedAt.next(undefined);
    return (run = { inputs, initial: initialNetwork(inputs), curve: new LossCurve(), checkpoints: [], isOver: false });
  };

  const moments$ = combineLatest([inputs$, changes]).pipe(
    map(([inputs]) => runFor(inputs)),
    switchMap((current) => (isStarted ? follow(current, isRunning, lookedAt, acquire) : of(idle(current)))),
    keepWarm(),
  );

  return {
    moments$,
    start() {
      const isAnew = !isStarted || run?.isOver;
      if (run?.isOver) run = undefined;
      isStarted = true;
      isRunning.next(true);
      if (isAnew) changes.next();
    },
    pause: () => isRunning.next(false),
    lookBack: (step) => lookedAt.next(step),
    reset() {
      isRunning.next(false);
      isStarted = false;
      run = undefined;
      changes.next();
    },
  };
}

/** The run from where it stands; its reports are kept in `run` as they come. */
function follow(run: Run, isRunning: BehaviorSubject<boolean>, lookedAt$: Observable<number | undefined>, acquire: Acquire): Observable<TrainingMoment> {
  const finish = (): void => {
    run.isOver = true;
    isRunning.next(false);
  };
  const live$ = withWorker(acquire, (client) => feed(client, run, isRunning)).pipe(
    tap((report) => {
      run.last = report;
      run.curve.append(report.curve);
      run.checkpoints.push(...report.checkpoints);
      if (report.phase === 'done') finish();
    }),
  );
  const reports$ = run.isOver ? EMPTY : live$;
  const known$ = run.last ? reports$.pipe(startWith(run.last)) : reports$;
  const moments$ = combineLatest([known$, isRunning, lookedAt$]).pipe(map(([report, running, step]) => progress(run, report, running, step)));
  return (run.last ? moments$ : moments$.pipe(startWith(starting(run)))).pipe(
    catchError((error: unknown) => {
      finish();
      return of(failed(run, error));
    }),
  );
}

function feed(client: WorkerClient, { inputs, initial, last }: Run, isRunning$: Observable<boolean>): Observable<TrainingReport> {
  const { source, target, schedule, coupling, steps, batch, learningRate, seed, engine } = inputs;
  const request = { source, target, schedule, coupling, steps, batch, learningRate, seed, engine, initial: last?.model ?? initial, firstStep: last?.step ?? 0 };
  return client.feed('train', request, isRunning$.pipe(distinctUntilChanged()));
}

function initialNetwork({ source, hidden, activation, seed }: TrainingInputs): MlpModel {
  return createNetwork({ dimension: source.dimension, hidden: [...hidden], activation, seed });
}

function idle({ inputs, initial }: Run): TrainingMoment {
  return { state: { phase: 'idle', step: 0, steps: inputs.steps }, model: initial };
}

function starting({ inputs, initial }: Run): TrainingMoment {
  return { state: { phase: 'starting', step: 0, steps: inputs.steps }, model: initial };
}

function progress({ curve, checkpoints }: Run, report: TrainingReport, isRunning: boolean, lookedAt?: number): TrainingMoment {
  const { engine, step, steps, loss, floor, lossByTime, floorByTime, cloud, stepsPerSecond, secondsLeft } = report;
  const phase = report.phase === 'done' ? 'done' : isRunning ? 'training' : 'paused';
  const quality = { loss, floor, lossByTime, floorByTime, ...(cloud && { cloud }) };
  const shown = lookedAt === undefined ? report : (checkpoints.findLast((checkpoint) => checkpoint.step <= lookedAt) ?? report);
  const kept = { checkpoints: checkpoints.map((checkpoint) => checkpoint.step), shownStep: shown.step };
  return { state: { phase, engine, step, steps, ...quality, curve: curve.toArray(), stepsPerSecond, secondsLeft, ...kept }, model: shown.model };
}

function failed({ inputs, initial, last }: Run, error: unknown): TrainingMoment {
  const message = error instanceof Error ? error.message : String(error);
  return { state: { phase: 'failed', step: last?.step ?? 0, steps: inputs.steps, message }, model: last?.model ?? initial };
}
