import type { MlpModel } from '../math/index.ts';

/**
 * A network that learns by Adam from the loss of conditional flow matching (Lipman et al. 2023, eq. 9): the mean over rows of
 * `|v_theta(X_t, t) - slope|^2`, summed over axes. Owns memory until `dispose`.
 */
export interface TrainingEngine {
  /** Words for the reader, for example `tfjs wasm`. */
  readonly name: string;
  /**
   * One optimiser step.
   *
   * @param inputs  `[rows, dimension + 1]`: X_t, then t
   * @param slopes  `[rows, dimension]`: what to predict
   * @returns the loss before the step; after one that is not finite the network is of no use
   */
  step(inputs: Float32Array, slopes: Float32Array, learningRate: number): number;
  /** The loss on any number of rows, from which nothing is learned. */
  loss(inputs: Float32Array, slopes: Float32Array): number;
  /** The network as it stands, in buffers of its own. */
  model(): MlpModel;
  dispose(): void;
}

/** What Kingma and Ba 2015 recommend, and every engine takes. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
