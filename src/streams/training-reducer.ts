import { createNetwork, type MlpModel } from '../math/index.ts';
import type { Checkpoint, Pairs, TrainingReport } from '../worker/index.ts';
import { LossCurve } from './loss-curve.ts';
import type { ReflowRound, Straightness, TrainingInputs } from './training-state.ts';

/** One run: what it starts from, and how far it has come. */
export interface Run {
  /** No two runs of a training have the same. */
  readonly id: number;
  readonly inputs: TrainingInputs;
  readonly initial: MlpModel;
  /** Whether it learns from pairs that `initial` makes, and those once they are there. */
  readonly isReflow: boolean;
  readonly pairs?: Pairs;
  /** Rounds of reflow that are behind `initial`, and the one that this run belongs to last. */
  readonly reflows: readonly ReflowRound[];
  readonly curve: LossCurve;
  readonly checkpoints: readonly Checkpoint[];
  /** How often it has gone on in another worker because its own was lost. */
  readonly restarts: number;
  readonly last?: TrainingReport;
  readonly isOver: boolean;
  /** What it was ended by, where that was an error. */
  readonly failure?: { readonly error: unknown };
}

/** A training, whoever watches it. */
export interface TrainingProcess {
  /** Absent before its inputs are known. */
  readonly run?: Run;
  /** Whether the run has begun. */
  readonly isStarted: boolean;
  /** Whether it goes on, or rests. */
  readonly isRunning: boolean;
  /** The step whose network is shown; the latest when absent. */
  readonly lookedAt?: number;
  /** The inputs of the run that learns, or has learned, a network's own pairs. */
  readonly reflowed?: TrainingInputs;
}

export const NO_TRAINING: TrainingProcess = { isStarted: false, isRunning: false };

export type TrainingEvent =
  /** Commands. */
  | { readonly type: 'start' | 'pause' | 'step' | 'reset' | 'reflow' }
  | { readonly type: 'lookBack'; readonly step: number | undefined }
  /** What the training depends on is, or has become, this. */
  | { readonly type: 'inputs'; readonly inputs: TrainingInputs }
  /** What comes of the run: pairs to learn from, reports, the loss of a worker, its end, how straight the network has become. */
  | ({ readonly type: 'drawn'; readonly pairs: Pairs } & Straightness)
  | { readonly type: 'report'; readonly report: TrainingReport }
  | { readonly type: 'restart' | 'end' }
  | ({ readonly type: 'measured' } & Straightness)
  | { readonly type: 'failure'; readonly error: unknown };

/**
 * What a training becomes by an event: commands and reports in, state out. The same object when nothing changes. New inputs end the run that
 * belongs to the old ones: a run that was going on begins again with the new inputs, one that rested is forgotten.
 */
export function reduce(now: TrainingProcess, event: TrainingEvent): TrainingProcess {
  const { run } = now;
  switch (event.type) {
    case 'inputs': {
      if (run?.inputs === event.inputs) return now;
      const isForgotten = run !== undefined && (run.isOver || !now.isRunning);
      return { ...latest(now), ...(isForgotten && { isStarted: false, isRunning: false }), run: createRun(event.inputs, run) };
    }
    case 'start':
    case 'step': {
      const begun = { ...latest(now), isStarted: true, isRunning: event.type === 'start' };
      return run?.isOver ? anew(begun, run) : begun;
    }
    case 'pause':
      // Before its first report a run has nothing that could rest: it has not begun.
      return now.isRunning ? { ...now, isRunning: false, isStarted: run?.last !== undefined || run?.isReflow === true } : now;
    case 'reset':
      return anew({ ...latest(now), isStarted: false, isRunning: false }, run);
    case 'reflow':
      return run?.last ? { ...latest(now), isRunning: true, reflowed: run.inputs, run: createReflow(run) } : now;
    case 'lookBack':
      if (event.step === now.lookedAt) return now;
      return event.step === undefined ? latest(now) : { ...now, lookedAt: event.step };
    default:
      return run ? reduceRun({ ...now, run }, event) : now;
  }
}

type RunEvent = Extract<TrainingEvent, { readonly type: 'drawn' | 'report' | 'restart' | 'end' | 'measured' | 'failure' }>;

function reduceRun(now: TrainingProcess & { readonly run: Run }, event: RunEvent): TrainingProcess {
  const { run } = now;
  const become = (change: Partial<Run>): TrainingProcess => ({ ...now, run: { ...run, ...change } });
  switch (event.type) {
    case 'drawn':
      return become({ pairs: event.pairs, reflows: [...run.reflows, { before: straightnessOf(event) }] });
    case 'report': {
      const { report } = event;
      return become({ last: report, curve: run.curve.with(report.curve), checkpoints: [...run.checkpoints, ...report.checkpoints], isOver: report.phase === 'done' });
    }
    case 'restart':
      return become({ restarts: run.restarts + 1 });
    case 'end':
      return { ...become({ isOver: true }), isRunning: false };
    case 'measured':
      return become({ reflows: run.reflows.map((round, i) => (i + 1 === run.reflows.length ? { ...round, after: straightnessOf(event) } : round)) });
    case 'failure':
      return { ...become({ isOver: true, failure: { error: event.error } }), isRunning: false };
  }
}

const straightnessOf = ({ straightness, oneStepError }: Straightness): Straightness => ({ straightness, oneStepError });

const latest = ({ lookedAt: _, ...now }: TrainingProcess): TrainingProcess => now;

/** With the initial weights again. */
const anew = ({ reflowed: _, ...now }: TrainingProcess, run: Run | undefined): TrainingProcess => (run ? { ...now, run: createRun(run.inputs, run) } : now);

function createRun(inputs: TrainingInputs, before: Run | undefined): Run {
  const { source, classes, objective, hiddenLayers, activation, timeFeatures, seed } = inputs;
  const initial = createNetwork({ dimension: source.dimension, hidden: hiddenLayers, activation, times: objective === 'mean-flow' ? 2 : 1, timeFeatures, ...(classes && { classes: classes.names.length }), seed });
  return { id: (before?.id ?? 0) + 1, inputs, initial, isReflow: false, reflows: [], curve: new LossCurve(), checkpoints: [], restarts: 0, isOver: false };
}

/** A run that learns from the pairs of the network to which another run has come. */
function createReflow({ id, inputs, last, initial, reflows }: Run): Run {
  return { id: id + 1, inputs, initial: last?.model ?? initial, isReflow: true, reflows, curve: new LossCurve(), checkpoints: [], restarts: 0, isOver: false };
}
