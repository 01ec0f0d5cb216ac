import { rowWidth, writeTimeFeatures, type Coordinates, type DenseLayer, type MlpModel } from '../../math/index.ts';
import { instantiate, type KernelModule, type Kernels } from './kernels.ts';
import { PANEL, planMemory, roundUp, TILE, type MemoryPlan } from './memory-plan.ts';
import { fromPanels, toPanels } from './panels.ts';

/** Bytes of a row in a panel. */
export const ROW_BYTES = 32;

/** An `MlpModel` in the memory of its kernels. Rows go through it in blocks of at most `MOST_ROWS`; nothing is allocated on the way. */
export class SimdNetwork {
  readonly plan: MemoryPlan;
  readonly kernels: Kernels;
  /** The whole memory, as numbers of 4 bytes. */
  readonly numbers: Float32Array;
  /** Names and sizes; its weights are those it began with. */
  readonly shape: MlpModel;
  /** Of one time. */
  private readonly features: Float64Array;

  /**
   * @param copies  ranges as long as the parameters that are kept free behind them
   * @throws RangeError when there is not enough memory
   */
  constructor(model: MlpModel, module: KernelModule, copies = 0) {
    this.shape = model;
    this.plan = planMemory(model, copies);
    const { kernels, numbers } = instantiate(module, this.plan.bytes);
    this.kernels = kernels;
    this.numbers = numbers;
    this.features = new Float64Array(2 * (model.timeFeatures ?? 0));
    this.write(model.layers.flatMap(({ weights, bias }) => [weights, bias]));
  }

  /**
   * Overwrite the parameters, or another range that is laid out like them.
   *
   * @param values  weights and bias of each layer in turn
   * @param offset  bytes from the parameters to the range
   */
  write(values: readonly Float32Array[], offset = 0): void {
    this.shape.layers.forEach(({ inputs, outputs }, l) => {
      const planned = this.plan.layers[l];
      toPanels(values[2 * l], 0, inputs, outputs, this.numbers, (planned.weights + offset) / 4, planned.inputs);
      toPanels(values[2 * l + 1], 0, 1, outputs, this.numbers, (planned.bias + offset) / 4, 1);
    });
  }

  /**
   * The weights as they stand, in buffers of their own.
   *
   * @param offset  bytes from the parameters to another range that is laid out like them
   */
  layers(offset = 0): DenseLayer[] {
    return this.shape.layers.map(({ inputs, outputs }, l) => {
      const planned = this.plan.layers[l];
      const weights = new Float32Array(inputs * outputs);
      const bias = new Float32Array(outputs);
      fromPanels(this.numbers, (planned.weights + offset) / 4, planned.inputs, weights, 0, inputs, outputs);
      fromPanels(this.numbers, (planned.bias + offset) / 4, 1, bias, 0, 1, outputs);
      return { inputs, outputs, weights, bias };
    });
  }

  /**
   * Carry rows through the network; what each layer makes of them stays in memory.
   *
   * @param inputs  row-major, `rowWidth` numbers a row
   * @param first  the first row of the block
   * @param count  rows of the block, at most `MOST_ROWS`
   * @param learns  whether the activation's derivatives are also wanted, for the way back
   * @returns rows of each panel: `count`, filled up to whole tiles
   */
  forward(inputs: Float32Array, first: number, count: number, learns: boolean): number {
    const { kernels, plan } = this;
    const { activation, layers, times = 1 } = this.shape;
    const rows = roundUp(count, TILE);
    const stride = rows * ROW_BYTES;
    toPanels(inputs, first, count, rowWidth(this.shape), this.numbers, plan.activations[0] / 4, rows);
    for (let time = 0; time < times && this.features.length > 0; time++) this.addTimeFeatures(inputs, first, count, rows, time);
    plan.layers.forEach((layer, l) => {
      const y = plan.activations[l + 1];
      kernels.product(plan.activations[l], layers[l].inputs, layer.weights, layer.bias, y, rows, layer.inputs, layer.outputs, stride);
      if (l + 1 < plan.layers.length) kernels[activation](y, learns ? plan.derivatives[l] : 0, y + rows * layer.outputs * 4);
    });
    return rows;
  }

  /** Fill the columns that hold the features of one of the times. Rows of the same time stand together when a field is evaluated: they share the sines. */
  private addTimeFeatures(inputs: Float32Array, first: number, count: number, rows: number, which: number): void {
    const { features, numbers, plan, shape } = this;
    const width = rowWidth(shape);
    const columns = width + which * features.length;
    let t = NaN;
    for (let row = 0; row < count; row++) {
      const time = inputs[(first + row + 1) * width - (shape.times ?? 1) + which];
      if (time !== t) writeTimeFeatures((t = time), features.length / 2, features, 0);
      for (let k = 0; k < features.length; k++) {
        const column = columns + k;
        numbers[plan.activations[0] / 4 + ((column >> 3) * rows + row) * PANEL + (column & 7)] = features[k];
      }
    }
  }

  /** Velocities of the first `count` rows of `inputs`, at most `MOST_ROWS`, to `out` from point `first` on. */
  velocity(inputs: Float32Array, count: number, out: Coordinates, first: number): void {
    const rows = this.forward(inputs, 0, count, false);
    fromPanels(this.numbers, this.plan.activations.at(-1)! / 4, rows, out, first, count, this.shape.dimension);
  }
}
