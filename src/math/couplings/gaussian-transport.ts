import { ArgumentError } from '../argument-error.ts';
import { covarianceFactors, fullCovariance } from '../covariances.ts';
import { matrixProduct, sandwich, symmetrised } from '../matrix-product.ts';
import { checkMixture } from '../mixtures.ts';
import { fieldTime } from '../model-time.ts';
import type { Mixture, VelocityField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';
import { symmetricPower } from '../symmetric-power.ts';

/** Optimal transport between two Gaussians in closed form. */
export interface GaussianTransport {
  /** A, row-major: the optimal map is `T(x) = m1 + A (x - m0)`. */
  readonly matrix: Float64Array;
  /** The squared 2-Wasserstein distance. */
  readonly squaredDistance: number;
  /** T on interleaved points; `out` may be `x`. */
  map(x: Coordinates, out: Coordinates): void;
  /** The field whose flow is `(1 - t) x + t T(x)`: straight lines at constant speed (Benamou and Brenier 2000). */
  readonly velocity: VelocityField;
}

/**
 * `A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2`, `W2^2 = |m1 - m0|^2 + tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2)`
 * (Peyre and Cuturi 2019, eqs. 2.40 and 2.41). Where S0 has no spread, A is 0.
 *
 * @param source  a mixture of one component, as is `target`
 * @throws ArgumentError when one of them has several components, is malformed, or the dimensions differ
 */
export function gaussianTransport(source: Mixture, target: Mixture): GaussianTransport {
  for (const [argument, mixture] of [['source', source], ['target', target]] as const) {
    checkMixture(argument, mixture);
    covarianceFactors(argument, mixture);
    if (mixture.weights.length !== 1) throw new ArgumentError(argument, `must be one Gaussian, not ${mixture.weights.length}`);
  }
  const { dimension } = source;
  if (target.dimension !== dimension) throw new ArgumentError('target', `has dimension ${target.dimension}, but the source has ${dimension}`);
  const [from, to] = [fullCovariance(source, 0), fullCovariance(target, 0)];
  const root = symmetricPower(from, dimension, 0.5);
  const inverseRoot = symmetricPower(from, dimension, -0.5);
  const middle = symmetricPower(sandwich(root, to, dimension), dimension, 0.5);
  const matrix = sandwich(inverseRoot, middle, dimension);
  let squaredDistance = 0;
  for (let k = 0; k < dimension; k++) {
    const diagonal = k * dimension + k;
    squaredDistance += (target.means[k] - source.means[k]) ** 2;
    squaredDistance += from[diagonal] + to[diagonal] - 2 * middle[diagonal];
  }

  const offset = new Float64Array(dimension);
  const map = (x: Coordinates, out: Coordinates): void => {
    for (let at = 0; at < x.length; at += dimension) {
      for (let k = 0; k < dimension; k++) offset[k] = x[at + k] - source.means[k];
      for (let k = 0; k < dimension; k++) {
        let value = target.means[k];
        for (let l = 0; l < dimension; l++) value += matrix[k * dimension + l] * offset[l];
        out[at + k] = value;
      }
    }
  };

  // v = m1 - m0 + (A - I) ((1 - t) I + t A)^-1 (x - m_t); both factors are functions of the symmetric A and commute.
  const between = new Float64Array(dimension * dimension);
  const gain = new Float64Array(dimension * dimension);
  let prepared = NaN;
  const prepare = (t: number): void => {
    if (t === prepared) return;
    for (let e = 0; e < between.length; e++) between[e] = t * matrix[e] + (e % (dimension + 1) === 0 ? 1 - t : 0);
    const inverse = symmetricPower(symmetrised(between, dimension), dimension, -1);
    gain.set(matrixProduct(matrix, inverse, dimension));
    for (let e = 0; e < gain.length; e++) gain[e] -= inverse[e];
    prepared = t;
  };
  const velocity: VelocityField = (x, time, out) => {
    const t = fieldTime(time);
    prepare(t);
    for (let at = 0; at < x.length; at += dimension) {
      for (let k = 0; k < dimension; k++) offset[k] = x[at + k] - (1 - t) * source.means[k] - t * target.means[k];
      for (let k = 0; k < dimension; k++) {
        let value = target.means[k] - source.means[k];
        for (let l = 0; l < dimension; l++) value += gain[k * dimension + l] * offset[l];
        out[at + k] = value;
      }
    }
  };
  return { matrix, squaredDistance, map, velocity };
}
