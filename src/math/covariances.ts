import { ArgumentError } from './argument-error.ts';
import { cholesky } from './cholesky.ts';
import type { Mixture } from './models/types.ts';

/** How much of each covariance is stored: one variance for all axes, one for each, or all entries, row-major. */
export type CovarianceShape = 'isotropic' | 'diagonal' | 'full';

const SHAPES: readonly CovarianceShape[] = ['isotropic', 'diagonal', 'full'];

/** Covariances of all components of a law, or their factors, in one shape. */
export interface Covariances {
  readonly shape: CovarianceShape;
  /** Of one component; component `i` begins at `i * stride`. */
  readonly stride: number;
  readonly values: Float64Array;
}

/** Numbers that a shape stores for one component. */
export const strideOf = (shape: CovarianceShape, dimension: number): number =>
  shape === 'isotropic' ? 1 : shape === 'diagonal' ? dimension : dimension * dimension;

/** In how many numbers `covariances` may be stored for one component. */
export const strides = (dimension: number): number[] => [...new Set(SHAPES.map((shape) => strideOf(shape, dimension)))];

export const widerShape = (a: CovarianceShape, b: CovarianceShape): CovarianceShape => SHAPES[Math.max(SHAPES.indexOf(a), SHAPES.indexOf(b))];

/** Covariances as they are stored; their number says in which shape. */
export function storedCovariances({ dimension, weights, covariances }: Mixture): Covariances {
  const stride = covariances.length / weights.length;
  return { shape: SHAPES.find((shape) => strideOf(shape, dimension) === stride) ?? 'full', stride, values: covariances };
}

/** Entry (k, l) of a component's covariance. */
export function covarianceEntry({ shape, stride, values }: Covariances, i: number, k: number, l: number): number {
  if (shape === 'full') return values[i * stride + k * Math.sqrt(stride) + l];
  return k === l ? values[i * stride + (shape === 'diagonal' ? k : 0)] : 0;
}

/** A component's covariance, row-major `dimension * dimension`, newly made. */
export function fullCovariance(mixture: Mixture, i: number): Float64Array {
  const stored = storedCovariances(mixture);
  const { dimension } = mixture;
  const full = new Float64Array(dimension * dimension);
  for (let e = 0; e < full.length; e++) full[e] = covarianceEntry(stored, i, Math.floor(e / dimension), e % dimension);
  return full;
}

/** The same covariances in the least shape that holds them. */
export function leastCovariances(mixture: Mixture): Covariances {
  const stored = storedCovariances(mixture);
  const { dimension, weights } = mixture;
  let shape: CovarianceShape = 'isotropic';
  for (let i = 0; i < weights.length && shape !== 'full'; i++) {
    for (let k = 0; k < dimension && stored.shape !== 'isotropic'; k++) {
      if (covarianceEntry(stored, i, k, k) !== covarianceEntry(stored, i, 0, 0)) shape = widerShape(shape, 'diagonal');
      for (let l = 0; l < dimension && stored.shape === 'full'; l++) if (k !== l && covarianceEntry(stored, i, k, l) !== 0) shape = 'full';
    }
  }
  return inShape(stored, shape, dimension);
}

/** The same covariances in a shape that is at least as wide as needed; the same object when it is theirs. */
export function inShape(given: Covariances, shape: CovarianceShape, dimension: number): Covariances {
  if (given.shape === shape) return given;
  const stride = strideOf(shape, dimension);
  const values = new Float64Array((given.values.length / given.stride) * stride);
  for (let to = 0; to < values.length; to++) {
    const e = to % stride;
    const [k, l] = shape === 'full' ? [Math.floor(e / dimension), e % dimension] : [e, e];
    values[to] = covarianceEntry(given, Math.floor(to / stride), k, l);
  }
  return { shape, stride, values };
}

/**
 * Factors `L` with `L L^T = C` of all covariances, in the shape in which they are stored; lower (Cholesky) where that is full.
 *
 * @throws ArgumentError when one is not positive semi-definite
 */
export function covarianceFactors(argument: string, mixture: Mixture): Covariances {
  const { shape, stride, values } = storedCovariances(mixture);
  const factors = shape === 'full' ? new Float64Array(values.length) : values.map(Math.sqrt);
  for (let i = 0; i < mixture.weights.length; i++) {
    const isRight = shape === 'full' ? cholesky(values, i * stride, mixture.dimension, factors) : factors.subarray(i * stride, (i + 1) * stride).every((root) => root >= 0);
    if (!isRight) throw new ArgumentError(`${argument}.covariances`, `component ${i} is not positive semi-definite`);
  }
  return { shape, stride, values: factors };
}
