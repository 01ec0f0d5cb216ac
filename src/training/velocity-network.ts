import { matMul, mul, tensor1d, tensor2d, variable, type Tensor1D, type Tensor2D, type Variable } from '@tensorflow/tfjs-core';
import type { MlpModel } from '../math/index.ts';
import { activationSlopes } from './activation-slopes.ts';
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

  /** Velocities `[rows, dimension]` at `inputs`, `[rows, inputWidth]`: a point's coordinates followed by its class, its time or times and their features. */
  velocity(inputs: Tensor2D): Tensor2D {
    const activate = activations[this.shape.activation];
    const last = this.shape.layers.length - 1;
    return this.shape.layers.reduce((x, _, layer) => {
      const y = this.affine(x, layer);
      return layer < last ? (activate(y) as Tensor2D) : y;
    }, inputs);
  }

  /** The derivative of the velocities along `tangents`, which are laid out as `inputs`: forward through the layers. */
  derivative(inputs: Tensor2D, tangents: Tensor2D): Tensor2D {
    const { activation, layers } = this.shape;
    let [x, along] = [inputs, tangents];
    for (let layer = 0; layer < layers.length; layer++) {
      along = matMul(along, this.variables[2 * layer] as unknown as Tensor2D);
      if (layer + 1 === layers.length) break;
      const y = this.affine(x, layer);
      along = mul(along, activationSlopes[activation](y));
      x = activations[activation](y) as Tensor2D;
    }
    return along;
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

  private affine(x: Tensor2D, layer: number): Tensor2D {
    const [weights, bias] = this.variables.slice(2 * layer, 2 * layer + 2);
    return dense(x, weights as unknown as Tensor2D, bias as unknown as Tensor1D);
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
