import { mlpVelocity, type MlpModel, type VelocityField } from '../../math/index.ts';
import { bestKernels } from './kernels.ts';
import { networkField } from './network-field.ts';

/**
 * The velocity of a network as fast as this browser computes it: by our kernels in float32, else in plain arithmetic.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension
 */
export function networkVelocity(model: MlpModel): VelocityField {
  const plain = mlpVelocity(model);
  const kernels = bestKernels();
  return kernels ? networkField(model, kernels) : plain;
}
