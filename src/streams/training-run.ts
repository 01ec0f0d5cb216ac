import {
  EMPTY, catchError, combineLatest, concat, defer, distinctUntilChanged, ignoreElements, map, of, retry, startWith, tap, throwError,
  type BehaviorSubject, type Observable,
} from 'rxjs';
import { createNetwork, type MlpModel } from '../math/index.ts';
import { WorkerFailure, type Checkpoint, type DrawnPairs, type Pairs, type TrainingReport } from '../worker/index.ts';
import { LossCurve } from './loss-curve.ts';
import { isCrash, type Compute } from './compute/index.ts';
import type { ReflowRound, TrainingInputs, TrainingMoment } from './training-state.ts';

/** How often a run that has lost its worker goes on in another. */
const MOST_RESTARTS = 3;
/** Pairs that a round of reflow learns from; 2,000 steps of 256 see each a hundred times. */
const REFLOW_PAIRS = 4096;
/** Heun steps that carry them. */
const REFLOW_STEPS = 32;

/** How far a run has come; kept outside the stream, so that it can be taken up again. */
export interface Run {
  readonly inputs: TrainingInputs;
  readonly initial: MlpModel;
  readonly curve: LossCurve;
  readonly checkpoints: Checkpoint[];
  /** Rounds of reflow that are behind `initial`, and the one that this run belongs to last. */
  reflows: readonly ReflowRound[];
  /** Whether this run learns from pairs that `initial` makes, and those once they are there. */
  readonly isReflow: boolean;
  pairs?: Pairs;
  restarts: number;
  last?: TrainingReport;
  isOver: boolean;
}

/** What the one who watches a run decides. */
export interface Wishes {
  readonly isRunning: BehaviorSubject<boolean>;
  readonly lookedAt$: Observable<number | undefined>;
  readonly steps$: Observable<void>;
}

export function createRun(inputs: TrainingInputs): Run {
  const { source, hiddenLayers, activation, timeFeatures, seed } = inputs;
  const initial = createNetwork({ dimension: source.dimension, hidden: hiddenLayers, activation, timeFeatures, seed });
  return { inputs, initial, curve: new LossCurve(), checkpoints: [], reflows: [], isReflow: false, restarts: 0, isOver: false };
}

/** A run that learns from the pairs of the network to which another run has come. */
export function createReflow({ inputs, last, initial, reflows }: Run): Run {
  return { inputs, initial: last?.model ?? initial, curve: new LossCurve(), checkpoints: [], reflows, isReflow: true, restarts: 0, isOver: false };
}

/** The run from where it stands; what comes of it is kept in `run`. */
export function follow(run: Run, wishes: Wishes, compute: Compute): Observable<TrainingMoment> {
  const finish = (): void => {
    run.isOver = true;
    wishes.isRunning.next(false);
  };
  const trained$ = defer(() => feed(compute, run, wishes)).pipe(
    retry({ delay: (error: unknown) => (mayRestart(run, error) ? of(run.restarts++) : throwError(() => error)) }),
    tap((report) => {
      run.last = report;
      run.curve.append(report.curve);
      run.checkpoints.push(...report.checkpoints);
      run.isOver = report.phase === 'done';
    }),
    // After the last report has been told: one that pauses before its end is another state.
    tap({ complete: finish }),
  );
  const reports$ = concat(drawnPairs(run, compute), defer(() => (run.isOver ? EMPTY : trained$)), measuredAfter(run, compute));
  const known$ = run.last ? reports$.pipe(startWith(run.last)) : reports$;
  const moments$ = combineLatest([known$, wishes.isRunning, wishes.lookedAt$]).pipe(
    map(([report, isRunning, step]) => progress(run, report, isRunning, step)),
  );
  return (run.last ? moments$ : moments$.pipe(startWith(starting(run)))).pipe(
    catchError((error: unknown) => {
      finish();
      return of(failed(run, error));
    }),
  );
}

