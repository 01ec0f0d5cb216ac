import { WorkerFailure } from '../worker/index.ts';
import type { Run, TrainingProcess } from './training-reducer.ts';
import type { TrainingMoment } from './training-state.ts';

/** What is told of a training whose inputs are known. */
export function momentOf(now: TrainingProcess & { readonly run: Run }): TrainingMoment {
  const { initial, checkpoints, last } = now.run;
  return { ...shownOf(now), kept: [{ step: 0, model: initial }, ...checkpoints], latest: last?.model ?? initial };
}

type Shown = Omit<TrainingMoment, 'kept' | 'latest'>;

function shownOf({ run, isStarted, isRunning, lookedAt }: TrainingProcess & { readonly run: Run }): Shown {
  if (isStarted && run.failure) return failed(run, run.failure.error);
  if (isStarted && run.last) return progress(run, run.last, isRunning, lookedAt);
  return { inputs: run.inputs, state: { phase: isStarted ? 'starting' : 'idle', step: 0, steps: run.inputs.steps }, model: run.initial, isTrained: run.isReflow };
}

function progress({ inputs, curve, checkpoints, restarts, reflows, isReflow }: Run, report: NonNullable<Run['last']>, isRunning: boolean, lookedAt?: number): Shown {
  const { engine, step, steps, cloud, stepsPerSecond, secondsLeft } = report;
  const phase = report.phase === 'done' ? 'done' : isRunning ? 'training' : 'paused';
  const shown = lookedAt === undefined ? report : (checkpoints.findLast((checkpoint) => checkpoint.step <= lookedAt) ?? checkpoints[0] ?? report);
  const { loss, floor, excess, lossByTime, floorByTime } = shown;
  // Clouds are measured now and then alone, not of every network that is kept.
  const quality = { loss, floor, excess, lossByTime, floorByTime, ...(cloud && shown === report && { cloud }) };
  const kept = { checkpoints: checkpoints.map((checkpoint) => checkpoint.step), shownStep: shown.step, restarts, reflows };
  return { inputs, state: { phase, engine, step, steps, ...quality, curve: curve.toArray(), stepsPerSecond, secondsLeft, ...kept }, model: shown.model, isTrained: isReflow || shown.step > 0 };
}

function failed({ inputs, initial, last, isReflow }: Run, error: unknown): Shown {
  const message = error instanceof Error ? error.message : String(error);
  const { code, saying } = error instanceof WorkerFailure ? error : {};
  const state = { phase: 'failed', step: last?.step ?? 0, steps: inputs.steps, message, ...(code && { code }), ...(saying && { saying }) } as const;
  return { inputs, state, model: last?.model ?? initial, isTrained: isReflow || (last?.step ?? 0) > 0 };
}
