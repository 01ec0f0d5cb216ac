import { AdamOptimizer, tensor2d, tidy, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { MlpModel } from '../math/index.ts';
import type { Backend } from './engine.ts';
import { matchingLoss } from './loss.ts';
import { ADAM, type TrainingEngine } from './training-engine.ts';
import { VelocityNetwork } from './velocity-network.ts';

/** The reference: automatic differentiation by tfjs, on the backend that is in use when it is called. */
export class TfjsEngine implements TrainingEngine {
  readonly name: string;
  private readonly network: VelocityNetwork;
  private readonly optimizer = new AdamOptimizer(0, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  private readonly dimension: number;

  /** @param backend  the one in use */
  constructor(model: MlpModel, backend: Backend) {
    this.name = `tfjs ${backend}`;
    this.dimension = model.dimension;
    this.network = new VelocityNetwork(model);
  }

  step(inputs: Float32Array, slopes: Float32Array, learningRate: number): number {
    const { network, optimizer } = this;
    setLearningRate(optimizer, learningRate);
    return tidy(() => {
      const [x, wanted] = this.rows(inputs, slopes);
      const loss = optimizer.minimize(() => matchingLoss(network, x, wanted), true, [...network.variables]) as Scalar;
      return loss.dataSync()[0];
    });
  }

  loss(inputs: Float32Array, slopes: Float32Array): number {
    return tidy(() => matchingLoss(this.network, ...this.rows(inputs, slopes)).dataSync()[0]);
  }

  model(): MlpModel {
    return this.network.toModel();
  }

  dispose(): void {
    this.network.dispose();
    this.optimizer.dispose();
  }

  private rows(inputs: Float32Array, slopes: Float32Array): [Tensor2D, Tensor2D] {
    const count = slopes.length / this.dimension;
    return [tensor2d(inputs, [count, this.dimension + 1]), tensor2d(slopes, [count, this.dimension])];
  }
}

/** tfjs reads the rate anew at each step but declares it protected. */
function setLearningRate(optimizer: AdamOptimizer, rate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = rate;
}
