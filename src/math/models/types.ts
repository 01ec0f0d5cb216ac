import type { Coordinates } from '../points.ts';

/**
 * A weighted sum of Gaussians in any dimension. A finite data set is a mixture whose covariances are zero.
 */
export interface Mixture {
  readonly dimension: number;
  /** One non-negative weight a component, sum 1. */
  readonly weights: Float64Array;
  /** Interleaved: axis `k` of component `i` at `[i * dimension + k]`. */
  readonly means: Float64Array;
  /**
   * Positive semi-definite, stored for each component as one variance (isotropic), as `dimension` of them (diagonal), or as all its entries,
   * entry `(k, l)` of component `i` at `[(i * dimension + k) * dimension + l]` (full): the number of numbers says which.
   */
  readonly covariances: Float64Array;
}

/** The schedules that are known by name; `schedules.ts` holds their formulas. */
export type ScheduleName = 'linear' | 'cosine' | 'variance-preserving' | `polynomial-${number}`;

/** The exact marginal velocity between two mixtures under the independent coupling. */
export interface MixtureModel {
  readonly kind: 'mixture';
  readonly source: Mixture;
  readonly target: Mixture;
  /** `linear` when absent. */
  readonly schedule?: ScheduleName;
}

/**
 * The exact velocity of classifier-free guidance between a mixture and one class of it, `v + w (v_c - v)`: no mean of pairs but at w = 0 and 1, and so
 * without laws or a density of its own.
 */
export interface GuidedModel {
  readonly kind: 'guided';
  /** To all data. */
  readonly all: MixtureModel;
  /** To the data of the class, from the same source by the same schedule. */
  readonly chosen: MixtureModel;
  /** w, 0..100. */
  readonly guidance: number;
}

export type Activation = 'silu' | 'elu' | 'selu' | 'relu' | 'tanh' | 'softplus';

/** One affine map of a network; the activation stands between layers, never after the last. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Which class of the data a network is asked for, by its place among them, and how strongly: 0..100; 1 is the velocity of the class, more is guidance. */
export interface ClassCondition {
  readonly class: number;
  readonly guidance: number;
}

/**
 * A network (x, t) -> v, or (x, s, t) -> u: its input is the point's coordinates, one number for each class that it knows, its time or times, then
 * what `timeFeatures` adds for each.
 * u(x, s, t) is the average velocity from s to t of what stands at x at time s (Geng et al. 2025, MeanFlow, in this direction of time), and
 * v(x, t) = u(x, t, t).
 */
export interface MlpModel {
  readonly kind: 'mlp';
  /** Dimension of x and v; the first layer has `dimension + classes + times (1 + 2 timeFeatures)` inputs. */
  readonly dimension: number;
  /** 1 when absent: t; or 2: s, where the point stands, then t. */
  readonly times?: 1 | 2;
  /** Cosine and sine of `2 pi k t` for k = 1 to this number, in turn, as further inputs for each time; 0..16, none when absent. */
  readonly timeFeatures?: number;
  /** Classes of the data that it was taught; none when absent. Its input has a 1 at the class that is meant, and only 0 for all data. */
  readonly classes?: number;
  /** What its velocity is: `v + w (v_c - v)` of a class c and guidance w; that to all data when absent. */
  readonly condition?: ClassCondition;
  readonly activation: Activation;
  readonly layers: readonly DenseLayer[];
}

/** What is known exactly of a flow: the field between two laws, or guidance beyond one class of the second. */
export type ExactModel = MixtureModel | GuidedModel;

/** A velocity model is data: it can be posted, stored, compared and evaluated anywhere. */
export type VelocityModel = MixtureModel | GuidedModel | MlpModel;

/** A model of one kind. */
export type ModelOf<Kind extends VelocityModel['kind']> = Extract<VelocityModel, { readonly kind: Kind }>;

/** Another time: `t = time(s)`, increasing, from 0 at s = 0 to 1 at s = 1. */
export interface TimeChange {
  time(s: number): number;
  /** The inverse of `time`. */
  place(t: number): number;
}

/**
 * The velocity of a whole batch: reads interleaved `x` (any number of points), writes `out` of the same length.
 * `t` is a model time in [0, 1], the same for all points. Allocates nothing.
 */
export interface VelocityField {
  (x: Coordinates, t: number, out: Coordinates): void;
  /** Where it was learned: the average velocity of points at time s on their way to time t, both in [0, 1] and `s <= t`. */
  readonly average?: (x: Coordinates, s: number, t: number, out: Coordinates) => void;
  /** Where the velocity becomes infinite as t -> 1: the same flow by another time, `dx/ds`, which stays finite. Solvers take their steps in it. */
  readonly retimed?: { readonly change: TimeChange; readonly field: VelocityField };
  /** Where the field at t = 1 is the velocity of no path, since some X_1 have no spread: the same flow in which solvers take the step that ends there. */
  readonly straight?: StraightFlow;
}

/**
 * A flow by straight conditional paths, `Z_u = u X_1 + (1 - u) X_0`, to which another is alike: `X_t = scale(t) Z_u` with `u = time(t)`, and
 * X_1 = Z_1. Every Gaussian path is (Lipman et al. 2024, on a change of schedule after training).
 */
export interface StraightFlow {
  /** The velocity of Z by u. */
  readonly field: VelocityField;
  /** From 0 at t = 0 to 1 at t = 1. */
  time(t: number): number;
  /** Above 0, and 1 at both ends. */
  scale(t: number): number;
}

/** One number a point: reads interleaved `x`, writes `out` of length `x.length / dimension`. Allocates nothing. */
export interface ScalarField {
  (x: Coordinates, t: number, out: Coordinates): void;
  /** Of a divergence: that of the velocity's `retimed`. */
  readonly retimed?: { readonly change: TimeChange; readonly field: ScalarField };
}
