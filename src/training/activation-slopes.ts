import { add, elu, mul, relu, selu, sigmoid, square, step, sub, tanh, type Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../math/index.ts';

/** Klambauer et al. 2017. */
const SELU_SCALE = 1.0507009873554805;
const SELU_SCALED_ALPHA = 1.7580993408473766;

/** Derivatives of the activations at what goes into them, of operations that the training has anyhow. */
export const activationSlopes: Readonly<Record<Activation, (x: Tensor) => Tensor>> = {
  silu(x) {
    const gate = sigmoid(x);
    return add(gate, mul(mul(x, gate), sub(1, gate)));
  },
  // `exp(x) - 1` is the value below 0, and above it the value is x.
  elu: (x) => add(sub(elu(x), relu(x)), 1),
  selu: (x) => add(sub(selu(x), mul(relu(x), SELU_SCALE)), add(mul(step(x), SELU_SCALE - SELU_SCALED_ALPHA), SELU_SCALED_ALPHA)),
  relu: (x) => step(x),
  tanh: (x) => sub(1, square(tanh(x))),
  softplus: (x) => sigmoid(x),
};
