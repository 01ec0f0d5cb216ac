import { isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { filledBoxes } from './boxes.ts';

/** N(-2, 0.4^2) and N(2, 0.4^2), equally often. */
export const twoGaussians = (): Mixture => isotropicMixture(1, [-2, 2], 0.4);

/** The intervals [-2, -1] and [1, 2], each of 16 soft cells. */
export const twoUniforms = (): Mixture => filledBoxes([[-2], [1]], 1, 16);
