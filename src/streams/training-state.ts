import type { Classes, Mixture, MlpModel } from '../math/index.ts';
import type { CloudQuality, FailureCode, FailureSaying } from '../worker/index.ts';
import { TRAINING, type FlowParameters } from './parameters/index.ts';

/** Parameters of a flow that its training depends on, beside its laws. */
export const TRAINING_PARAMETERS = ['schedule', 'coupling', 'epsilon', 'seed', ...(Object.keys(TRAINING) as (keyof typeof TRAINING)[])] as const;

/** What a training run starts from. A new object is a new run. A warm-up that would reach beyond the last step ends there. */
export interface TrainingInputs extends Pick<FlowParameters, (typeof TRAINING_PARAMETERS)[number]> {
  readonly source: Mixture;
  readonly target: Mixture;
  /** Of the target, where it has some: the network is taught them. */
  readonly classes?: Classes;
  /** Of data that nobody learns from, where the target is some of them. */
  readonly fresh?: Mixture;
}

export interface TrainingProgress {
  /** In words: which engine runs. */
  readonly engine: string;
  readonly step: number;
  readonly steps: number;
  /** Of the network that is shown: loss E|v_theta(X_t, t) - (alpha' X_1 + sigma' X_0)|^2, summed over axes, on fixed held-out draws. */
  readonly loss: number;
  /**
   * Its exact floor on the same draws, below which no network comes; NaN for couplings whose exact field is not known, Infinity where it is
   * (under `variance-preserving`, unless the data are points).
   */
  readonly floor: number;
  /** How far the network is from the exact field: E|v_theta - v_t|^2, summed over axes, on the same draws; NaN where that is not known. */
  readonly excess: number;
  /** Training loss so far, of every step: step and loss in turn, neighbours averaged so that there are at most 1,024 pairs. */
  readonly curve: Float64Array;
  /** Loss and floor in each tenth of [0, 1]. */
  readonly lossByTime: Float64Array;
  readonly floorByTime: Float64Array;
  /** How far the network's cloud is from the data, as last measured; absent before that, and where an earlier network is shown. */
  readonly cloud?: CloudQuality;
  readonly stepsPerSecond: number;
  readonly secondsLeft: number;
  /** Steps whose networks are kept, increasing; at most 32 beside those that were asked for. */
  readonly checkpoints: readonly number[];
  /** The step of the network that is shown: the latest, or one that was gone back to. */
  readonly shownStep: number;
  /** How often the run has gone on in another worker because its own was lost. */
  readonly restarts: number;
  /** The rounds of reflow that have led here, the latest last. */
  readonly reflows: readonly ReflowRound[];
}

/** How straight a network's paths are. */
export interface Straightness {
  /** `E integral |v|^2 dt - E|x_1 - x_0|^2`; 0 when all are straight. */
  readonly straightness: number;
  /** Root of the mean squared distance between one Euler step from t = 0 to t = 1 and where the path ends. */
  readonly oneStepError: number;
}

/** Training on a network's own pairs of noise and where it carries them (rectified flow, Liu et al. 2023). */
export interface ReflowRound {
  /** Of the network that made the pairs. */
  readonly before: Straightness;
  /** Of the network that has learned them, from the same noise; absent until the run is over. */
  readonly after?: Straightness;
}

export type TrainingState =
  | { readonly phase: 'idle'; readonly step: 0; readonly steps: number }
  | { readonly phase: 'starting'; readonly step: 0; readonly steps: number }
  | ({ readonly phase: 'training' | 'paused' | 'done' } & TrainingProgress)
  | { readonly phase: 'failed'; readonly step: number; readonly steps: number; readonly message: string; readonly code?: FailureCode; readonly saying?: FailureSaying };

/** A network that a run has passed through. */
export interface KeptNetwork {
  readonly step: number;
  readonly model: MlpModel;
}

/** A state of the run and the network that belongs to it. */
export interface TrainingMoment {
  /** What the run started from: the network is of these laws and options. */
  readonly inputs: TrainingInputs;
  readonly state: TrainingState;
  readonly model: MlpModel;
  /** Whether the network has learned anything: initial weights have not, but for a reflow's, which are those of a trained network. */
  readonly isTrained: boolean;
  /** Networks of the run by their steps, increasing: the initial one, of step 0, and its checkpoints by now. */
  readonly kept: readonly KeptNetwork[];
  /** The network to which the run has come, whichever is shown. */
  readonly latest: MlpModel;
}
