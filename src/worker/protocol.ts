import type { DensityVolume, FixedStepSolver, Grid, NoiseLevel, Mixture, Points, ScheduleName, VelocityModel } from '../math/index.ts';
import type { FailureSaying } from './failure.ts';
import type { roundCalls } from './draw-pairs-task.ts';
import type { probeCalls } from './probe-tasks.ts';
import type { CallRow, calls } from './tasks.ts';
import type { ExplainedStep, ExplainStepRequest, Judged, JudgeRequest, Pairs, TrainingReport, TrainRequest } from './training-protocol.ts';

export type * from './probe-protocol.ts';
export type * from './training-protocol.ts';

/** Solvers that a trajectory can be asked with: of equal steps, adaptive, and of the stochastic equation with the same marginals. */
export type SolverName = FixedStepSolver | 'dopri5' | 'sde';

/** Carry `start` from where it stands to t = 0 and to t = 1; every solver step is recorded, in the order of time. */
export interface IntegrateRequest {
  readonly model: VelocityModel;
  readonly start: Points;
  /** Model time in [0, 1] at which `start` stands; 0 when absent, as it must be for `sde`, whose paths have no way back. */
  readonly at?: number;
  readonly solver: SolverName;
  /** Solver steps from 0 to 1, at least 1, and one on either side of `at`; `dopri5` chooses its own. */
  readonly steps: number;
  /** Error that `dopri5` allows in one step, relative to 1 plus the number's size; 1e-4 when absent. */
  readonly tolerance?: number;
  /** Of `sde`, `dX = (v + g^2/2 score) dt + g dW` with `g = noise sigma(t)`, which ends with the noise of the path, or with that of the diffusion; 1 when absent. */
  readonly noise?: NoiseLevel;
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

/** Carry the density of a source along any model to the nodes of a grid, by the change of variables. */
export interface SampleDensityRequest {
  readonly model: VelocityModel;
  /** The law at t = 0. */
  readonly source: Mixture;
  readonly grid: Grid;
  /** Model times in [0, 1], increasing, at least one. */
  readonly times: Float64Array;
  /** Runge-Kutta steps from t = 1 back to 0, at least 1; from another time its share of them. */
  readonly steps: number;
}

/** Evaluate a model at some points of one time. */
export interface EvaluateRequest {
  readonly model: VelocityModel;
  /** Of the model's dimension, at least one. */
  readonly points: Points;
  /** 0..1 */
  readonly t: number;
}

/** What a model is at some points. */
export interface PointValues {
  /** Interleaved; NaN where it is not defined: at t = 1 where the data are points, towards which it grows without bound. */
  readonly velocity: Float64Array;
  /** One number a point, very large where it is infinite; absent where the model has none in closed form, and where the velocity is not defined. */
  readonly density?: Float64Array;
}

/** Draw noise and carry it along a model, to learn from the pairs (reflow, Liu et al. 2023), any number of times. */
export interface DrawPairsRequest {
  readonly model: VelocityModel;
  readonly source: Mixture;
  /** Pairs, at least 1. */
  readonly count: number;
  /** Heun steps from t = 0 to t = 1, at least 1. */
  readonly steps: number;
  /** Of the classes that the model knows, sum 1: each point is carried to one of them, drawn so often; all to all data when absent. */
  readonly shares?: Float64Array;
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

type Rows = typeof calls & typeof probeCalls & typeof roundCalls;

type CallsOf<Table> = { readonly [Name in keyof Table]: Table[Name] extends CallRow<infer Request, infer Reply> ? { readonly request: Request; readonly reply: Reply } : never };

/** One question, one answer: as the tables of tasks have them. */
export interface Calls extends CallsOf<Rows> {
  /** By code of training, which a page never loads, not even for its types. */
  readonly sampleDensity: { readonly request: SampleDensityRequest; readonly reply: DensityVolume };
  readonly judge: { readonly request: JudgeRequest; readonly reply: Judged };
  readonly explainStep: { readonly request: ExplainStepRequest; readonly reply: ExplainedStep };
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
  /** The worker was started without the code for this; one with more of it can be asked. */
  | 'worker-part'
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

/** A call as it is posted: its model, where it has one, by the key that the worker keeps it under. */
export interface PostedCall<Name extends CallName = CallName> {
  readonly type: 'call';
  readonly id: number;
  readonly name: Name;
  readonly request: Omit<Calls[Name]['request'], 'model'>;
  readonly model?: number;
}

/**
 * From the page to the worker. Requests are copied, never transferred: the page goes on using what it sent.
 * An `id` names one call or one feed for as long as both sides know it; the page never uses it twice.
 */
export type ToWorker =
  | PostedCall
  /** Models are posted once, before the first call that is about them, however many are. */
  | { type: 'keep'; id: 0; key: number; model: VelocityModel }
  /** No call that is still to come is about this model; those that have come have taken it. */
  | { type: 'drop'; id: 0; key: number }
  | { [Name in FeedName]: { type: 'open'; id: number; name: Name; request: Feeds[Name]['request']; paused: boolean } }[FeedName]
  /** The page has taken the last frame and may be sent one more. A feed opens with room for one frame. */
  | { type: 'credit'; id: number }
  | { type: 'pause'; id: number }
  | { type: 'resume'; id: number }
  /** One step of a feed that is paused. */
  | { type: 'step'; id: number }
  /** Forget this call or feed: nothing more is sent for it. */
  | { type: 'close'; id: number }
  /** Answered at once by `pong`; an `id` of 0 names nothing. */
  | { type: 'ping'; id: 0 };

/** From the worker to the page. The buffers of replies and frames are transferred: the worker does not read them again. */
export type FromWorker =
  /** Sent once, first, when the worker can hear requests. */
  | { type: 'ready' }
  | { type: 'pong' }
  | { type: 'reply'; id: number; reply: Calls[CallName]['reply'] }
  | { type: 'frame'; id: number; frame: Feeds[FeedName]['reply'] }
  | { type: 'done'; id: number }
  | { type: 'failed'; id: number; code: FailureCode; message: string; saying?: FailureSaying };
