import { add, mul, div, square, sqrt, sub, sum, tensor, tidy, variable, type Tensor, type Variable } from '@tensorflow/tfjs-core';
import type { OptimizerSettings } from './options.ts';
import { ADAM, clipFactor, DEFAULT_MOMENTUM } from './training-engine.ts';
import type { OptimizerMemory } from './types.ts';

/** Adam and SGD over the variables of tfjs, with running means that can be read and given back. Owns them until `dispose`. */
export class TensorOptimizer {
  private readonly variables: readonly Variable[];
  private readonly settings: OptimizerSettings;
  /** In the order of the variables: of the gradient, then, by Adam alone, of its square. */
  private readonly means: readonly Variable[];
  private steps: number;

  constructor(variables: readonly Variable[], settings: OptimizerSettings) {
    const { optimizer, memory } = settings;
    this.variables = variables;
    this.settings = settings;
    this.steps = memory?.optimizerSteps ?? 0;
    const shapes = [...variables, ...(optimizer === 'sgd' ? [] : variables)].map(({ shape, size }) => ({ shape, size }));
    this.means = shapes.map(({ shape, size }, i) => {
      const initial = tensor(memory?.slots[i] ?? new Float32Array(size), shape);
      const mean = variable(initial, false);
      initial.dispose();
      return mean;
    });
  }

  /** Move the variables against their `gradients`, which are in the same order. */
  step(gradients: readonly Tensor[], learningRate: number): void {
    this.steps++;
    tidy(() => {
      const { clipNorm } = this.settings;
      const shortened = clipNorm === undefined ? gradients : clipped(gradients, clipNorm);
      shortened.forEach((gradient, i) => (this.settings.optimizer === 'sgd' ? this.descend(i, gradient, learningRate) : this.adam(i, gradient, learningRate)));
    });
  }

  memory(): OptimizerMemory {
    return { optimizerSteps: this.steps, slots: this.means.map((mean) => Float32Array.from(mean.dataSync())) };
  }

  dispose(): void {
    for (const mean of this.means) mean.dispose();
  }

  /** Kingma and Ba 2015, algorithm 1. */
  private adam(i: number, gradient: Tensor, learningRate: number): void {
    const { variables, means, steps } = this;
    const { beta1, beta2, epsilon } = ADAM;
    const [first, second] = [means[i], means[variables.length + i]];
    first.assign(add(mul(first, beta1), mul(gradient, 1 - beta1)));
    second.assign(add(mul(second, beta2), mul(square(gradient), 1 - beta2)));
    const spread = add(sqrt(mul(second, 1 / (1 - beta2 ** steps))), epsilon);
    variables[i].assign(sub(variables[i], mul(div(first, spread), learningRate / (1 - beta1 ** steps))));
  }

  /** Sutskever et al. 2013, in PyTorch's form. */
  private descend(i: number, gradient: Tensor, learningRate: number): void {
    const mean = this.means[i];
    mean.assign(add(mul(mean, this.settings.momentum ?? DEFAULT_MOMENTUM), gradient));
    this.variables[i].assign(sub(this.variables[i], mul(mean, learningRate)));
  }
}

function clipped(gradients: readonly Tensor[], clipNorm: number): Tensor[] {
  const norm = Math.sqrt(gradients.reduce((total, gradient) => total + sum(square(gradient)).dataSync()[0], 0));
  const factor = clipFactor(norm, clipNorm);
  return gradients.map((gradient) => mul(gradient, factor));
}
