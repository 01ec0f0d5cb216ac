import type { AverageVelocity, Box, BoxBalance, ExactModel, Grid, MarginalDistances, Mixture, MixtureModel, PairsFloor, Plan, PlanOptions, Points, Prediction, PrincipalAxes, ScheduleName, SolverErrors, Trace, TransportCost, VelocityModel } from '../math/index.ts';

/** Mass in a box at a time, and what flows through its sides. */
export interface BalanceRequest {
  readonly model: VelocityModel;
  /** Of the model's dimension. */
  readonly box: Box;
  /** 0..1 */
  readonly t: number;
}

/** Of the model's own law. `law`: that is not known in closed form. `points`: it ends in points, or in directions without spread, and `t` is after 1 - 2^-10. */
export type Balance = ({ readonly known: true } & BoxBalance) | { readonly known: false; readonly why: 'law' | 'points' };

/** Carry points and what is around them back to t = 0 and on to t = 1. */
export interface TraceRequest {
  readonly model: VelocityModel;
  readonly source: Mixture;
  /** Of the model's dimension, at most 64. */
  readonly points: Points;
  /** 0..1; below 1 where the model ends in points. */
  readonly at: number;
  /** Whether the Jacobian of the flow's map is wanted as well. */
  readonly withJacobians: boolean;
}

/**
 * `points`: at the end of such a model there is no density. `solver`: the way leads where the solver cannot follow. A model that ends in points is
 * followed to 1 - 2^-10.
 */
export type Traced = ({ readonly known: true; /** `log p_0` where each point comes from. */ readonly sourceLogDensity: Float64Array } & Trace) | { readonly known: false; readonly why: 'points' | 'solver' };

/** Pair a cloud with draws of the target. */
export interface PlanRequest {
  /** Points of the source. */
  readonly start: Points;
  readonly target: Mixture;
  readonly coupling: PlanOptions['coupling'];
  /** So many are paired at a time; all when absent. */
  readonly group?: number;
  /** Of `sinkhorn`; only so many `rounds`, where they are given. */
  readonly epsilon: number;
  readonly rounds?: number;
  readonly seed: number;
}

export interface Planned extends Plan {
  readonly x0: Points;
  readonly x1: Points;
}

/** What no network can explain of the pairs that a coupling makes. */
export interface CouplingFloorRequest {
  readonly model: MixtureModel;
  readonly coupling: PlanOptions['coupling'];
  /** Of `sinkhorn`. */
  readonly epsilon: number;
  /** So many are paired at a time, 2..1024; as in training when absent. */
  readonly group?: number;
  readonly seed: number;
}

/** That was measured by so many pairs, through their neighbours. */
export type MeasuredFloor = PairsFloor & { readonly pairs: number };

/** Of independent pairs the exact spread, averaged over draws of (t, X_t). Not known where it is infinite, and of data of many axes, where neighbours tell nothing. */
export type CouplingFloor = { readonly known: false; readonly why: 'infinite' | 'dimension' } | {
  readonly known: true;
  /** The middles of equal slices of [0, 1], at which floors are told. */
  readonly times: Float64Array;
  readonly independent: PairsFloor;
  /** Of the coupling that was asked for; absent where that is `independent`. */
  readonly own?: MeasuredFloor & { readonly group: number };
  /** Of noise and where the exact flow of independent pairs carries it, which is what one reflow learns from; told beside `independent` where it is known. */
  readonly reflowed?: MeasuredFloor;
};

/** What a model's own map costs, against optimal transport between the same laws, and how far its paths are from straight. */
export interface TransportRequest {
  readonly model: VelocityModel;
  /** Points of the source, at most 1,024. */
  readonly start: Points;
}

/** By draws, where `isClosed` is false: both costs are of the same points, `start` and where the model carries them. */
export interface Transported extends TransportCost {
  readonly isClosed: boolean;
  /** How far the paths of these points are from straight, `E integral |v|^2 dt - E|x_1 - x_0|^2`; absent where `isClosed`. */
  readonly bend?: number;
}

/** Which pairs have a path through x at time t. */
export interface PairsThroughRequest {
  /** Between two laws. */
  readonly model: VelocityModel;
  readonly x: readonly number[];
  /** 0..1 */
  readonly t: number;
  /** Draws, 1 or more, where not all pairs can be told. */
  readonly count: number;
  readonly seed: number;
}

/** What a model says of x at time t, by each of the four names. */
export interface PredictionsRequest {
  readonly model: VelocityModel;
  readonly x: readonly number[];
  /** 0..1 */
  readonly t: number;
  /** Of the model's paths. */
  readonly schedule: ScheduleName;
  /** Whether the model's source is the standard normal law. */
  readonly isSourceNormal: boolean;
}

