import { fieldTime } from '../model-time.ts';
import type { DenseLayer, MlpModel, ScalarField } from '../models/types.ts';
import { activate, activationSlopes } from './activations.ts';
import { combined } from './combined.ts';
import { checkLayers } from './mlp-velocity.ts';
import { writeTimes } from './time-features.ts';

/**
 * The exact divergence of a network's velocity: one derivative forward through the layers for each axis.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension
 */
export function mlpDivergence(model: MlpModel): ScalarField {
  checkLayers(model);
  const { condition } = model;
  if (!condition || condition.guidance === 0) return divergenceAt(model, undefined);
  const ofClass = divergenceAt(model, condition.class);
  return condition.guidance === 1 ? ofClass : combined(divergenceAt(model, undefined), ofClass, condition.guidance);
}

/** @param chosen  the class that is meant; all when undefined */
function divergenceAt(model: MlpModel, chosen: number | undefined): ScalarField {
  const { dimension, classes = 0, layers, activation } = model;
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
      if (chosen !== undefined) input[dimension + chosen] = 1;
      writeTimes(model, time, time, input, dimension + classes);
      for (let l = 0; l < layers.length; l++) {
        if (dimension === 2) affineRowsOfPlane(layers[l], input, output, widest);
        else for (let row = 0; row < rows; row++) affineRow(layers[l], input, output, row * widest, row === 0);
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

/** All three rows at once, each weight read once: takes half of the time. */
function affineRowsOfPlane({ inputs, outputs, weights, bias }: DenseLayer, input: Float64Array, output: Float64Array, widest: number): void {
  for (let o = 0; o < outputs; o++) {
    output[o] = bias[o];
    output[widest + o] = output[2 * widest + o] = 0;
  }
  for (let i = 0; i < inputs; i++) {
    const value = input[i];
    const along = input[widest + i];
    const across = input[2 * widest + i];
    const column = i * outputs;
    for (let o = 0; o < outputs; o++) {
      const weight = weights[column + o];
      output[o] += value * weight;
      output[widest + o] += along * weight;
      output[2 * widest + o] += across * weight;
    }
  }
}
