import { tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { inputWidth, type MlpModel } from '../math/index.ts';
import type { VelocityNetwork } from './velocity-network.ts';

/**
 * What MeanFlow asks a network of two times to predict (Geng et al. 2025, eq. 10, in this direction of time):
 * `slope + (t - s) d/ds u_theta`, the derivative being `(slope . grad_x) u + du/ds`.
 *
 * @param inputs  `[rows, inputWidth]`: X_s, the class, s, t, and the features of both times
 * @param slopes  `[rows, dimension]`: the velocities of the paths
 * @returns row-major, as `slopes`
 */
export function meanFlowTargets(network: VelocityNetwork, inputs: Float32Array, slopes: Float32Array, shape: MlpModel): Float32Array {
  const { dimension, classes = 0, timeFeatures = 0 } = shape;
  const width = inputWidth(shape);
  const rows = slopes.length / dimension;
  const tangents = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const at = row * width + dimension + classes;
    const s = inputs[at];
    tangents.set(slopes.subarray(row * dimension, (row + 1) * dimension), row * width);
    tangents[at] = 1;
    for (let k = 1; k <= timeFeatures; k++) {
      const rate = 2 * Math.PI * k;
      tangents[at + 2 * k] = -rate * Math.sin(rate * s);
      tangents[at + 2 * k + 1] = rate * Math.cos(rate * s);
    }
  }
  const matrix = (values: Float32Array): Tensor2D => tensor2d(values, [rows, width]);
  const derivative = tidy(() => network.derivative(matrix(inputs), matrix(tangents)).dataSync());
  return slopes.map((slope, i) => {
    const at = Math.floor(i / dimension) * width + dimension + classes;
    return slope + (inputs[at + 1] - inputs[at]) * derivative[i];
  });
}
