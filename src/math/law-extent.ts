import { covarianceEntry, storedCovariances } from './covariances.ts';
import type { Mixture } from './models/types.ts';

/** A component lighter than this part of an even share is a tail that nobody would see. */
const NEGLIGIBLE_SHARE = 0.01;

/**
 * The smallest box that holds every component but the lightest tails, each widened by some of its own standard deviations.
 *
 * @param deviations  0 or more; 3 holds 99.7 % of a Gaussian on each axis
 */
export function lawExtent(law: Mixture, deviations: number): { lower: number[]; upper: number[] } {
  const { dimension, weights, means } = law;
  const stored = storedCovariances(law);
  const lower = new Array<number>(dimension).fill(Infinity);
  const upper = new Array<number>(dimension).fill(-Infinity);
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] * weights.length < NEGLIGIBLE_SHARE) continue;
    for (let k = 0; k < dimension; k++) {
      const mean = means[i * dimension + k];
      const reach = deviations * Math.sqrt(Math.max(covarianceEntry(stored, i, k, k), 0));
      lower[k] = Math.min(lower[k], mean - reach);
      upper[k] = Math.max(upper[k], mean + reach);
    }
  }
  return { lower, upper };
}
