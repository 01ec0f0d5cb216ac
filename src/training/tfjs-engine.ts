import { tensor2d, tidy, variableGrads, type Tensor2D } from '@tensorflow/tfjs-core';
import { inputWidth, writeTimeFeatures, type MlpModel } from '../math/index.ts';
import type { Backend } from './engine.ts';
import { matchingLoss } from './loss.ts';
import type { OptimizerMemory, OptimizerSettings } from './options.ts';
import { TensorOptimizer } from './tensor-optimizer.ts';
import type { TrainingEngine } from './training-engine.ts';
import { VelocityNetwork } from './velocity-network.ts';

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

  step(inputs: Float32Array, slopes: Float32Array, learningRate: number): number {
    const { network, optimizer } = this;
    return tidy(() => {
      const [x, wanted] = this.rows(inputs, slopes);
      const { value, grads } = variableGrads(() => matchingLoss(network, x, wanted), [...network.variables]);
      optimizer.step(network.variables.map(({ name }) => grads[name]), learningRate);
      return value.dataSync()[0];
    });
  }

  loss(inputs: Float32Array, slopes: Float32Array): number {
    return tidy(() => matchingLoss(this.network, ...this.rows(inputs, slopes)).dataSync()[0]);
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

  private rows(inputs: Float32Array, slopes: Float32Array): [Tensor2D, Tensor2D] {
    const { dimension } = this.shape;
    const count = slopes.length / dimension;
    const wanted = tensor2d(slopes, [count, dimension]);
    return [tensor2d(withTimeFeatures(inputs, count, this.shape), [count, inputWidth(this.shape)]), wanted];
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
