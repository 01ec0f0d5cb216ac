import type { InPieces } from '../../math/index.ts';
import { MOST_ROWS, PANEL } from './memory-plan.ts';
import { toPanels } from './panels.ts';
import { ROW_BYTES, type SimdNetwork } from './simd-network.ts';
import { TotalDerivative } from './total-derivative.ts';

/** The loss of a network in the memory of its kernels, and its slopes by all weights and biases. */
export class BackPropagation {
  private readonly network: SimdNetwork;
  private readonly transposed: number;
  /** Of a network of two times. */
  private readonly derivative: TotalDerivative | undefined;

  /** @param transposed  bytes from the parameters to a range for the weights as the way back needs them */
  constructor(network: SimdNetwork, transposed: number) {
    this.network = network;
    this.transposed = transposed;
    this.derivative = network.shape.times === 2 ? new TotalDerivative(network) : undefined;
  }

  /** To be called after weights have changed, before slopes are asked for. */
  begin(): void {
    const { network: { kernels, plan }, transposed } = this;
    for (const { weights, inputs, outputs } of plan.layers) kernels.transpose(weights, weights + transposed, inputs, outputs);
  }

  /**
   * The sum of squared errors over rows.
   *
   * @param count  rows of the whole batch, over which the loss is a mean
   * @param gradient  bytes from the parameters to a range, to which the slopes of these rows' part in that mean are added; none when absent
   */
  *overRows(inputs: Float32Array, slopes: Float32Array, count: number, gradient?: number): InPieces<number> {
    const { network, derivative } = this;
    const { kernels, numbers, plan, shape: { dimension } } = network;
    const { outputs } = plan.layers.at(-1)!;
    const end = slopes.length / dimension;
    let sum = 0;
    for (let first = 0; first < end; first += MOST_ROWS) {
      if (first > 0) yield;
      const some = Math.min(MOST_ROWS, end - first);
      const hasIntervals = derivative?.isNeeded(inputs, first, some) ?? false;
      const rows = network.forward(inputs, first, some, gradient !== undefined || hasIntervals);
      toPanels(slopes, first, some, dimension, numbers, plan.wanted / 4, rows);
      if (hasIntervals) derivative!.addToWanted(inputs, slopes, first, some, rows);
      sum += kernels.matchingLoss(plan.activations.at(-1)!, plan.wanted, 2 / count, some, rows, outputs, rows * ROW_BYTES);
      if (gradient !== undefined) this.backward(rows, gradient);
    }
    return sum;
  }

  /** An activation that is not 0 at 0 gives slopes to the weights that pad: away with them, or they would begin to learn. */
  clearPadding(gradient: number): void {
    const { numbers, plan, shape } = this.network;
    plan.layers.forEach(({ inputs, outputs, weights }, l) => {
      const padding = inputs - shape.layers[l].inputs;
      if (padding === 0) return;
      for (let panel = 0; panel < outputs / PANEL; panel++) {
        const end = (weights + gradient) / 4 + (panel + 1) * inputs * PANEL;
        numbers.fill(0, end - padding * PANEL, end);
      }
    });
  }

  /** From the slope of the loss by the output, which stands in the place of that output, back to the slopes of all parameters, which add up. */
  private backward(rows: number, gradient: number): void {
    const { network: { kernels, plan, shape }, transposed } = this;
    const { layers, activations, derivatives, scratch } = plan;
    const stride = rows * ROW_BYTES;
    let slope = activations.at(-1)!;
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights, bias } = layers[l];
      kernels.addTransposedProduct(activations[l], slope, weights + gradient, rows, inputs, outputs, stride);
      kernels.addRows(slope, bias + gradient, rows, outputs, stride);
      if (l === 0) return;
      kernels.product(slope, shape.layers[l].outputs, weights + transposed, 0, scratch, rows, outputs, inputs, stride);
      slope = derivatives[l - 1];
      kernels.scale(slope, scratch, slope + rows * inputs * 4);
    }
  }
}
