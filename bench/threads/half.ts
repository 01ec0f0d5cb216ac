import { inOneGo, type MlpModel } from '../../src/math/index.ts';
import { bestKernels } from '../../src/training/simd/index.ts';
import { BackPropagation } from '../../src/training/simd/back-propagation.ts';
import { SimdNetwork } from '../../src/training/simd/simd-network.ts';
import { ADAM } from '../../src/training/training-engine.ts';

const LEARNING_RATE = 1e-3;
/** Behind the parameters: gradient, transposed weights, Adam's two means, and the gradient of the other half. */
const RANGES = 5;

/** A network that learns from the gradient that it finds, and from that of another half of the batch. */
export class Half {
  readonly weights: Float32Array;
  /** Of the rows that were gone through last. */
  readonly gradient: Float32Array;
  private readonly others: Float32Array;
  private readonly network: SimdNetwork;
  private readonly back: BackPropagation;
  private steps = 0;

  constructor(model: MlpModel) {
    this.network = new SimdNetwork(model, bestKernels()!, RANGES);
    this.back = new BackPropagation(this.network, 2 * this.network.plan.parameterBytes);
    [this.weights, this.gradient, this.others] = [0, 1, 5].map((range) => this.range(range));
  }

  /** `gradient` becomes the slopes of the rows' part in the mean over `count`. */
  find(inputs: Float32Array, slopes: Float32Array, count: number): void {
    const { parameterBytes } = this.network.plan;
    this.gradient.fill(0);
    this.back.begin();
    inOneGo(this.back.overRows(inputs, slopes, count, parameterBytes));
    this.back.clearPadding(parameterBytes);
  }

  /** A step of Adam by the gradient, to which the other half's is added. */
  learn(others?: Float32Array): void {
    const { kernels, plan: { parameters, parameterBytes } } = this.network;
    const [gradient, first, second, added] = [1, 3, 4, 5].map((range) => parameters + range * parameterBytes);
    if (others) {
      this.others.set(others);
      kernels.addRows(added, gradient, 1, parameterBytes / 4, 32);
    }
    this.steps++;
    kernels.adam(
      parameters, gradient, first, second, parameters + parameterBytes,
      1, LEARNING_RATE / (1 - ADAM.beta1 ** this.steps), 1 / (1 - ADAM.beta2 ** this.steps), ADAM.beta1, ADAM.beta2, ADAM.epsilon,
    );
  }

  private range(copy: number): Float32Array {
    const { numbers, plan } = this.network;
    const start = (plan.parameters + copy * plan.parameterBytes) / 4;
    return numbers.subarray(start, start + plan.parameterBytes / 4);
  }
}
