import { inOneGo, type DenseLayer, type InPieces, type MlpModel } from '../../math/index.ts';
import type { OptimizerMemory, OptimizerSettings } from '../options.ts';
import { ADAM, clipFactor, DEFAULT_MOMENTUM, type TrainingEngine } from '../training-engine.ts';
import type { KernelModule } from './kernels.ts';
import { MOST_ROWS, PANEL } from './memory-plan.ts';
import { toPanels } from './panels.ts';
import { ROW_BYTES, SimdNetwork } from './simd-network.ts';

/** Ranges beside the parameters: gradient, transposed weights, and the optimiser's running means. */
const RANGES = { adam: 4, sgd: 3 } as const;

/** Training in the memory of our own kernels: a step makes no tensor and allocates nothing. */
export class SimdEngine implements TrainingEngine {
  readonly name: string;
  private readonly network: SimdNetwork;
  private readonly dimension: number;
  private readonly settings: OptimizerSettings;
  /** Bytes from a parameter to its gradient, to the transposed weights, and to each of its running means. */
  private readonly gradients: number;
  private readonly transposed: number;
  private readonly means: readonly number[];
  private steps = 0;

  /** @throws RangeError when there is not enough memory */
  constructor(model: MlpModel, module: KernelModule, settings: OptimizerSettings = {}) {
    const ranges = RANGES[settings.optimizer ?? 'adam'];
    this.name = `wasm ${module.name}`;
    this.dimension = model.dimension;
    this.settings = settings;
    this.network = new SimdNetwork(model, module, ranges);
    const offsets = Array.from({ length: ranges }, (_, i) => (i + 1) * this.network.plan.parameterBytes);
    [this.gradients, this.transposed, ...this.means] = offsets;
    if (settings.memory) this.remember(settings.memory);
  }

  *step(inputs: Float32Array, slopes: Float32Array, learningRate: number): InPieces<number> {
    const { kernels, plan } = this.network;
    const { optimizer, momentum = DEFAULT_MOMENTUM, clipNorm } = this.settings;
    const { parameters } = plan;
    const gradient = parameters + this.gradients;
    const end = parameters + plan.parameterBytes;
    const [first, second] = this.means.map((offset) => parameters + offset);
    const loss = yield* this.addGradient(inputs, slopes);
    this.steps++;
    const factor = clipNorm === undefined ? 1 : clipFactor(Math.sqrt(kernels.squaredNorm(gradient, gradient + plan.parameterBytes)), clipNorm);
    // Both kernels also clear the gradient, for the next step to add to.
    if (optimizer === 'sgd') {
      kernels.sgd(parameters, gradient, first, end, factor, learningRate, momentum);
      return loss;
    }
    kernels.adam(
      parameters, gradient, first, second, end, factor,
      learningRate / (1 - ADAM.beta1 ** this.steps), 1 / (1 - ADAM.beta2 ** this.steps), ADAM.beta1, ADAM.beta2, ADAM.epsilon,
    );
    return loss;
  }

  memory(): OptimizerMemory {
    const slots = this.means.flatMap((offset) => this.network.layers(offset).flatMap(({ weights, bias }) => [weights, bias]));
    return { optimizerSteps: this.steps, slots };
  }

  private remember({ optimizerSteps, slots }: OptimizerMemory): void {
    this.steps = optimizerSteps;
    const each = slots.length / this.means.length;
    this.means.forEach((offset, i) => this.network.write(slots.slice(i * each, (i + 1) * each), offset));
  }

  /** The loss and its slopes by all weights and biases, from which nothing is learned. */
  gradient(inputs: Float32Array, slopes: Float32Array): { loss: number; layers: DenseLayer[] } {
    const { numbers, plan } = this.network;
    const gradient = this.gradients;
    const loss = inOneGo(this.addGradient(inputs, slopes));
    const layers = this.network.layers(gradient);
    const start = (plan.parameters + gradient) / 4;
    numbers.fill(0, start, start + plan.parameterBytes / 4);
    return { loss, layers };
  }

  loss(inputs: Float32Array, slopes: Float32Array): InPieces<number> {
    return this.overBlocks(inputs, slopes);
  }

  model(): MlpModel {
    return { ...this.network.shape, layers: this.network.layers() };
  }

  dispose(): void {
    // The memory goes with the object.
  }

  /** The loss; its slopes are added to the gradient. */
  private *addGradient(inputs: Float32Array, slopes: Float32Array): InPieces<number> {
    const { kernels, plan } = this.network;
    const { transposed } = this;
    for (const { weights, inputs, outputs } of plan.layers) kernels.transpose(weights, weights + transposed, inputs, outputs);
    const loss = yield* this.overBlocks(inputs, slopes, (rows) => this.backward(rows));
    this.clearPadding();
    return loss;
  }

  /** Mean loss over all rows; `visit` finds the slope of each block's loss by the network's output in the place of that output. */
  private *overBlocks(inputs: Float32Array, slopes: Float32Array, visit?: (rows: number) => void): InPieces<number> {
    const { dimension, network } = this;
    const { kernels, numbers, plan } = network;
    const { outputs } = plan.layers.at(-1)!;
    const count = slopes.length / dimension;
    let sum = 0;
    for (let first = 0; first < count; first += MOST_ROWS) {
      if (first > 0) yield;
      const some = Math.min(MOST_ROWS, count - first);
      const rows = network.forward(inputs, first, some, visit !== undefined);
      toPanels(slopes, first, some, dimension, numbers, plan.wanted / 4, rows);
      sum += kernels.matchingLoss(plan.activations.at(-1)!, plan.wanted, 2 / count, some, rows, outputs, rows * ROW_BYTES);
      visit?.(rows);
    }
    return sum / count;
  }

  /** From the slope of the loss by the output back to the slopes of all parameters, which add up. */
  private backward(rows: number): void {
    const { kernels, plan } = this.network;
    const { layers, activations, derivatives, scratch } = plan;
    const { gradients: gradient, transposed } = this;
    const stride = rows * ROW_BYTES;
    let slope = activations.at(-1)!;
    for (let l = layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights, bias } = layers[l];
      kernels.addTransposedProduct(activations[l], slope, weights + gradient, rows, inputs, outputs, stride);
      kernels.addRows(slope, bias + gradient, rows, outputs, stride);
      if (l === 0) return;
      kernels.product(slope, this.network.shape.layers[l].outputs, weights + transposed, 0, scratch, rows, outputs, inputs, stride);
      slope = derivatives[l - 1];
      kernels.scale(slope, scratch, slope + rows * inputs * 4);
    }
  }

  /** An activation that is not 0 at 0 gives slopes to the weights that pad: away with them, or they would begin to learn. */
  private clearPadding(): void {
    const { numbers, plan } = this.network;
    const gradient = this.gradients;
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