/**
 * Each where it is a number: of a learned velocity those that it tells without a division by zero, and the score from a standard normal source
 * alone; of an exact model all, but for the velocity where the schedule's rates are infinite, and the score on points without spread.
 */
export type Predictions = { readonly [Name in Prediction]?: Float64Array };

/** How x is carried from one time to another. */
export interface AverageVelocityRequest {
  readonly model: VelocityModel;
  readonly x: readonly number[];
  /** From, 0..1. */
  readonly t: number;
  /** 0..1, before or after `t`. */
  readonly to: number;
  /** Stretches in which the way is told, 1 or more. */
  readonly steps: number;
}

/** Not known from a point without spread, into which many paths have run. */
export type Averaged = ({ readonly known: true } & AverageVelocity) | { readonly known: false };

/** Follow points with each solver, at many costs, and compare with where the flow leads them. */
export interface SolverErrorsRequest {
  readonly model: VelocityModel;
  /** At t = 0, of the model's dimension. */
  readonly start: Points;
}

/** Not known where no solver can follow the flow to the tolerance of a reference. */
export type SolversCompared = ({ readonly known: true } & SolverErrors) | { readonly known: false };

/** A cloud, carried as `integrate` would, against draws of p_t. Not known of a model that is not the velocity between known laws. */
export type MarginalsCompared = ({ readonly known: true } & MarginalDistances) | { readonly known: false };

/** The gradient of log p_t by x on a grid, where a volume has velocities; its times crowd towards t = 1. */
export interface SampleScoreRequest {
  readonly model: VelocityModel;
  /** Of a network's paths, whose source is then taken for standard normal. */
  readonly schedule: ScheduleName;
  readonly grid: Grid;
}

/** Of samples the nearest of the data that a model leads to: of a class, where it leads to one. */
export interface NearnessRequest {
  /** Towards finite data, each with a Gaussian around it or not. */
  readonly model: ExactModel;
  readonly samples: Points;
}

/** Not known where a sample is not finite. */
export type Nearest = { readonly known: false } | {
  readonly known: true;
  /** How many there are. */
  readonly data: number;
  /** Mean distance from a sample to its nearest datum: near 0 where a model repeats the data. */
  readonly samples: number;
  /** The nearest datum of each sample. */
  readonly points: Points;
};

/** How near such data are to each other, and fresh data to them. */
export interface UsualNearnessRequest {
  readonly model: ExactModel;
  /** In a set of fresh data: as many as samples are to be compared. */
  readonly count: number;
  /** Of data that are not among those; absent where there are none. */
  readonly fresh?: Mixture;
  /** Of the fresh data. */
  readonly seed: number;
}

/** A way to a law without a flow: probabilistic PCA, a mixture of Gaussians, or the law of the data itself. */
export type Generator = { readonly kind: 'ppca' | 'gmm'; /** 1 or more. */ readonly components: number } | { readonly kind: 'law' };

/** The law that a generator makes of where an exact model leads. */
export interface FitLawRequest {
  /** Of guidance its tilted law is meant. */
  readonly model: ExactModel;
  readonly generator: Generator;
  /** Of the draws that a law is fitted to, and of where its fitting starts. */
  readonly seed: number;
}

/** How near a model's law comes to where the exact one leads. */
export interface FitRequest {
  readonly model: VelocityModel;
  /** Of guidance its tilted law is meant. */
  readonly exact: ExactModel;
  readonly source: Mixture;
  readonly seed: number;
}

export interface Fit {
  /** Samples of each cloud. */
  readonly count: number;
  /** 2-Wasserstein distance of the model's samples to as many of the data, and that of two clouds of the data. */
  readonly distance: number;
  readonly noise: number;
  /** Mean log density of fresh data, under the model and under their own law; absent where the data are points. */
  readonly logDensity?: number;
  readonly best?: number;
}

/** Encode pictures along their principal axes. */
export interface EncodePicturesRequest {
  /** Shades of all pictures, one after the other: 0 is paper, 255 ink. */
  readonly shades: Uint8Array;
  /** Of one picture. */
  readonly pixels: number;
  /** Axes, 1 up to the rank of the pictures. */
  readonly count: number;
}

export interface EncodedPictures {
  /** Of pictures with shades from 0 to 1. */
  readonly axes: PrincipalAxes;
  /** One number an axis, from the mean. */
  readonly code: Points;
}

/** The principal axes of a cloud, such as of pictures. */
export interface PrincipalAxesRequest {
  readonly points: Points;
  /** Axes, 1 up to the cloud's rank. */
  readonly count: number;
}
