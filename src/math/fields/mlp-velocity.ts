import { ArgumentError } from '../argument-error.ts';
import { fieldTime } from '../model-time.ts';
import type { DenseLayer, MlpModel, VelocityField } from '../models/types.ts';
import { activate } from './activations.ts';
import { checkTimeFeatures, inputWidth, writeTimeFeatures } from './time-features.ts';

/** Points that go through the network together, a multiple of 4: their activations stay in the first cache. */
const BLOCK = 16;

/**
 * The velocity of a network from its plain weights, in float64 arithmetic over float32 weights.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension; the field itself throws one when `t` is outside [0, 1]
 */
export function mlpVelocity(model: MlpModel): VelocityField {
  checkLayers(model);
  const { dimension, timeFeatures = 0, layers, activation } = model;
  const inputs = inputWidth(model);
  const features = new Float64Array(2 * timeFeatures);
  const widest = Math.max(...layers.map((layer) => Math.max(layer.inputs, layer.outputs)));
  const columns = layers.map(columnsOf);
  let input = new Float64Array(BLOCK * widest);
  let output = new Float64Array(BLOCK * widest);
  return (x, t, out) => {
    const time = fieldTime(t);
    writeTimeFeatures(time, timeFeatures, features, 0);
    const count = x.length / dimension;
    for (let first = 0; first < count; first += BLOCK) {
      const points = Math.min(BLOCK, count - first);
      for (let point = 0; point < points; point++) {
        const at = point * inputs;
        for (let k = 0; k < dimension; k++) input[at + k] = x[(first + point) * dimension + k];
        input[at + dimension] = time;
        for (let k = 0; k < features.length; k++) input[at + dimension + 1 + k] = features[k];
      }
      for (let l = 0; l < layers.length; l++) {
        affine(layers[l], columns[l], input, output, points);
        if (l + 1 < layers.length) activate(activation, output, points * layers[l].outputs);
        const swap = input;
        input = output;
        output = swap;
      }
      for (let i = 0; i < points * dimension; i++) out[first * dimension + i] = input[i];
    }
  };
}

/** The weights `[outputs, inputs]` in float64: a dot product reads them in a row, and no number is widened twice. */
function columnsOf({ inputs, outputs, weights }: DenseLayer): Float64Array {
  const columns = new Float64Array(weights.length);
  for (let i = 0; i < inputs; i++) for (let o = 0; o < outputs; o++) columns[o * inputs + i] = weights[i * outputs + o];
  return columns;
}

/** Four points share each weight that is read; rows past `points` hold leftovers, which nobody reads. */
function affine({ inputs, outputs, bias }: DenseLayer, columns: Float64Array, input: Float64Array, output: Float64Array, points: number): void {
  for (let point = 0; point < points; point += 4) {
    const a = point * inputs;
    const b = a + inputs;
    const c = b + inputs;
    const d = c + inputs;
    for (let o = 0; o < outputs; o++) {
      const column = o * inputs;
      let sumA = bias[o];
      let sumB = sumA;
      let sumC = sumA;
      let sumD = sumA;
      for (let i = 0; i < inputs; i++) {
        const weight = columns[column + i];
        sumA += weight * input[a + i];
        sumB += weight * input[b + i];
        sumC += weight * input[c + i];
        sumD += weight * input[d + i];
      }
      const at = point * outputs + o;
      output[at] = sumA;
      output[at + outputs] = sumB;
      output[at + 2 * outputs] = sumC;
      output[at + 3 * outputs] = sumD;
    }
  }
}

/** Refuses layers that do not fit each other or the dimension. */
export function checkLayers(model: MlpModel): void {
  const { dimension, layers } = model;
  checkTimeFeatures(model.timeFeatures);
  let inputs = inputWidth(model);
  if (layers.length === 0) throw new ArgumentError('layers', 'needs at least one layer');
  layers.forEach((layer, l) => {
    if (layer.inputs !== inputs) throw new ArgumentError('layers', `layer ${l} takes ${layer.inputs} numbers, but ${inputs} come in`);
    if (layer.weights.length !== layer.inputs * layer.outputs) {
      throw new ArgumentError('layers', `layer ${l} has ${layer.weights.length} weights, not ${layer.inputs * layer.outputs}`);
    }
    if (layer.bias.length !== layer.outputs) {
      throw new ArgumentError('layers', `layer ${l} has ${layer.bias.length} biases, not ${layer.outputs}`);
    }
    inputs = layer.outputs;
  });
  if (inputs !== dimension) throw new ArgumentError('layers', `the last layer gives ${inputs} numbers, not ${dimension}`);
}
