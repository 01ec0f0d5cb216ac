import type { Activation } from '../models/types.ts';

/** Klambauer et al. 2017, the constants to which tfjs and PyTorch round. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** Apply an activation to the first `length` numbers, in place. One loop for each, so that no call is made per number. */
export function activate(activation: Activation, values: Float64Array, length: number): void {
  switch (activation) {
    case 'silu':
      for (let i = 0; i < length; i++) values[i] = values[i] / (1 + Math.exp(-values[i]));
      return;
    case 'elu':
      for (let i = 0; i < length; i++) if (values[i] < 0) values[i] = Math.expm1(values[i]);
      return;
    case 'selu':
      for (let i = 0; i < length; i++) {
        values[i] = SELU_SCALE * (values[i] < 0 ? SELU_ALPHA * Math.expm1(values[i]) : values[i]);
      }
      return;
    case 'relu':
      for (let i = 0; i < length; i++) if (values[i] < 0) values[i] = 0;
      return;
    case 'tanh':
      for (let i = 0; i < length; i++) values[i] = Math.tanh(values[i]);
      return;
    case 'softplus':
      for (let i = 0; i < length; i++) values[i] = Math.max(values[i], 0) + Math.log1p(Math.exp(-Math.abs(values[i])));
  }
}

/** Derivative of an activation at the first `length` numbers, before they are activated. */
export function activationSlopes(activation: Activation, values: Float64Array, length: number, out: Float64Array): void {
  for (let i = 0; i < length; i++) out[i] = slope(activation, values[i]);
}

function slope(activation: Activation, z: number): number {
  const logistic = 1 / (1 + Math.exp(-z));
  switch (activation) {
    case 'silu':
      return logistic * (1 + z * (1 - logistic));
    case 'elu':
      return z < 0 ? Math.exp(z) : 1;
    case 'selu':
      return SELU_SCALE * (z < 0 ? SELU_ALPHA * Math.exp(z) : 1);
    case 'relu':
      return z > 0 ? 1 : 0;
    case 'tanh':
      return 1 - Math.tanh(z) ** 2;
    case 'softplus':
      return logistic;
  }
}
