import { customGrad, fused, matMul, sum, transpose, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';

type Save = (tensors: Tensor[]) => void;

const product = customGrad((...inputs) => {
  const [x, weights, bias, save] = inputs as [Tensor2D, Tensor2D, Tensor1D, Save];
  save([x, weights]);
  return {
    value: fused.matMul({ a: x, b: weights, bias }),
    gradFunc(slope, [x, weights]) {
      const upstream = slope as Tensor2D;
      return [
        matMul(upstream, transpose(weights as Tensor2D)),
        matMul(transpose(x as Tensor2D), upstream),
        sum(upstream, 0),
      ];
    },
  };
});

/**
 * `x W + b`, of `[rows, inputs]`, `[inputs, outputs]` and `[outputs]`. tfjs would differentiate it by products that
 * transpose as they go, for which its WebAssembly has no SIMD: transposing first makes a training step three times as fast.
 */
export const dense = (x: Tensor2D, weights: Tensor2D, bias: Tensor1D): Tensor2D => product(x, weights, bias) as Tensor2D;
