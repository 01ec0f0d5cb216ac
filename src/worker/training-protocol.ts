import type { Grid, MlpModel, Mixture, ScheduleName, UsualNearness } from '../math/index.ts';
import type { Checkpoint, CloudQuality, CouplingName, HeldOutLoss, Measure, OptimizerName, Pairs, TrainingMemory } from '../training/types.ts';

export type * from '../training/types.ts';

/** One run of conditional flow matching, or of MeanFlow where the network has two times. */
export interface TrainRequest {
  readonly source: Mixture;
  readonly target: Mixture;
  /** The network to improve. */
  readonly initial: MlpModel;
  /** The optimiser step that `initial` stands at; above 0 when a run resumes. */
  readonly firstStep: number;
  /** Of the report that `initial` and `firstStep` come from; without it the optimiser starts afresh, with batches of its own. */
  readonly memory?: TrainingMemory;
  /** Optimiser steps at which the run is done. */
  readonly steps: number;
  readonly batch: number;
  /** The largest; it rises to it over `warmup` steps and falls to zero over the rest by a cosine. */
  readonly learningRate: number;
  /** Optimiser steps, fewer than `steps`; 0 when absent. */
  readonly warmup?: number;
  /** `adam` when absent. */
  readonly optimizer?: OptimizerName;
  /** What SGD keeps of its last direction, from 0 to below 1; 0.9 when absent. */
  readonly momentum?: number;
  /** A gradient whose norm over all weights and biases is larger is shortened to it, above 0; none is when absent. */
  readonly clipNorm?: number;
  /** `linear` when absent. */
  readonly schedule?: ScheduleName;
  /** `independent` when absent. Batches are paired in groups of at most 256 rows. */
  readonly coupling?: CouplingName;
  /** Strength of Sinkhorn's entropy in squared units of the points, above 0; 0.1 when absent. */
  readonly epsilon?: number;
  /** The class of each component of the target, for a network that knows classes. */
  readonly classes?: Int32Array;
  /** Learn from these pairs (reflow) instead of draws from `source` and `target`. */
  readonly pairs?: Pairs;
  /** What the network is to say at X_t: the velocity of the drawn pair, when absent, or the exact mean over all pairs, of `independent` ends alone. */
  readonly targets?: 'conditional' | 'marginal';
  readonly seed: number;
  /** Optimiser steps after which the network is kept, beside the usual ones: the last 32 of them. */
  readonly keep?: readonly number[];
  /** `auto`, when absent: the fastest that this browser allows; `tfjs`: the reference, differentiated by tfjs. */
  readonly engine?: 'auto' | 'tfjs';
}

/** What the page learns of a run; posted at most as fast as the page takes it, nothing in between is lost from `curve`. */
export interface TrainingReport extends HeldOutLoss {
  readonly phase: 'training' | 'done';
  /** Words for the reader: which engine runs, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  readonly steps: number;
  /** Training loss since the last report, step and loss in turn: the mean of |v_theta - (alpha' X_1 + sigma' X_0)|^2, or MeanFlow's own. */
  readonly curve: Float64Array;
  /** The latest that was measured, at `cloud.step`; absent until then. */
  readonly cloud?: CloudQuality;
  readonly stepsPerSecond: number;
  /** At that speed; Infinity until it is known. */
  readonly secondsLeft: number;
  /** Networks passed through since the last report: over a whole run at most 32, in equal ratios of steps, the first and last among them, and those of `keep`. */
  readonly checkpoints: readonly Checkpoint[];
  readonly model: MlpModel;
  /** To go on from here, in another worker if need be. */
  readonly memory: TrainingMemory;
}

/** Judge a network by draws that are fixed by the seed, and that it did not learn from. */
export interface JudgeRequest {
  readonly model: MlpModel;
  readonly source: Mixture;
  readonly target: Mixture;
  /** Of data that are not in the target, where that is some of them. */
  readonly fresh?: Mixture;
  readonly schedule: ScheduleName;
  readonly seed: number;
  /** Its pairs are drawn independently, so that the exact flow of the laws is what it learns. */
  readonly isIndependent?: boolean;
  readonly measures: readonly Measure[];
  /** With what an earlier network of the same run was compared in its distance to the data; measured where it is absent. */
  readonly usual?: UsualNearness;
  /** Where the exact flow leads, as it was told of an earlier network; found where it is absent. */
  readonly exactEnds?: Float64Array;
}

/** The next step of a run is to be taken apart, and the run itself goes nowhere. */
export interface ExplainStepRequest {
  /** From where the run stands. */
  readonly run: TrainRequest;
  /** Where the change of the field is told. */
  readonly grid: Grid;
  /** Model times in [0, 1], increasing. */
  readonly times: Float64Array;
}

