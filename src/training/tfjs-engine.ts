import { add, dispose, mul, tensor2d, tidy, variableGrads, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { inputWidth, rowWidth, writeTimes, type InPieces, type MlpModel } from '../math/index.ts';
import type { Backend } from './engine.ts';
import { matchingLoss } from './loss.ts';
import { meanFlowTargets } from './mean-flow-targets.ts';
import type { OptimizerSettings } from './options.ts';
import { TensorOptimizer } from './tensor-optimizer.ts';
import type { TrainingEngine } from './training-engine.ts';
import type { OptimizerMemory } from './types.ts';
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
      for (const { x, wanted, share, isFirst } of this.blocks(inputs, slopes)) {
        if (!isFirst) yield;
        const before = gradients;
        gradients = tidy(() => {
          const { value, grads } = variableGrads(() => mul(this.blockLoss(x, wanted), share), [...variables]);
          loss += value.dataSync()[0];
          return variables.map(({ name }, v) => (isFirst ? grads[name] : add(before[v], grads[name])));
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
    for (const { x, wanted, share, isFirst } of this.blocks(inputs, slopes)) {
      if (!isFirst) yield;
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

  /** Rows in blocks that a slow engine gets through in time, and what to predict there; `share` is a block's part of them. */
  private *blocks(inputs: Float32Array, slopes: Float32Array): Generator<{ x: Float32Array; wanted: Float32Array; share: number; isFirst: boolean }> {
    const { shape, network } = this;
    const { dimension, layers, times = 1 } = shape;
    const width = rowWidth(shape);
    const products = layers.reduce((sum, layer) => sum + layer.inputs * layer.outputs, 0);
    const most = Math.max(1, Math.floor(MOST_PRODUCTS / products));
    const count = slopes.length / dimension;
    for (let first = 0; first < count; first += most) {
      const end = Math.min(count, first + most);
      const x = withTimeFeatures(inputs.subarray(first * width, end * width), end - first, shape);
      const velocities = slopes.subarray(first * dimension, end * dimension);
      yield { x, wanted: times === 2 ? meanFlowTargets(network, x, velocities, shape) : velocities, share: (end - first) / count, isFirst: first === 0 };
    }
  }

  /** Mean over the rows of a block. */
  private blockLoss(x: Float32Array, wanted: Float32Array): Scalar {
    const { dimension } = this.shape;
    const count = wanted.length / dimension;
    return matchingLoss(this.network, tensor2d(x, [count, inputWidth(this.shape)]), tensor2d(wanted, [count, dimension]));
  }
}

/** The rows with the time features of the network behind their times. */
function withTimeFeatures(inputs: Float32Array, count: number, shape: MlpModel): Float32Array {
  const { times = 1, timeFeatures = 0 } = shape;
  if (timeFeatures === 0) return inputs;
  const from = rowWidth(shape);
  const before = from - times;
  const width = inputWidth(shape);
  const rows = new Float32Array(count * width);
  for (let row = 0; row < count; row++) {
    const [s, t] = inputs.subarray(row * from + before, (row + 1) * from);
    rows.set(inputs.subarray(row * from, row * from + before), row * width);
    writeTimes(shape, s, t, rows, row * width + before);
  }
  return rows;
}
