import type { MlpModel } from '../../math/index.ts';

/** Columns that stand together; every matrix is stored in panels of so many (`kernels/products.ts`). */
export const PANEL = 8;
/** Rows of a tile. */
export const TILE = 4;
/** Rows that go through the network together: what they need stays in the processor's first caches. */
export const MOST_ROWS = 64;

const NUMBER_BYTES = 4;
/** Addresses start here: 0 stands for nothing. */
const FIRST = 1024;

export interface PlannedLayer {
  /** Columns with padding; what pads is 0 and stays so. */
  readonly inputs: number;
  readonly outputs: number;
  /** Address of the weights, `inputs` x `outputs`. */
  readonly weights: number;
  readonly bias: number;
}

/** Where everything that a network needs stands in the memory of its kernels; all are addresses in bytes. */
export interface MemoryPlan {
  readonly layers: readonly PlannedLayer[];
  /** All weights and biases, without a gap; other `copies` of this range follow it directly. */
  readonly parameters: number;
  readonly parameterBytes: number;
  /** What goes into each layer, and last what comes out: `MOST_ROWS` rows of each. */
  readonly activations: readonly number[];
  /** Derivatives of the activation after each layer but the last. */
  readonly derivatives: readonly number[];
  /** Room for `MOST_ROWS` rows of the widest layer. */
  readonly scratch: number;
  /** Room for as much again, of derivatives. */
  readonly tangent: number;
  /** Room for `MOST_ROWS` rows of output. */
  readonly wanted: number;
  /** Size of the memory. */
  readonly bytes: number;
}

export const roundUp = (count: number, unit: number): number => Math.ceil(count / unit) * unit;

/** @param copies  further ranges as long as the parameters: gradient and moments of a network that learns */
export function planMemory({ layers }: MlpModel, copies: number): MemoryPlan {
  let next = FIRST;
  const reserve = (numbers: number): number => {
    const address = next;
    next += numbers * NUMBER_BYTES;
    return address;
  };
  const planned = layers.map((layer): PlannedLayer => {
    const inputs = roundUp(layer.inputs, PANEL);
    const outputs = roundUp(layer.outputs, PANEL);
    return { inputs, outputs, weights: reserve(inputs * outputs), bias: reserve(outputs) };
  });
  const parameterBytes = next - FIRST;
  next += copies * parameterBytes;
  const rowsOf = (columns: number): number => reserve(MOST_ROWS * columns);
  const widths = [planned[0].inputs, ...planned.map(({ outputs }) => outputs)];
  return {
    layers: planned,
    parameters: FIRST,
    parameterBytes,
    activations: widths.map(rowsOf),
    derivatives: widths.slice(1, -1).map(rowsOf),
    scratch: rowsOf(Math.max(...widths)),
    tangent: rowsOf(Math.max(...widths)),
    wanted: rowsOf(planned[planned.length - 1].outputs),
    bytes: next,
  };
}
