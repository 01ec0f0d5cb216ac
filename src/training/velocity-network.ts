import { tensor1d, tensor2d, variable, type Tensor1D, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import type { MlpModel } from '../math/index.ts';
import { activations } from './activations.ts';
import { dense } from './dense.ts';

/** An `MlpModel` whose weights tfjs can improve. Owns its variables until `dispose`. */
export class VelocityNetwork {
  /** Weights and bias of each layer in turn. */
  readonly variables: readonly Variable[];
  private readonly shape: MlpModel;

  constructor(model: MlpModel) {
    this.shape = model;
    this.variables = model.layers.flatMap(({ inputs, outputs, weights, bias }) => [
      fresh(tensor2d(weights, [inputs, outputs])),
      fresh(tensor1d(bias)),
    ]);
  }

  /** Velocities `[rows, dimension]` at `inputs`, `[rows, dimension + 1]`: a point's coordinates followed by its t. */
  velocity(inputs: Tensor2D): Tensor2D {
    const activate = activations[this.shape.activation];
    const last = this.shape.layers.length - 1;
    return this.shape.layers.reduce((x, _, layer) => {
      const [weights, bias] = this.variables.slice(2 * layer, 2 * layer + 2);
      const y = dense(x, weights as unknown as Tensor2D, bias as unknown as Tensor1D);
      return layer < last ? (activate(y) as Tensor2D) : y;
    }, inputs);
  }

  /** The weights as they stand, in buffers of their own. */
  toModel(): MlpModel {
    const layers = this.shape.layers.map(({ inputs, outputs }, layer) => ({
      inputs,
      outputs,
      weights: Float32Array.from(this.variables[2 * layer].dataSync()),
      bias: Float32Array.from(this.variables[2 * layer + 1].dataSync()),
    }));
    return { ...this.shape, layers };
  }

  dispose(): void {
    for (const owned of this.variables) owned.dispose();
  }
}

function fresh(initial: Tensor1D | Tensor2D): Variable {
  const owned = variable(initial);
  initial.dispose();
  return owned;
}
