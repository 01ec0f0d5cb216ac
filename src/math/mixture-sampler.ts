import { covarianceFactors } from './covariances.ts';
import { checkMixture } from './mixtures.ts';
import type { Mixture } from './models/types.ts';
import type { Random } from './random.ts';

/** Fill `out` with interleaved independent draws, and `components`, one number a draw, with the components that they are of; its length is a multiple of the dimension. */
export type MixtureSampler = (random: Random, out: Float64Array, components?: Int32Array) => void;

/**
 * Draws from one mixture again and again: what `sampleMixture` prepares at each call is prepared once. Equal in law to
 * `sampleMixture`, but not the same numbers, since the numbers of each kind are made together.
 *
 * @throws ArgumentError when the mixture is malformed
 */
export function mixtureSampler(mixture: Mixture): MixtureSampler {
  checkMixture('mixture', mixture);
  const { dimension, means } = mixture;
  const { shape, stride, values } = covarianceFactors('mixture', mixture);
  const hasSpread = values.some((factor) => factor !== 0);
  const choose = chooser(mixture.weights);
  let chosen = new Float64Array(0);
  return (random, out, components) => {
    const count = out.length / dimension;
    if (chosen.length !== count) chosen = new Float64Array(count);
    if (mixture.weights.length > 1) random.fillUniform(chosen);
    if (hasSpread) random.fillNormal(out);
    for (let i = 0; i < count; i++) {
      const component = choose(chosen[i]);
      if (components) components[i] = component;
      // From the last axis to the first, since the factor is lower: each axis replaces only the noise that is not needed any more.
      for (let k = dimension - 1; k >= 0; k--) {
        let value = means[component * dimension + k];
        if (shape !== 'full') {
          if (hasSpread) value += values[component * stride + (shape === 'diagonal' ? k : 0)] * out[i * dimension + k];
        } else {
          const row = component * stride + k * dimension;
          if (hasSpread) for (let l = 0; l <= k; l++) value += values[row + l] * out[i * dimension + l];
        }
        out[i * dimension + k] = value;
      }
    }
  };
}

/**
 * From a uniform number to a place with the probability of its weight, in constant time on average: a table tells for each of as
 * many equal parts as there are weights where to begin to look (Chen and Asau 1974).
 */
function chooser(weights: Float64Array): (uniform: number) => number {
  const count = weights.length;
  const cumulative = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < count; i++) cumulative[i] = total += weights[i];
  const last = weights.findLastIndex((weight) => weight > 0);
  const guide = new Int32Array(count);
  for (let part = 0, place = 0; part < count; part++) {
    while (place < last && cumulative[place] <= (part / count) * total) place++;
    guide[part] = place;
  }
  return (uniform) => {
    let place = guide[Math.floor(uniform * count)];
    while (place < last && cumulative[place] <= uniform * total) place++;
    return place;
  };
}
