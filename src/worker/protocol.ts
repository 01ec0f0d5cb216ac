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
}

/** What the page learns of a run; posted at most as fast as the page takes it, nothing in between is lost from `curve`. */
export interface TrainingReport {
  readonly phase: 'training' | 'done';
  /** Words for the reader: which engine runs, for example `tfjs wasm`. */
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
