import { rowWidth, underCondition, velocityOf, type Coordinates, type MlpModel, type VelocityField } from '../../math/index.ts';
import type { KernelModule } from './kernels.ts';
import { MOST_ROWS } from './memory-plan.ts';
import { SimdNetwork } from './simd-network.ts';

/**
 * The velocity of a network by our kernels, in float32: what `mlpVelocity` gives in float64, eleven to sixteen times as fast.
 *
 * @throws RangeError when there is not enough memory
 */
export function networkField(model: MlpModel, module: KernelModule): VelocityField {
  const { dimension } = model;
  const network = new SimdNetwork(model, module);
  const rows = new Float32Array(MOST_ROWS * rowWidth(model));
  return velocityOf(model, underCondition(model, (chosen) => (x, s, t, out) => {
    const count = x.length / dimension;
    for (let first = 0; first < count; first += MOST_ROWS) {
      const some = Math.min(MOST_ROWS, count - first);
      writeRows(model, chosen, x, first, some, s, t, rows);
      network.velocity(rows, some, out, first);
    }
  }));
}

/**
 * The rows in which points go into a network.
 *
 * @param chosen  the class that is meant; none when undefined
 * @param first  of `count` points
 * @param rows  overwritten
 */
export function writeRows({ dimension, times = 1, classes = 0 }: MlpModel, chosen: number | undefined, x: Coordinates, first: number, count: number, s: number, t: number, rows: Float32Array): void {
  let at = 0;
  for (let i = first; i < first + count; i++) {
    for (let k = 0; k < dimension; k++) rows[at++] = x[i * dimension + k];
    for (let c = 0; c < classes; c++) rows[at++] = c === chosen ? 1 : 0;
    rows[at++] = s;
    if (times === 2) rows[at++] = t;
  }
}
