import { rowWidth } from '../../math/index.ts';
import type { SimdNetwork } from './simd-network.ts';
import { carryTangent, placeOf } from './tangent.ts';

/**
 * The Jacobian-vector product that MeanFlow learns by (Geng et al. 2025, eq. 8, in this direction of time): of a network u(x, s, t)
 * the total derivative `d/ds u = (slope . grad_x) u + du/ds` along the path through x. It follows the forward pass, whose slopes of the
 * activations it uses, and takes one product a layer.
 */
export class TotalDerivative {
  private readonly network: SimdNetwork;

  constructor(network: SimdNetwork) {
    this.network = network;
  }

  /** Whether some row of a block has times apart: `(t - s) d/ds u` is 0 in the others. */
  isNeeded(inputs: Float32Array, first: number, count: number): boolean {
    const width = rowWidth(this.network.shape);
    for (let at = (first + 1) * width - 2, end = (first + count) * width; at < end; at += width) if (inputs[at] !== inputs[at + 1]) return true;
    return false;
  }

  /**
   * Make targets of the slopes that stand at the plan's `wanted`: add `(t - s) d/ds u`.
   *
   * @param inputs  what has just gone through the network, with slopes of the activations
   * @param slopes  row-major, the velocities of the paths
   * @param rows  of each panel, `count` filled up to whole tiles
   */
  addToWanted(inputs: Float32Array, slopes: Float32Array, first: number, count: number, rows: number): void {
    const { numbers, plan, shape } = this.network;
    const { dimension } = shape;
    this.begin(inputs, slopes, first, count, rows);
    const tangent = carryTangent(this.network, rows);
    for (let row = 0; row < count; row++) {
      const at = (first + row + 1) * rowWidth(shape) - 2;
      const way = inputs[at + 1] - inputs[at];
      for (let k = 0; k < dimension; k++) {
        const place = placeOf(row, k, rows);
        numbers[plan.wanted / 4 + place] += way * numbers[tangent / 4 + place];
      }
    }
  }

  /** The derivative of the input by s: the slope, 1, 0, and those of the features of s and of t. */
  private begin(inputs: Float32Array, slopes: Float32Array, first: number, count: number, rows: number): void {
    const { numbers, plan, shape } = this.network;
    const { dimension, classes = 0, timeFeatures = 0 } = shape;
    const time = dimension + classes;
    const start = plan.tangent / 4;
    numbers.fill(0, start, start + plan.layers[0].inputs * rows);
    for (let row = 0; row < count; row++) {
      for (let k = 0; k < dimension; k++) numbers[start + placeOf(row, k, rows)] = slopes[(first + row) * dimension + k];
      numbers[start + placeOf(row, time, rows)] = 1;
      if (timeFeatures === 0) continue;
      const s = inputs[(first + row) * rowWidth(shape) + time];
      for (let k = 1; k <= timeFeatures; k++) {
        const rate = 2 * Math.PI * k;
        numbers[start + placeOf(row, time + 2 * k, rows)] = -rate * Math.sin(rate * s);
        numbers[start + placeOf(row, time + 2 * k + 1, rows)] = rate * Math.cos(rate * s);
      }
    }
  }
}
