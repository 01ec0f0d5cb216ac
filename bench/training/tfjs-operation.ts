import { customGrad, Optimizer, scalar, tensor1d, tidy, variable, variableGrads, type NamedTensorMap, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import { inOneGo, type InPieces, type MlpModel } from '../../src/math/index.ts';
import type { KernelModule } from '../../src/training/simd/index.ts';
import { SimdEngine } from '../../src/training/simd/index.ts';
import type { SimdNetwork } from '../../src/training/simd/simd-network.ts';
import { ADAM } from '../../src/training/training-engine.ts';

/** What our engine keeps to itself. */
interface Inside {
  readonly network: SimdNetwork;
  addGradient(inputs: Float32Array, slopes: Float32Array): InPieces<number>;
}

/**
 * The design that was not taken: the same kernels as one operation of tfjs and one optimiser of tfjs, so that a step is two calls.
 * The parameters live in a tensor, so they are carried into the kernels' memory and back at every step.
 */
export class TfjsOperation {
  private readonly inside: Inside;
  private readonly parameters: Variable;
  private readonly optimizer: FusedAdam;

  constructor(model: MlpModel, module: KernelModule) {
    this.inside = new SimdEngine(model, module) as unknown as Inside;
    this.parameters = variable(tensor1d(range(this.inside.network, 0).slice()));
    this.optimizer = new FusedAdam(this.inside.network);
  }

  step(inputs: Float32Array, slopes: Float32Array): number {
    const loss = customGrad((...args) => {
      const { network } = this.inside;
      range(network, 0).set((args[0] as Tensor).dataSync<'float32'>());
      const value = scalar(inOneGo(this.inside.addGradient(inputs, slopes)));
      const gradFunc = (): Tensor => {
        const gradient = tensor1d(range(network, 1).slice());
        range(network, 1).fill(0);
        return gradient;
      };
      return { value, gradFunc };
    });
    return tidy(() => {
      const { value, grads } = variableGrads(() => loss(this.parameters), [this.parameters]);
      this.optimizer.applyGradients(grads);
      this.parameters.assign(tensor1d(range(this.inside.network, 0).slice()));
      return value.dataSync()[0];
    });
  }

  dispose(): void {
    this.parameters.dispose();
    this.optimizer.dispose();
  }
}

class FusedAdam extends Optimizer {
  private readonly network: SimdNetwork;
  private steps = 0;

  constructor(network: SimdNetwork) {
    super();
    this.network = network;
  }

  applyGradients(gradients: NamedTensorMap): void {
    const { kernels, plan } = this.network;
    const { parameters, parameterBytes } = plan;
    this.steps++;
    for (const gradient of Object.values(gradients)) {
      range(this.network, 1).set(gradient.dataSync<'float32'>());
      kernels.adam(
        parameters, parameters + parameterBytes, parameters + 3 * parameterBytes, parameters + 4 * parameterBytes, parameters + parameterBytes,
        1, 1e-3 / (1 - ADAM.beta1 ** this.steps), 1 / (1 - ADAM.beta2 ** this.steps), ADAM.beta1, ADAM.beta2, ADAM.epsilon,
      );
    }
  }

  getConfig(): Record<string, never> {
    return {};
  }
}

/** The parameters, or one of the ranges that are laid out like them. */
function range({ numbers, plan }: SimdNetwork, copy: number): Float32Array {
  const start = (plan.parameters + copy * plan.parameterBytes) / 4;
  return numbers.subarray(start, start + plan.parameterBytes / 4);
}
