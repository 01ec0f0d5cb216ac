import {
  add, AdamOptimizer, matMul, mul, registerGradient, sigmoid, square, sub, sum, tensor1d, tensor2d, tidy, variable, type Scalar, type Tensor, type Tensor2D, type Variable,
} from '@tensorflow/tfjs-core';
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad.js';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad.js';
import { sigmoidGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad.js';
import { inOneGo, mlpVelocity, type MlpModel, type VelocityField } from '../../src/math/index.ts';
import { useBackend, type Backend } from '../../src/training/engine.ts';
import { compileKernels, networkField, SimdEngine, type KernelModule } from '../../src/training/simd/index.ts';
import { TfjsEngine } from '../../src/training/tfjs-engine.ts';
import { TfjsOperation } from './tfjs-operation.ts';
import { ADAM } from '../../src/training/training-engine.ts';
import { VelocityNetwork } from '../../src/training/velocity-network.ts';

/** Something to measure: made for one network, then cranked. */
export interface Contestant<Work> {
  readonly name: string;
  /** Called before each turn; false where it cannot run. */
  choose(): Promise<boolean>;
  /** Called once, at the first turn. */
  prepare(model: MlpModel): { work: Work; dispose(): void };
}

export type Step = (inputs: Float32Array, slopes: Float32Array) => number;

const LEARNING_RATE = 1e-3;

/** What any page writes with tfjs: a product, a sum and an activation for each layer, differentiated operation by operation. */
class StockNetwork {
  private readonly variables: Variable[];
  private readonly model: MlpModel;

  constructor(model: MlpModel) {
    this.model = model;
    this.variables = model.layers.flatMap(({ inputs, outputs, weights, bias }) => [variable(tensor2d(weights, [inputs, outputs])), variable(tensor1d(bias))]);
  }

  velocity(inputs: Tensor2D): Tensor2D {
    const last = this.model.layers.length - 1;
    return this.model.layers.reduce((x: Tensor, _, l) => {
      const y = add(matMul(x, this.variables[2 * l]), this.variables[2 * l + 1]);
      return l < last ? mul(y, sigmoid(y)) : y;
    }, inputs) as Tensor2D;
  }

  dispose(): void {
    this.variables.forEach((owned) => owned.dispose());
  }
}

function stock(backend: Backend): Contestant<Step> {
  return {
    name: `tfjs ${backend}, stock`,
    choose: () => useBackend(backend),
    prepare(model) {
      [addGradConfig, batchMatMulGradConfig, sigmoidGradConfig].forEach(registerGradient);
      const network = new StockNetwork(model);
      const optimizer = new AdamOptimizer(LEARNING_RATE, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
      const work: Step = (inputs, slopes) => tidy(() => {
        const rows = slopes.length / model.dimension;
        const x = tensor2d(inputs, [rows, model.dimension + 1]);
        const wanted = tensor2d(slopes, [rows, model.dimension]);
        return (optimizer.minimize(() => mul(sum(square(sub(network.velocity(x), wanted))), 1 / rows), true) as Scalar).dataSync()[0];
      });
      return { work, dispose: () => { network.dispose(); optimizer.dispose(); } };
    },
  };
}

function reference(backend: Backend): Contestant<Step> {
  return {
    name: `tfjs ${backend}, reference engine`,
    choose: () => useBackend(backend),
    prepare(model) {
      const engine = new TfjsEngine(model, backend);
      return { work: (inputs, slopes) => inOneGo(engine.step(inputs, slopes, LEARNING_RATE)), dispose: () => engine.dispose() };
    },
  };
}

function simd(name: KernelModule['name']): Contestant<Step> {
  return {
    name,
    choose: () => Promise.resolve(compileKernels(name) !== null),
    prepare(model) {
      const engine = new SimdEngine(model, compileKernels(name)!);
      return { work: (inputs, slopes) => inOneGo(engine.step(inputs, slopes, LEARNING_RATE)), dispose: () => engine.dispose() };
    },
  };
}

/** On the cpu backend, whose tensors are plain arrays: nothing else of tfjs's has to be crossed. */
const operation: Contestant<Step> = {
  name: 'SIMD as one operation of tfjs',
  choose: async () => compileKernels('SIMD') !== null && (await useBackend('cpu')),
  prepare(model) {
    const network = new TfjsOperation(model, compileKernels('SIMD')!);
    return { work: (inputs, slopes) => network.step(inputs, slopes), dispose: () => network.dispose() };
  },
};

/** Ours, which train networks of two times as well. */
export const ownSteppers = [reference('wasm'), reference('cpu'), simd('SIMD'), simd('relaxed SIMD')];
/** The first is what the others are compared with. */
export const steppers = [stock('wasm'), stock('cpu'), reference('wasm'), reference('cpu'), operation, simd('SIMD'), simd('relaxed SIMD')];

function tfjsField(backend: Backend, name: string, Network: typeof VelocityNetwork | typeof StockNetwork): Contestant<VelocityField> {
  return {
    name: `tfjs ${backend}, ${name}`,
    choose: () => useBackend(backend),
    prepare(model) {
      const network = new Network(model);
      const { dimension } = model;
      const work: VelocityField = (x, t, out) => {
        const count = x.length / dimension;
        const rows = new Float32Array(count * (dimension + 1));
        for (let i = 0; i < count; i++) {
          for (let k = 0; k < dimension; k++) rows[i * (dimension + 1) + k] = x[i * dimension + k];
          rows[i * (dimension + 1) + dimension] = t;
        }
        out.set(tidy(() => network.velocity(tensor2d(rows, [count, dimension + 1])).dataSync()));
      };
      return { work, dispose: () => network.dispose() };
    },
  };
}

function simdField(name: KernelModule['name']): Contestant<VelocityField> {
  return {
    name,
    choose: () => Promise.resolve(compileKernels(name) !== null),
    prepare: (model) => ({ work: networkField(model, compileKernels(name)!), dispose: () => undefined }),
  };
}

const plainJavaScript: Contestant<VelocityField> = {
  name: 'plain JavaScript in float64',
  choose: () => Promise.resolve(true),
  prepare: (model) => ({ work: mlpVelocity(model), dispose: () => undefined }),
};

export const evaluators = [tfjsField('wasm', 'stock', StockNetwork), tfjsField('wasm', 'reference engine', VelocityNetwork), tfjsField('cpu', 'stock', StockNetwork), plainJavaScript, simdField('SIMD'), simdField('relaxed SIMD')];