function mayRestart({ restarts }: Run, error: unknown): boolean {
  return isCrash(error) && restarts < MOST_RESTARTS;
}

function feed(compute: Compute, { inputs, initial, last, pairs }: Run, { isRunning, steps$ }: Wishes): Observable<TrainingReport> {
  const { source, target, schedule, coupling, epsilon, seed, steps, batch, optimizer, momentum, learningRate, warmup, clipNorm, engine } = inputs;
  const request = {
    source, target, schedule, coupling, epsilon, seed, steps, batch, optimizer, momentum, learningRate, engine,
    warmup: Math.min(warmup, steps - 1),
    initial: last?.model ?? initial,
    firstStep: last?.step ?? 0,
    ...(clipNorm > 0 && { clipNorm }),
    ...(last && { memory: last.memory }),
    ...(pairs && { pairs }),
  };
  return compute.feed('train', request, isRunning.pipe(distinctUntilChanged()), steps$);
}

/** Noise and where a model carries it; the same noise before and after a round. */
function draw(model: MlpModel, { inputs: { source, seed } }: Run, round: number, compute: Compute): Observable<DrawnPairs> {
  return compute.call('drawPairs', { model, source, count: REFLOW_PAIRS, steps: REFLOW_STEPS, seed: seed + round });
}

/** For a reflow that has none yet: its pairs. Says nothing. */
function drawnPairs(run: Run, compute: Compute): Observable<never> {
  return defer(() => {
    if (!run.isReflow || run.pairs) return EMPTY;
    return draw(run.initial, run, run.reflows.length + 1, compute).pipe(
      tap(({ pairs, straightness, oneStepError }) => {
        run.pairs = pairs;
        run.reflows = [...run.reflows, { before: { straightness, oneStepError } }];
      }),
      ignoreElements(),
    );
  });
}

/** For a reflow that is over: the last report once more when it is known how straight the network has become. */
function measuredAfter(run: Run, compute: Compute): Observable<TrainingReport> {
  return defer(() => {
    const { last, reflows } = run;
    const round = reflows.at(-1);
    if (!run.isReflow || !run.isOver || !last || !round || round.after) return EMPTY;
    return draw(last.model, run, reflows.length, compute).pipe(
      map(({ straightness, oneStepError }) => {
        run.reflows = [...reflows.slice(0, -1), { ...round, after: { straightness, oneStepError } }];
        return last;
      }),
    );
  });
}

export function idle({ inputs, initial }: Run): TrainingMoment {
  return { inputs, state: { phase: 'idle', step: 0, steps: inputs.steps }, model: initial };
}

function starting({ inputs, initial }: Run): TrainingMoment {
  return { inputs, state: { phase: 'starting', step: 0, steps: inputs.steps }, model: initial };
}

function progress({ inputs, curve, checkpoints, restarts, reflows }: Run, report: TrainingReport, isRunning: boolean, lookedAt?: number): TrainingMoment {
  const { engine, step, steps, loss, floor, excess, lossByTime, floorByTime, cloud, stepsPerSecond, secondsLeft } = report;
  const phase = report.phase === 'done' ? 'done' : isRunning ? 'training' : 'paused';
  const quality = { loss, floor, excess, lossByTime, floorByTime, ...(cloud && { cloud }) };
  const shown = lookedAt === undefined ? report : (checkpoints.findLast((checkpoint) => checkpoint.step <= lookedAt) ?? checkpoints[0] ?? report);
  const kept = { checkpoints: checkpoints.map((checkpoint) => checkpoint.step), shownStep: shown.step, restarts, reflows };
  return { inputs, state: { phase, engine, step, steps, ...quality, curve: curve.toArray(), stepsPerSecond, secondsLeft, ...kept }, model: shown.model };
}

function failed({ inputs, initial, last }: Run, error: unknown): TrainingMoment {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof WorkerFailure ? error.code : undefined;
  return { inputs, state: { phase: 'failed', step: last?.step ?? 0, steps: inputs.steps, message, ...(code && { code }) }, model: last?.model ?? initial };
}
