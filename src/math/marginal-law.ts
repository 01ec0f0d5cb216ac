import { ArgumentError } from './argument-error.ts';
import { covarianceEntry, storedCovariances } from './covariances.ts';
import type { Mixture } from './models/types.ts';

/**
 * The law of the first axes alone. Between two laws whose ends are paired independently, the density of these axes at each time is that between
 * their marginal laws; their velocity is not, since it depends on the other axes too.
 *
 * @param axes  how many, 1 up to the law's dimension
 * @throws ArgumentError for more axes than there are
 */
export function marginalLaw(law: Mixture, axes: number): Mixture {
  const { dimension, weights, means } = law;
  if (!(Number.isInteger(axes) && axes >= 1 && axes <= dimension)) throw new ArgumentError('axes', `must be a whole number from 1 to ${dimension}, not ${axes}`);
  const stored = storedCovariances(law);
  const centres = new Float64Array(weights.length * axes);
  const full = new Float64Array(stored.shape === 'isotropic' ? 0 : weights.length * axes * axes);
  for (let i = 0; i < weights.length; i++) {
    for (let k = 0; k < axes; k++) centres[i * axes + k] = means[i * dimension + k];
    for (let e = 0; e < axes * axes && full.length > 0; e++) full[i * axes * axes + e] = covarianceEntry(stored, i, Math.floor(e / axes), e % axes);
  }
  return { dimension: axes, weights, means: centres, covariances: full.length > 0 ? full : law.covariances };
}
