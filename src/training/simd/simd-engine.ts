import { inOneGo, type DenseLayer, type InPieces, type MlpModel } from '../../math/index.ts';
import type { OptimizerSettings } from '../options.ts';
import { ADAM, clipFactor, DEFAULT_MOMENTUM, type TrainingEngine } from '../training-engine.ts';
import { BackPropagation } from './back-propagation.ts';
import type { KernelModule } from './kernels.ts';
import { SimdNetwork } from './simd-network.ts';
import type { OptimizerMemory } from '../types.ts';

/** Ranges beside the parameters: gradient, transposed weights, and the optimiser's running means. */
const RANGES = { adam: 4, sgd: 3 } as const;

/** Training in the memory of our own kernels: a step makes no tensor and allocates nothing. */
export class SimdEngine implements TrainingEngine {
  readonly name: string;
  private readonly network: SimdNetwork;
  private readonly dimension: number;
  private readonly back: BackPropagation;
  private readonly settings: OptimizerSettings;
  /** Bytes from a parameter to its gradient, and to each of its running means. */
  private readonly gradients: number;
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
    const [gradients, transposed, ...means] = offsets;
    this.gradients = gradients;
    this.means = means;
    this.back = new BackPropagation(this.network, transposed);
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

  *loss(inputs: Float32Array, slopes: Float32Array): InPieces<number> {
    const count = slopes.length / this.dimension;
    return (yield* this.back.overRows(inputs, slopes, count)) / count;
  }

  model(): MlpModel {
    return { ...this.network.shape, layers: this.network.layers() };
  }

  dispose(): void {
    // The memory goes with the object.
  }

  /** The loss; its slopes are added to the gradient. */
  private *addGradient(inputs: Float32Array, slopes: Float32Array): InPieces<number> {
    const { back, dimension, gradients } = this;
    const count = slopes.length / dimension;
    back.begin();
    const sum = yield* back.overRows(inputs, slopes, count, gradients);
    back.clearPadding(gradients);
    return sum / count;
  }
}
