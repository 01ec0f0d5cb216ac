import { ArgumentError } from '../argument-error.ts';
import { checkCount, isotropicMixture } from '../mixtures.ts';
import type { Dataset } from './registry.ts';

/** Half of the longer side in our units: a picture is about as large as the other sets. */
const HALF_SIDE = 3;
/** More inked pixels than this would make every figure slow. */
const MOST_PIXELS = 10_000;

export interface RasterOptions {
  readonly name: string;
  /** What the picture shows, in one sentence for a reader. */
  readonly sentence: string;
  readonly width: number;
  readonly height: number;
  /** Ink of each pixel, 0 or more, row by row from the top. */
  readonly weights: ArrayLike<number>;
}

/**
 * A picture as a distribution: each inked pixel is a round Gaussian half a pixel wide, weighted by its ink. Centred on the origin, the
 * longer side from -3 to 3, the first row on top.
 *
 * @throws ArgumentError when the sizes do not fit, a weight is negative or not finite, nothing is inked, or more than 10,000 pixels are
 */
export function rasterDataset({ name, sentence, width, height, weights }: RasterOptions): Dataset {
  checkCount('width', width);
  checkCount('height', height);
  if (weights.length !== width * height) throw new ArgumentError('weights', `must hold ${width * height} numbers, not ${weights.length}`);
  const pixel = (2 * HALF_SIDE) / Math.max(width, height);
  const centres: number[] = [];
  const ink: number[] = [];
  for (let e = 0; e < weights.length; e++) {
    const weight = weights[e];
    if (!(weight >= 0 && weight < Infinity)) throw new ArgumentError('weights', `must not be negative or non-finite, but one is ${weight}`);
    if (weight === 0) continue;
    ink.push(weight);
    centres.push(pixel * ((e % width) + 0.5 - width / 2), pixel * (height / 2 - 0.5 - Math.floor(e / width)));
  }
  if (ink.length === 0) throw new ArgumentError('weights', 'must not all be 0');
  if (ink.length > MOST_PIXELS) throw new ArgumentError('weights', `must have at most ${MOST_PIXELS} inked pixels, not ${ink.length}`);
  return { name, dimension: 2, sentence, law: isotropicMixture(2, centres, pixel / 2, ink) };
}
