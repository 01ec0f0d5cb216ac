import type { InPieces, MlpModel } from '../math/index.ts';
import type { OptimizerMemory } from './types.ts';

/**
 * A network that learns from the loss of conditional flow matching (Lipman et al. 2023, eq. 9): the mean over rows of
 * `|v_theta(X_t, t) - slope|^2`, summed over axes. One with two times learns from that of MeanFlow (Geng et al. 2025, eq. 9 to 11, in this direction
 * of time): the mean of `|u_theta(X_s, s, t) - target|^2`, where `target = slope + (t - s) d/ds u_theta` along the path is held constant; where
 * s = t both are the same. Owns memory until `dispose`.
 */
export interface TrainingEngine {
  /** Words for the reader, for example `tfjs wasm`. */
  readonly name: string;
  /**
   * One optimiser step, in pieces that take a fraction of a second where network and batch are largest and WebAssembly is forbidden.
   * Nothing is learned before the last; another step begins only then.
   *
   * @param inputs  `[rows, rowWidth]`: X_t, a 1 at the class of X_1 or only 0, then t; or X_s, the class, then s and t
   * @param slopes  `[rows, dimension]`: the velocities of the paths
   * @returns the loss before the step; after one that is not finite the network is of no use
   */
  step(inputs: Float32Array, slopes: Float32Array, learningRate: number): InPieces<number>;
  /** The loss on any number of rows, from which nothing is learned. */
  loss(inputs: Float32Array, slopes: Float32Array): InPieces<number>;
  /** The network as it stands, in buffers of its own. */
  model(): MlpModel;
  /** What the optimiser has come to know, in buffers of its own: an engine that is made with it goes on bit by bit alike. */
  memory(): OptimizerMemory;
  dispose(): void;
}

/** What Kingma and Ba 2015 recommend, and every engine takes. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** Of SGD, when a run names none. */
export const DEFAULT_MOMENTUM = 0.9;

/** Keeps a gradient of length 0 from being divided by it; PyTorch's `clip_grad_norm_` takes the same. */
const LEAST_NORM = 1e-6;

/**
 * What a gradient is multiplied with so that it is no longer than `clipNorm` (Pascanu et al. 2013, algorithm 1).
 *
 * @param norm  its length over all weights and biases
 */
export const clipFactor = (norm: number, clipNorm: number): number => (norm > clipNorm ? clipNorm / (norm + LEAST_NORM) : norm <= clipNorm ? 1 : NaN);
