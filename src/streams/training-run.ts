import { EMPTY, catchError, concat, defer, map, of, throwError, type Observable } from 'rxjs';
import type { Classes, Mixture, MlpModel } from '../math/index.ts';
import type { DrawnPairs, TrainingReport, TrainRequest } from '../worker/index.ts';
import { isCrash, type Compute } from './compute/index.ts';
import type { Run, TrainingEvent } from './training-reducer.ts';

/** How often a run that has lost its worker goes on in another. */
const MOST_RESTARTS = 3;
/** Pairs that a round of reflow learns from; 2,000 steps of 256 see each a hundred times. */
const REFLOW_PAIRS = 4096;
/** Heun steps that carry them. */
const REFLOW_STEPS = 32;

/** What a run is steered by while it goes on. */
export interface Steering {
  /** State. */
  readonly isRunning$: Observable<boolean>;
  readonly steps$: Observable<void>;
  /** Steps after which the network is kept, beside the usual ones; known to a run when it begins, or begins again. */
  readonly keep: () => readonly number[];
}

/**
 * What comes of a run from where it stands. A run whose worker is lost goes on in another from its last report.
 *
 * @param current  the run as it is by what was told before
 */
export function follow(current: () => Run, steering: Steering, compute: Compute): Observable<TrainingEvent> {
  const reports$: Observable<TrainingEvent> = defer(() => feed(compute, current(), steering)).pipe(
    map((report): TrainingEvent => ({ type: 'report', report })),
    catchError((error: unknown, again$) => (isCrash(error) && current().restarts < MOST_RESTARTS ? concat(of<TrainingEvent>({ type: 'restart' }), again$) : throwError(() => error))),
  );
  const trained$ = defer(() => (current().isOver ? EMPTY : concat(reports$, of<TrainingEvent>({ type: 'end' }))));
  return concat(drawnPairs(current, compute), trained$, measuredAfter(current, compute)).pipe(
    catchError((error: unknown) => of<TrainingEvent>({ type: 'failure', error })),
  );
}

/** What a run is asked for, from where it stands. */
export function requestOf({ inputs, initial, last, pairs }: Run, keep: readonly number[]): TrainRequest {
  const { source, target, classes, schedule, coupling, epsilon, seed, steps, batch, optimizer, momentum, learningRate, warmup, clipNorm, engine, targets } = inputs;
  return {
    source, target, schedule, coupling, epsilon, seed, steps, batch, optimizer, momentum, learningRate, engine,
    warmup: Math.min(warmup, steps - 1),
    initial: last?.model ?? initial,
    firstStep: last?.step ?? 0,
    ...(clipNorm > 0 && { clipNorm }),
    ...(last && { memory: last.memory }),
    ...(keep.length > 0 && { keep }),
    ...(classes && { classes: classes.ofComponents }),
    ...(pairs ? { pairs } : { targets }),
  };
}

const feed = (compute: Compute, run: Run, { isRunning$, steps$, keep }: Steering): Observable<TrainingReport> => compute.feed('train', requestOf(run, keep()), isRunning$, steps$);

/** Noise and where a model carries it; the same noise before and after a round. */
function draw(model: MlpModel, { inputs: { source, target, classes, seed } }: Run, round: number, compute: Compute): Observable<DrawnPairs> {
  const shares = classes && sharesOf(classes, target);
  return compute.call('drawPairs', { model, source, count: REFLOW_PAIRS, steps: REFLOW_STEPS, seed: seed + round, ...(shares && { shares }) });
}

/** How often each class is drawn. */
function sharesOf({ names, ofComponents }: Classes, { weights }: Mixture): Float64Array {
  const shares = new Float64Array(names.length);
  weights.forEach((weight, component) => (shares[ofComponents[component]] += weight));
  return shares;
}

/** For a reflow that has none yet: its pairs. */
function drawnPairs(current: () => Run, compute: Compute): Observable<TrainingEvent> {
  return defer(() => {
    const run = current();
    if (!run.isReflow || run.pairs) return EMPTY;
    return draw(run.initial, run, run.reflows.length + 1, compute).pipe(map((drawn): TrainingEvent => ({ type: 'drawn', ...drawn })));
  });
}

/** For a reflow that is over: how straight the network has become. */
function measuredAfter(current: () => Run, compute: Compute): Observable<TrainingEvent> {
  return defer(() => {
    const run = current();
    const { last, reflows } = run;
    if (!run.isReflow || !run.isOver || run.failure || !last || reflows.at(-1)?.after) return EMPTY;
    return draw(last.model, run, reflows.length, compute).pipe(map(({ straightness, oneStepError }): TrainingEvent => ({ type: 'measured', straightness, oneStepError })));
  });
}
