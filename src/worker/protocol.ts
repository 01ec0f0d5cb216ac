import type { FieldVolume, Grid, MlpModel, Mixture, Points, Trajectories, VelocityModel } from '../math/index.ts';

/** Fixed-step solvers that a trajectory can be asked with. */
export type SolverName = 'euler' | 'heun';

/** Carry `start` from t = 0 to t = 1 with `steps` solver steps; every step is recorded. */
export interface IntegrateRequest {
  readonly model: VelocityModel;
  readonly start: Points;
  readonly solver: SolverName;
  /** Solver steps, at least 1. */
  readonly steps: number;
}

/** Evaluate a model on a grid at times that the worker chooses by interpolation error. */
export interface SampleFieldRequest {
  readonly model: VelocityModel;
  readonly grid: Grid;
  /** At most this many times, at least 2. */
  readonly maxTimes: number;
}

/** One run of conditional flow matching: independent coupling, linear schedule, Adam. */
export interface TrainRequest {
  readonly source: Mixture;
  readonly target: Mixture;
  /** The network to improve. */
  readonly initial: MlpModel;
  /** The optimiser step that `initial` stands at; above 0 when a run resumes. */
  readonly firstStep: number;
  /** Optimiser steps at which the run is done. */
  readonly steps: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly seed: number;
  /** `auto`, when absent: the fastest that this browser allows; `tfjs`: the reference, differentiated by tfjs. */
  readonly engine?: 'auto' | 'tfjs';
}

/** What the page learns of a run; posted at most as fast as the page takes it, nothing in between is lost from `curve`. */
export interface TrainingReport {
  readonly phase: 'training' | 'done';
  /** Words for the reader: which engine runs, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  readonly steps: number;
  /** Training loss since the last report: step and mean of |v_theta - (X_1 - X_0)|^2 in turn. */
  readonly curve: Float64Array;
  /** The exact floor E|X_1 - X_0 - v_t|^2 on the fixed held-out draws. */
  readonly floor: number;
  /** Loss minus floor on the same held-out draws. */
  readonly excess: number;
  readonly stepsPerSecond: number;
  readonly model: MlpModel;
}

/** One question, one answer. */
export interface Calls {
  integrate: { request: IntegrateRequest; reply: Trajectories };
  sampleField: { request: SampleFieldRequest; reply: FieldVolume };
}

/** One question, a stream of answers; the feed ends by completing, by an error, or when the page closes it. */
export interface Feeds {
  train: { request: TrainRequest; reply: TrainingReport };
}

export type CallName = keyof Calls;
export type FeedName = keyof Feeds;

/** What went wrong, for programs; the sentence beside it is for people. */
export type FailureCode =
  /** No worker could be started, or none answered in time. */
  | 'worker-load'
  /** The worker ended or threw outside any task. */
  | 'worker-crash'
  /** A message could not be sent or read. */
  | 'worker-message'
  /** There was no memory for the task. */
  | 'worker-memory'
  /** The task threw. */
  | 'worker-task'
  /** The page itself ended the worker. */
  | 'worker-closed'
  /** The request cannot be carried out as it stands. */
  | 'bad-request'
  /** The loss stopped being a finite number; the last report holds the last good network. */
  | 'training-diverged';

/**
 * From the page to the worker. Requests are copied, never transferred: the page goes on using what it sent.
 * An `id` names one call or one feed for as long as both sides know it; the page never uses it twice.
 */
export type ToWorker =
  | { [Name in CallName]: { type: 'call'; id: number; name: Name; request: Calls[Name]['request'] } }[CallName]
  | { [Name in FeedName]: { type: 'open'; id: number; name: Name; request: Feeds[Name]['request']; paused: boolean } }[FeedName]
  /** The page has taken the last frame and may be sent one more. A feed opens with room for one frame. */
  | { type: 'credit'; id: number }
  | { type: 'pause'; id: number }
  | { type: 'resume'; id: number }
  /** One step of a feed that is paused. */
  | { type: 'step'; id: number }
  /** Forget this call or feed: nothing more is sent for it. */
  | { type: 'close'; id: number }
  /** Answered at once by `pong`; `id` names nothing. */
  | { type: 'ping'; id: 0 };

/** From the worker to the page. The buffers of replies and frames are transferred: the worker does not read them again. */
export type FromWorker =
  /** Sent once, first, when the worker can hear requests. */
  | { type: 'ready' }
  | { type: 'pong' }
  | { type: 'reply'; id: number; reply: Calls[CallName]['reply'] }
  | { type: 'frame'; id: number; frame: Feeds[FeedName]['reply'] }
  | { type: 'done'; id: number }
  | { type: 'failed'; id: number; code: FailureCode; message: string };
