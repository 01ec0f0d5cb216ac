import { ArgumentError } from '../argument-error.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Mixture } from '../models/types.ts';
import type { Points } from '../points.ts';
import { principalAxesInPieces } from './principal-axes.ts';

export interface ProbabilisticPca {
  /** `N(mean, W W^T + noise I)`, one component. */
  readonly law: Mixture;
  /** Variance in the directions that the components leave out: the mean of their variances; 0 when none is left or the cloud is flat there. */
  readonly noiseVariance: number;
}

/**
 * Probabilistic principal component analysis: the Gaussian of greatest likelihood among those that vary freely along some axes and alike along all others, in
 * closed form (Tipping and Bishop 1999, eqs. 7 and 8).
 *
 * @param components  axes along which it varies freely, 1 to the cloud's dimension
 * @throws ArgumentError when there are no such components, or the cloud varies in fewer directions
 */
export function* probabilisticPcaInPieces(points: Points, components: number): InPieces<ProbabilisticPca> {
  const { dimension } = points;
  if (!Number.isSafeInteger(components) || components < 1 || components > dimension) {
    throw new ArgumentError('components', `must be a whole number from 1 to ${dimension}, not ${components}`);
  }
  const { mean, axes, variances } = yield* principalAxesInPieces(points, components);
  let left = 0;
  for (let k = components; k < variances.length; k++) left += variances[k];
  const noiseVariance = components === dimension ? 0 : left / (dimension - components);
  const covariances = new Float64Array(dimension * dimension);
  for (let k = 0; k < dimension; k++) covariances[k * dimension + k] = noiseVariance;
  for (let a = 0; a < components; a++) {
    const gain = variances[a] - noiseVariance;
    const axis = axes.subarray(a * dimension, (a + 1) * dimension);
    for (let k = 0; k < dimension; k++) for (let l = 0; l < dimension; l++) covariances[k * dimension + l] += gain * axis[k] * axis[l];
    yield;
  }
  return { law: { dimension, weights: Float64Array.of(1), means: mean, covariances }, noiseVariance };
}

/** All at once. */
export const probabilisticPca = (points: Points, components: number): ProbabilisticPca => inOneGo(probabilisticPcaInPieces(points, components));
