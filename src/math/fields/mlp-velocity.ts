import { ArgumentError } from '../argument-error.ts';
import { fieldTime } from '../model-time.ts';
import type { Coordinates } from '../points.ts';
import type { DenseLayer, MlpModel, VelocityField } from '../models/types.ts';
import { activate } from './activations.ts';
import { underCondition } from './conditioned-network.ts';
import { checkClasses, checkTimeFeatures, checkTimes, inputWidth, writeTimes } from './time-features.ts';

/** Points that go through the network together, a multiple of 4: their activations stay in the first cache. */
const BLOCK = 16;

/**
 * The velocity of a network from its plain weights, in float64 arithmetic over float32 weights; of one with two times its average velocity as well.
 *
 * @throws ArgumentError when the layers do not fit each other or the dimension; the field itself throws one when `t` is outside [0, 1]
 */
export function mlpVelocity(model: MlpModel): VelocityField {
  checkLayers(model);
  const { dimension, layers, activation, classes = 0 } = model;
  const inputs = inputWidth(model);
  const seen = new Float64Array(inputs - dimension);
  const widest = Math.max(...layers.map((layer) => Math.max(layer.inputs, layer.outputs)));
  const columns = layers.map(columnsOf);
  let input = new Float64Array(BLOCK * widest);
  let output = new Float64Array(BLOCK * widest);
  const averageOf = (chosen: number | undefined) => (x: Coordinates, s: number, t: number, out: Coordinates): void => {
    seen.fill(0, 0, classes);
    if (chosen !== undefined) seen[chosen] = 1;
    writeTimes(model, fieldTime(s), fieldTime(t), seen, classes);
    const count = x.length / dimension;
    for (let first = 0; first < count; first += BLOCK) {
      const points = Math.min(BLOCK, count - first);
      for (let point = 0; point < points; point++) {
        const at = point * inputs;
        for (let k = 0; k < dimension; k++) input[at + k] = x[(first + point) * dimension + k];
        for (let k = 0; k < seen.length; k++) input[at + dimension + k] = seen[k];
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
  return velocityOf(model, underCondition(model, averageOf));
}

/** The velocity of a network that is evaluated by `average`, and that average velocity itself where the network has two times. */
export function velocityOf({ times }: MlpModel, average: NonNullable<VelocityField['average']>): VelocityField {
  const velocity: VelocityField = (x, t, out) => average(x, t, t, out);
  return times === 2 ? Object.assign(velocity, { average }) : velocity;
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
  checkTimes(model.times);
  checkTimeFeatures(model.timeFeatures);
  checkClasses(model);
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
