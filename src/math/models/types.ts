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

export type Activation = 'silu' | 'elu' | 'selu' | 'relu' | 'tanh' | 'softplus';

/** One affine map of a network; the activation stands between layers, never after the last. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major `[inputs, outputs]`. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** A network (x, t) -> v: its input is the point's coordinates, then t, then what `timeFeatures` adds. */
export interface MlpModel {
  readonly kind: 'mlp';
  /** Dimension of x and v; the first layer has `dimension + 1 + 2 timeFeatures` inputs. */
  readonly dimension: number;
  /** Cosine and sine of `2 pi k t` for k = 1 to this number, in turn, as further inputs; 0..16, none when absent. */
  readonly timeFeatures?: number;
  readonly activation: Activation;
  readonly layers: readonly DenseLayer[];
}

/** A velocity model is data: it can be posted, stored, compared and evaluated anywhere. */
export type VelocityModel = MixtureModel | MlpModel;

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
  /** Where the velocity becomes infinite as t -> 1: the same flow by another time, `dx/ds`, which stays finite. Solvers take their steps in it. */
  readonly retimed?: { readonly change: TimeChange; readonly field: VelocityField };
}

/** One number a point: reads interleaved `x`, writes `out` of length `x.length / dimension`. Allocates nothing. */
export interface ScalarField {
  (x: Coordinates, t: number, out: Coordinates): void;
  /** Of a divergence: that of the velocity's `retimed`. */
  readonly retimed?: { readonly change: TimeChange; readonly field: ScalarField };
}
