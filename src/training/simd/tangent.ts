import { PANEL } from './memory-plan.ts';
import { ROW_BYTES, type SimdNetwork } from './simd-network.ts';

/**
 * Carry derivatives of the input through the layers, from the plan's `tangent`, one product a layer. It follows the forward pass of the same rows, whose
 * slopes of the activations it uses.
 *
 * @param rows  of each panel, as the forward pass told them
 * @returns the address at which the derivatives of the output stand
 */
export function carryTangent({ kernels, plan, shape }: SimdNetwork, rows: number): number {
  let [from, to] = [plan.tangent, plan.scratch];
  plan.layers.forEach(({ weights, inputs, outputs }, l) => {
    kernels.product(from, shape.layers[l].inputs, weights, 0, to, rows, inputs, outputs, rows * ROW_BYTES);
    if (l + 1 < plan.layers.length) kernels.scale(to, plan.derivatives[l], to + rows * outputs * 4);
    [from, to] = [to, from];
  });
  return from;
}

/** Where a number stands in panels of so many rows. */
export const placeOf = (row: number, column: number, rows: number): number => ((column >> 3) * rows + row) * PANEL + (column & 7);
