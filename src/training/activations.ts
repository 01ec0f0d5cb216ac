import { add, customGrad, elu, mul, relu, selu, sigmoid, softplus, sub, tanh, type Tensor } from '@tensorflow/tfjs-core';
import type { Activation } from '../math/index.ts';

type Save = (tensors: Tensor[]) => void;

/** `x sigmoid(x)`; its derivative `s + x s (1 - s)` is written out because composing it takes twice the operations. */
const silu = customGrad((...inputs) => {
  const [x, save] = inputs as [Tensor, Save];
  const gate = sigmoid(x);
  const value = mul(x, gate);
  save([value, gate]);
  return {
    value,
    gradFunc: (slope, [value, gate]) => mul(slope, add(gate, mul(value, sub(1, gate)))),
  };
});

export const activations: Readonly<Record<Activation, (x: Tensor) => Tensor>> = { silu, elu, selu, relu, tanh, softplus };
