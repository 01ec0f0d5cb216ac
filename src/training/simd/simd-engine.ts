import type { DenseLayer, MlpModel } from '../../math/index.ts';
import { ADAM, type TrainingEngine } from '../training-engine.ts';
import type { KernelModule } from './kernels.ts';
import { MOST_ROWS, PANEL } from './memory-plan.ts';
import { toPanels } from './panels.ts';
import { ROW_BYTES, SimdNetwork } from './simd-network.ts';

/** Ranges beside the parameters: gradient, running means of it and of its square, transposed weights. */
const COPIES = 4;

/** Training in the memory of our own kernels: a step makes no tensor and allocates nothing. */
export class SimdEngine implements TrainingEngine {
  readonly name: string;
  private readonly network: SimdNetwork;
  private readonly dimension: number;
  /** Bytes from a parameter to its gradient, its means, and to the transposed weights. */
  private readonly copies: readonly number[];
  private steps = 0;

  /** @throws RangeError when there is not enough memory */
  constructor(model: MlpModel, module: KernelModule) {
    this.name = `wasm ${module.name}`;
    this.dimension = model.dimension;
    this.network = new SimdNetwork(model, module, COPIES);
    this.copies = Array.from({ length: COPIES }, (_, i) => (i + 1) * this.network.plan.parameterBytes);
  }

  step(inputs: Float32Array, slopes: Float32Array, learningRate: number): number {
    const { kernels, plan } = this.network;
    const { parameters, parameterBytes } = plan;
    const [gradient, first, second] = this.copies;
    const loss = this.addGradient(inputs, slopes);
    this.steps++;
    // The kernel also clears the gradient, for the next step to add to.
    kernels.adam(
      parameters, parameters + gradient, parameters + first, parameters + second, parameters + parameterBytes,
      learningRate / (1 - ADAM.beta1 ** this.steps), 1 / (1 - ADAM.beta2 ** this.steps), ADAM.beta1, ADAM.beta2, ADAM.epsilon,
    );
    return loss;
  }

  /** The loss and its slopes by all weights and biases, from which nothing is learned. */
  gradient(inputs: Float32Array, slopes: Float32Array): { loss: number; layers: DenseLayer[] } {
    const { numbers, plan } = this.network;
    const [gradient] = this.copies;
    const loss = this.addGradient(inputs, slopes);
    const layers = this.network.layers(gradient);
    const start = (plan.parameters + gradient) / 4;
    numbers.fill(0, start, start + plan.parameterBytes / 4);
    return { loss, layers };
  }

  loss(inputs: Float32Array, slopes: Float32Array): number {
    return this.overBlocks(inputs, slopes, () => undefined);
  }

  model(): MlpModel {
    return { ...this.network.shape, layers: this.network.layers() };
  }

  dispose(): void {
    // The memory goes with the object.
  }

  /** The loss; its slopes are added to the gradient. */
  private addGradient(inputs: Float32Array, slopes: Float32Array): number {
    const { kernels, plan } = this.network;
    const transposed = this.copies[3];
    for (const { weights, inputs, outputs } of plan.layers) kernels.transpose(weights, weights + transposed, inputs, outputs);
    const loss = this.overBlocks(inputs, slopes, (rows) => this.backward(rows));
    this.clearPadding();
    return loss;
  }

  /** Mean loss over all rows; `visit` finds the slope of each block's loss by the network's output in the place of that output. */
  private overBlocks(inputs: Float32Array, slopes: Float32Array, visit: (rows: number) => void): number {
    const { dimension, network } = this;
    const { kernels, numbers, plan } = network;
    const { outputs } = plan.layers.at(-1)!;
    const count = slopes.length / dimension;
    let sum = 0;
    for (let first = 0; first < count; first += MOST_ROWS) {
      const some = Math.min(MOST_ROWS, count - first);
      const rows = network.forward(inputs, first, some);
      toPanels(slopes, first, some, dimension, numbers, plan.wanted / 4, rows);
      sum += kernels.matchingLoss(plan.activations.at(-1)!, plan.wanted, 2 / count, some, rows, outputs, rows * ROW_BYTES);
      visit(rows);
    }
    return sum / count;
  }

  /** From the slope of the loss by the output back to the slopes of all parameters, which add up. */
  private backward(rows: number): void {
    const { kernels, plan } = this.network;
    const { layers, activations, derivatives, scratch } = plan;
    const [gradient, , , transposed] = this.copies;
    const stride = rows * ROW_BYTES;
    let slope = activations.at(-1)!;
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights, bias } = layers[l];
      kernels.addTransposedProduct(activations[l], slope, weights + gradient, rows, inputs, outputs, stride);
      kernels.addRows(slope, bias + gradient, rows, outputs, stride);
      if (l === 0) return;
      kernels.product(slope, weights + transposed, 0, scratch, rows, outputs, inputs, stride);
      slope = derivatives[l - 1];
      kernels.scale(slope, scratch, slope + rows * inputs * 4);
    }
  }

  /** An activation that is not 0 at 0 gives slopes to the weights that pad: away with them, or they would begin to learn. */
  private clearPadding(): void {
    const { numbers, plan } = this.network;
    const [gradient] = this.copies;
    plan.layers.forEach(({ inputs, outputs, weights }, l) => {
      const padding = inputs - this.network.shape.layers[l].inputs;
      if (padding === 0) return;
      for (let panel = 0; panel < outputs / PANEL; panel++) {
        const end = (weights + gradient) / 4 + (panel + 1) * inputs * PANEL;
        numbers.fill(0, end - padding * PANEL, end);
      }
    });
  }
}
