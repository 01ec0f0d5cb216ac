import { mul, square, sub, sum, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { VelocityNetwork } from './velocity-network.ts';

/**
 * The loss of conditional flow matching (Lipman et al. 2023, eq. 9) on drawn pairs: the mean over the rows of
 * `|v_theta(X_t, t) - (X_1 - X_0)|^2`, summed over axes.
 *
 * @param inputs  `[rows, inputWidth]`: X_t, then t
 * @param slopes  `[rows, dimension]`: X_1 - X_0, or what else is to be predicted
 */
export function matchingLoss(network: VelocityNetwork, inputs: Tensor2D, slopes: Tensor2D): Scalar {
  const rows = inputs.shape[0];
  return mul(sum(square(sub(network.velocity(inputs), slopes))), 1 / rows);
}
