import { add, dispose, mul, tensor2d, tidy, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { inputWidth, writeTimeFeatures, type InPieces, type MlpModel } from '../math/index.ts';
import type { Backend } from './engine.ts';
import { matchingLoss } from './loss.ts';
import type { OptimizerMemory, OptimizerSettings } from './options.ts';
import { TensorOptimizer } from './tensor-optimizer.ts';
import type { TrainingEngine } from './training-engine.ts';
import { VelocityNetwork } from './velocity-network.ts';

/** Products of a number and a weight, forwards, in one block: with the way back, half a second on the cpu backend. */
const MOST_PRODUCTS = 2 ** 25;

/** The reference: automatic differentiation by tfjs, on the backend that is in use when it is called. */
export class TfjsEngine implements TrainingEngine {
  readonly name: string;
  private readonly network: VelocityNetwork;
  private readonly optimizer: TensorOptimizer;
  private readonly shape: MlpModel;

  /** @param backend  the one in use */
  constructor(model: MlpModel, backend: Backend, settings: OptimizerSettings = {}) {
    this.name = `tfjs ${backend}`;
    this.shape = model;
    this.network = new VelocityNetwork(model);
    this.optimizer = new TensorOptimizer(this.network.variables, settings);
  }

  *step(inputs: Float32Array, slopes: Float32Array, learningRate: number): InPieces<number> {
    const { variables } = this.network;
    let gradients: Tensor[] = [];
    let loss = 0;
    try {
      for (const [i, { x, wanted, share }] of this.blocks(inputs, slopes).entries()) {
        if (i > 0) yield;
        const before = gradients;
        gradients = tidy(() => {
          const { value, grads } = variableGrads(() => mul(this.blockLoss(x, wanted), share), [...variables]);
          loss += value.dataSync()[0];
          return variables.map(({ name }, v) => (i > 0 ? add(before[v], grads[name]) : grads[name]));
        });
        dispose(before);
      }
      this.optimizer.step(gradients, learningRate);
      return loss;
    } finally {
      dispose(gradients);
    }
  }

  *loss(inputs: Float32Array, slopes: Float32Array): InPieces<number> {
    let loss = 0;
    for (const [i, { x, wanted, share }] of this.blocks(inputs, slopes).entries()) {
      if (i > 0) yield;
      loss += share * tidy(() => this.blockLoss(x, wanted).dataSync()[0]);
    }
    return loss;
  }

  model(): MlpModel {
    return this.network.toModel();
  }

  memory(): OptimizerMemory {
    return this.optimizer.memory();
  }

  dispose(): void {
    this.network.dispose();
    this.optimizer.dispose();
  }

  /** Rows in blocks that a slow engine gets through in time; `share` is a block's part of them. */
  private blocks(inputs: Float32Array, slopes: Float32Array): { x: Float32Array; wanted: Float32Array; share: number }[] {
    const { dimension, layers } = this.shape;
    const products = layers.reduce((sum, layer) => sum + layer.inputs * layer.outputs, 0);
    const most = Math.max(1, Math.floor(MOST_PRODUCTS / products));
    const count = slopes.length / dimension;
    return Array.from({ length: Math.ceil(count / most) }, (_, i) => {
      const [first, end] = [i * most, Math.min(count, (i + 1) * most)];
      const x = inputs.subarray(first * (dimension + 1), end * (dimension + 1));
      return { x, wanted: slopes.subarray(first * dimension, end * dimension), share: (end - first) / count };
    });
  }

  /** Mean over the rows of a block. */
  private blockLoss(inputs: Float32Array, slopes: Float32Array): Scalar {
    const { dimension } = this.shape;
    const count = slopes.length / dimension;
    const x = tensor2d(withTimeFeatures(inputs, count, this.shape), [count, inputWidth(this.shape)]);
    return matchingLoss(this.network, x, tensor2d(slopes, [count, dimension]));
  }
}

/** The rows with the time features of the network after each t. */
function withTimeFeatures(inputs: Float32Array, count: number, { dimension, timeFeatures = 0 }: MlpModel): Float32Array {
  if (timeFeatures === 0) return inputs;
  const from = dimension + 1;
  const width = from + 2 * timeFeatures;
  const rows = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    rows.set(inputs.subarray(row * from, (row + 1) * from), row * width);
    writeTimeFeatures(inputs[row * from + dimension], timeFeatures, rows, row * width + from);
  }
  return rows;
}
