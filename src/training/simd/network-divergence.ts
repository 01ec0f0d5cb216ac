import { mlpDivergence, rowWidth, underCondition, type MlpModel, type ScalarField } from '../../math/index.ts';
import { bestKernels, type KernelModule } from './kernels.ts';
import { MOST_ROWS } from './memory-plan.ts';
import { writeRows } from './network-field.ts';
import { SimdNetwork } from './simd-network.ts';
import { carryTangent, placeOf } from './tangent.ts';

/**
 * The divergence of a network's velocity as fast as this browser computes it: by our kernels in float32; where they are not, or their memory is not to be had, in plain arithmetic.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension
 */
export function networkDivergence(model: MlpModel): ScalarField {
  const plain = mlpDivergence(model);
  const kernels = bestKernels();
  if (!kernels) return plain;
  try {
    return divergenceBy(model, kernels);
  } catch (error) {
    if (error instanceof RangeError) return plain;
    throw error;
  }
}

/**
 * What `mlpDivergence` gives in float64, by our kernels in float32: one derivative forward through the layers for each axis.
 *
 * @throws RangeError when there is not enough memory
 */
export function divergenceBy(model: MlpModel, module: KernelModule): ScalarField {
  const { dimension } = model;
  const network = new SimdNetwork(model, module);
  const rows = new Float32Array(MOST_ROWS * rowWidth(model));
  const at = underCondition(model, (chosen) => (x, s, t, out) => {
    for (let first = 0; first < out.length; first += MOST_ROWS) {
      const count = Math.min(MOST_ROWS, out.length - first);
      writeRows(model, chosen, x, first, count, s, t, rows);
      const height = network.forward(rows, 0, count, true);
      out.fill(0, first, first + count);
      for (let axis = 0; axis < dimension; axis++) addAlong(network, axis, height, out, first, count);
    }
  });
  return (x, t, out) => at(x, t, t, out);
}

/** Add to each point's sum the derivative by an axis of the velocity along it. */
function addAlong(network: SimdNetwork, axis: number, height: number, out: Parameters<ScalarField>[2], first: number, count: number): void {
  const { numbers, plan } = network;
  const start = plan.tangent / 4;
  numbers.fill(0, start, start + plan.layers[0].inputs * height);
  for (let row = 0; row < count; row++) numbers[start + placeOf(row, axis, height)] = 1;
  const end = carryTangent(network, height) / 4;
  for (let row = 0; row < count; row++) out[first + row] += numbers[end + placeOf(row, axis, height)];
}
