import { fieldTime } from '../model-time.ts';
import type { DenseLayer, MlpModel, ScalarField } from '../models/types.ts';
import { activate, activationSlopes } from './activations.ts';
import { checkLayers } from './mlp-velocity.ts';
import { writeTimeFeatures } from './time-features.ts';

/**
 * The exact divergence of a network's velocity: one derivative forward through the layers for each axis.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension
 */
export function mlpDivergence(model: MlpModel): ScalarField {
  checkLayers(model);
  const { dimension, timeFeatures = 0, layers, activation } = model;
  const widest = Math.max(...layers.map((layer) => Math.max(layer.inputs, layer.outputs)));
  // Row 0 carries the values, row k + 1 the derivatives by axis k.
  const rows = dimension + 1;
  let input = new Float64Array(rows * widest);
  let output = new Float64Array(rows * widest);
  const slopes = new Float64Array(widest);
  return (x, t, out) => {
    const time = fieldTime(t);
    for (let at = 0, point = 0; at < x.length; at += dimension, point++) {
      input.fill(0);
      for (let k = 0; k < dimension; k++) {
        input[k] = x[at + k];
        input[(k + 1) * widest + k] = 1;
      }
      input[dimension] = time;
      writeTimeFeatures(time, timeFeatures, input, dimension + 1);
      for (let l = 0; l < layers.length; l++) {
        for (let row = 0; row < rows; row++) affineRow(layers[l], input, output, row * widest, row === 0);
        if (l + 1 < layers.length) {
          const units = layers[l].outputs;
          activationSlopes(activation, output, units, slopes);
          activate(activation, output, units);
          for (let row = 1; row < rows; row++) for (let unit = 0; unit < units; unit++) output[row * widest + unit] *= slopes[unit];
        }
        const swap = input;
        input = output;
        output = swap;
      }
      let trace = 0;
      for (let k = 0; k < dimension; k++) trace += input[(k + 1) * widest + k];
      out[point] = trace;
    }
  };
}

function affineRow({ inputs, outputs, weights, bias }: DenseLayer, input: Float64Array, output: Float64Array, row: number, withBias: boolean): void {
  for (let o = 0; o < outputs; o++) output[row + o] = withBias ? bias[o] : 0;
  for (let i = 0; i < inputs; i++) {
    const value = input[row + i];
    if (value === 0) continue;
    const column = i * outputs;
    for (let o = 0; o < outputs; o++) output[row + o] += value * weights[column + o];
  }
}
