import { ArgumentError } from '../argument-error.ts';
import { checkCount } from '../mixtures.ts';
import type { Activation, DenseLayer, MlpModel } from '../models/types.ts';
import { createRandom } from '../random.ts';
import { checkClasses, checkTimeFeatures, checkTimes, inputWidth } from './time-features.ts';

/** Random streams below this number belong to the callers: clouds, batches, held-out draws. */
const WEIGHT_STREAM = 0x77656967;

/** A network that nothing here could train or evaluate in a reasonable time; refused before any memory is asked for. */
const MOST_WEIGHTS = 2 ** 24;

export interface NetworkOptions {
  /** Dimension of x and v. */
  readonly dimension: number;
  /** Units of each hidden layer; empty for an affine field. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** 2 for an average velocity u(x, s, t); 1 when absent, for a velocity v(x, t). */
  readonly times?: 1 | 2;
  /** Frequencies of t that the network sees beside t, 0..16; none when absent. */
  readonly timeFeatures?: number;
  /** Classes of the data that the network is to know, 0..64; none when absent. */
  readonly classes?: number;
  readonly seed: number;
}

/**
 * A network (x, t) -> v, or (x, s, t) -> u, with fresh weights, the same for the same seed on every machine. Weights and biases are uniform in
 * `+- 1 / sqrt(inputs)`, the default of PyTorch's `nn.Linear`.
 *
 * @throws ArgumentError when a size is not a whole number, 1 or more, `times` is neither 1 nor 2, `timeFeatures` is none of 0..16, `classes` none of 0..64, or there are more than 16 million weights
 */
export function createNetwork({ dimension, hidden, activation, times = 1, timeFeatures = 0, classes = 0, seed }: NetworkOptions): MlpModel {
  checkCount('dimension', dimension);
  hidden.forEach((units) => checkCount('hidden', units));
  if (!isActivation(activation)) throw new ArgumentError('activation', `must be one of ${ACTIVATIONS.join(', ')}, not "${String(activation)}"`);
  checkTimes(times);
  checkTimeFeatures(timeFeatures);
  checkClasses({ classes });
  const sizes = [inputWidth({ dimension, times, timeFeatures, classes }), ...hidden, dimension];
  const weights = sizes.slice(1).reduce((sum, outputs, layer) => sum + (sizes[layer] + 1) * outputs, 0);
  if (weights > MOST_WEIGHTS) throw new ArgumentError('hidden', `makes ${weights} weights; at most ${MOST_WEIGHTS} are allowed`);
  const random = createRandom(seed, WEIGHT_STREAM);
  const layers: DenseLayer[] = [];
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const inputs = sizes[layer];
    const outputs = sizes[layer + 1];
    const bound = 1 / Math.sqrt(inputs);
    const draw = (): number => bound * (2 * random.uniform() - 1);
    layers.push({
      inputs,
      outputs,
      weights: Float32Array.from({ length: inputs * outputs }, draw),
      bias: Float32Array.from({ length: outputs }, draw),
    });
  }
  return { kind: 'mlp', dimension, ...(times === 2 && { times }), ...(timeFeatures > 0 && { timeFeatures }), ...(classes > 0 && { classes }), activation, layers };
}

/** Every activation that a model may name. */
export const ACTIVATIONS: readonly Activation[] = ['silu', 'elu', 'selu', 'relu', 'tanh', 'softplus'];

function isActivation(name: string): name is Activation {
  return (ACTIVATIONS as readonly string[]).includes(name);
}
