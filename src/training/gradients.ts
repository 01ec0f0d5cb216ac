import { registerGradient } from '@tensorflow/tfjs-core';
import { eluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Elu_grad.js';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad.js';
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad.js';
import { seluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Selu_grad.js';
import { softplusGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Softplus_grad.js';
import { squareGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Square_grad.js';
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad.js';
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad.js';
import { tanhGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Tanh_grad.js';

/** How tfjs differentiates the operations between a network's input and its loss; dense layers and silu bring their own. */
export function registerGradients(): void {
  const gradients = [
    eluGradConfig, multiplyGradConfig, reluGradConfig, seluGradConfig, softplusGradConfig, squareGradConfig,
    subGradConfig, sumGradConfig, tanhGradConfig,
  ];
  gradients.forEach(registerGradient);
}
