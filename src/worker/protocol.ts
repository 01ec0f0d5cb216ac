import type { FieldVolume, FixedStepSolver, Grid, MlpModel, Mixture, Points, RandomState, ScheduleName, Trajectories, VelocityModel } from '../math/index.ts';

/** Solvers that a trajectory can be asked with: of equal steps, adaptive, and of the stochastic equation with the same marginals. */
export type SolverName = FixedStepSolver | 'dopri5' | 'sde';

/** Carry `start` from t = 0 to t = 1; every solver step is recorded. */
export interface IntegrateRequest {
  readonly model: VelocityModel;
  readonly start: Points;
  readonly solver: SolverName;
  /** Solver steps, at least 1; `dopri5` chooses its own. */
  readonly steps: number;
  /** Error that `dopri5` allows in one step, relative to 1 plus the number's size; 1e-4 when absent. */
  readonly tolerance?: number;
  /** Of `sde`, `dX = (v + g^2/2 score) dt + g dW` with `g = noise sigma(t)`, which ends with the noise of the path; 1 when absent. */
  readonly noise?: number;
  /** Of the noise of `sde`; 1 when absent. */
  readonly seed?: number;
  /** Of `sde`: by which the noise falls, and the score of a learned field follows from it; `linear` when absent. */
  readonly schedule?: ScheduleName;
}

/** Evaluate a model on a grid at times that the worker chooses by interpolation error. */
export interface SampleFieldRequest {
  readonly model: VelocityModel;
  readonly grid: Grid;
  /** At most this many times, at least 2. */
  readonly maxTimes: number;
}

/** How the ends of paths are paired: as drawn, by minibatch optimal transport, or by its entropic relative. */
export type CouplingName = 'independent' | 'ot' | 'sinkhorn';

/** Ends of paths that belong together: row i of `x0` with row i of `x1`. */
export interface Pairs {
  readonly x0: Points;
  readonly x1: Points;
}

/** How a network's weights are moved against the gradient: by Adam, or by gradient descent with momentum. */
export type OptimizerName = 'adam' | 'sgd';

/** What a run knows beside its weights: with it, it goes on as if it had never been interrupted. */
export interface TrainingMemory {
  /** Steps that the running means have seen. */
  readonly optimizerSteps: number;
  /**
   * The optimiser's running means, each in the order weights, bias of every layer: Adam's of the gradient, then those of its square;
   * SGD's momenta.
   */
  readonly slots: readonly Float32Array[];
  /** Where the stream of random numbers stands that batches are drawn from. */
  readonly random: RandomState;
}

/** One run of conditional flow matching. */
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
  /** `independent` when absent. Batches are paired in groups: 256 rows by `ot`, 32 by `sinkhorn`. */
  readonly coupling?: CouplingName;
  /** Strength of Sinkhorn's entropy in squared units of the points, above 0; 0.1 when absent. */
  readonly epsilon?: number;
  /** Learn from these pairs (reflow) instead of draws from `source` and `target`. */
  readonly pairs?: Pairs;
  readonly seed: number;
  /** `auto`, when absent: the fastest that this browser allows; `tfjs`: the reference, differentiated by tfjs. */
  readonly engine?: 'auto' | 'tfjs';
}

/** A network that a run has passed through. */
export interface Checkpoint {
  readonly step: number;
  readonly model: MlpModel;
}

/** How good the clouds are that a network makes. */
export interface CloudQuality {
  /** The optimiser step at which the network was looked at. */
  readonly step: number;
  /** Sliced W2 between 256 points that the network carries (always from the same noise) and as many draws from the target. */
  readonly slicedW2: number;
  /** The same distance between two such draws from the target: 9 of 10 lie within. No network can be told from perfect there. */
  readonly slicedW2Noise: readonly [low: number, high: number];
  /** `E integral |v|^2 dt - E|x_1 - x_0|^2` of the paths; 0 when they are straight. */
  readonly straightness: number;
}

/** What the page learns of a run; posted at most as fast as the page takes it, nothing in between is lost from `curve`. */
export interface TrainingReport {
  readonly phase: 'training' | 'done';
  /** Words for the reader: which engine runs, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  readonly steps: number;
  /** Training loss since the last report: step and mean of |v_theta - (alpha' X_1 + sigma' X_0)|^2 in turn. */
  readonly curve: Float64Array;
  /** Loss on fixed held-out draws, summed over the axes: floor plus excess; the plain mean where the floor is NaN or Infinity. */
  readonly loss: number;
  /**
   * The exact floor of that loss, `E|alpha' X_1 + sigma' X_0 - v_t|^2`, on the same draws. NaN where the exact field is not known: for
   * any coupling but `independent`, and for `pairs`. Infinity where it is: under `variance-preserving`, unless the data are points.
   */
  readonly floor: number;
  /** Mean of `|v_theta - v_t|^2` on the same draws, summed over the axes; NaN where the exact field is not known. */
  readonly excess: number;
  /** The same loss and floor in each tenth of [0, 1]. */
  readonly lossByTime: Float64Array;
  readonly floorByTime: Float64Array;
  /** The latest that was measured, at `cloud.step`; absent until then. */
  readonly cloud?: CloudQuality;
  readonly stepsPerSecond: number;
  /** At that speed; Infinity until it is known. */
  readonly secondsLeft: number;
  /** Networks passed through since the last report: over a whole run at most 32, in equal ratios of steps, the first and last among them. */
  readonly checkpoints: readonly Checkpoint[];
  readonly model: MlpModel;
  /** To go on from here, in another worker if need be. */
  readonly memory: TrainingMemory;
}

/** Draw noise and carry it along a model, to learn from the pairs (reflow, Liu et al. 2023), any number of times. */
export interface DrawPairsRequest {
  readonly model: VelocityModel;
  readonly source: Mixture;
  /** Pairs, at least 1. */
  readonly count: number;
  /** Heun steps from t = 0 to t = 1, at least 1. */
  readonly steps: number;
  readonly seed: number;
}

/** Pairs of a model, and how straight it is: asked of the model before and after a reflow, both numbers should fall. */
export interface DrawnPairs {
  readonly pairs: Pairs;
  /** `E integral |v|^2 dt - E|x_1 - x_0|^2`. */
  readonly straightness: number;
  /** Root of the mean squared distance between one Euler step from t = 0 to t = 1 and `x1`. */
  readonly oneStepError: number;
}

/** One question, one answer. */
export interface Calls {
  integrate: { request: IntegrateRequest; reply: Trajectories };
  sampleField: { request: SampleFieldRequest; reply: FieldVolume };
  drawPairs: { request: DrawPairsRequest; reply: DrawnPairs };
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
