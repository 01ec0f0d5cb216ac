import { ACTIVATIONS, datasetNames, namedSchedule, type Dataset, type ScheduleName } from '../../math/index.ts';
import type { SolverName } from '../../worker/index.ts';
import { form, law, number, numbers, word, type Values } from './row.ts';

const isDataset = (given: unknown): given is Dataset => typeof given === 'object' && given !== null && 'law' in given && 'dimension' in given;

function isSchedule(name: string): boolean {
  try {
    return Boolean(namedSchedule(name as ScheduleName));
  } catch {
    return false;
  }
}

/** What a flow is about: shared by all figures that follow it. */
export const PROBLEM = {
  source: law<Dataset>('source', 'law at time 0: a name; `gaussian` is standard normal', { default: 'gaussian', names: datasetNames, isData: isDataset }),
  target: law<Dataset>('target', 'law of the data: a name (see below), or `text:FM` for letters', { default: 'moons', names: datasetNames, isData: isDataset }),
  schedule: form<ScheduleName>('schedule', 'how `X_t` runs from `X_0` to `X_1`', {
    default: 'linear', forms: ['linear', 'cosine', 'variance-preserving', 'polynomial-N'], accepts: isSchedule,
  }),
  coupling: word(
    'coupling',
    'which ends belong together in training: as drawn, or by minibatch optimal transport, exact or entropic; only for the first the exact field, and with it density and floor, is known: figures that would show it say so',
    ['independent', 'ot', 'sinkhorn'],
  ),
  seed: number('seed', 'one seed for clouds, initial weights and batches', { default: 1, low: 0, high: 2 ** 32 - 1, isWhole: true }),
  /** No attribute: a trainer in the flow sets it. */
  model: word('model', 'what clouds follow that name no model: the exact field, or the network', ['exact', 'learned']),
};

/** How a flow's network is trained: shared as well. */
export const TRAINING = {
  steps: number('steps', 'optimiser steps of a run', { default: 2000, low: 1, high: 100_000, isWhole: true }),
  batch: number('batch', 'pairs drawn for each step', { default: 256, low: 1, high: 8192, isWhole: true }),
  optimizer: word('optimizer', 'how weights are moved; `sgd` is gradient descent with momentum', ['adam', 'sgd']),
  momentum: number('momentum', 'what `sgd` keeps of its last direction', { default: 0.9, low: 0, high: 0.999, isWhole: false }),
  learningRate: number('learning-rate', 'the largest step size; it follows a cosine to 0', { default: 0.02, low: 1e-6, high: 1, isWhole: false }),
  warmup: number('warmup', 'optimiser steps over which the step size rises to its largest', { default: 0, low: 0, high: 50_000, isWhole: true }),
  clipNorm: number('clip-norm', 'gradients longer than this are shortened to it; 0 leaves them', { default: 0, low: 0, high: 1e6, isWhole: false }),
  epsilon: number('epsilon', 'strength of the entropy of `coupling="sinkhorn"`, in squared units of the figure', { default: 0.1, low: 1e-3, high: 1e3, isWhole: false }),
  hiddenLayers: numbers('hidden-layers', 'widths of the hidden layers', { default: [64, 64, 64], low: 1, high: 512, most: 8 }),
  activation: word('activation', 'non-linearity between the layers', ACTIVATIONS),
  timeFeatures: number('time-features', 'so many frequencies of `t`, as sines and cosines, that the network sees beside `t`', { default: 0, low: 0, high: 16, isWhole: true }),
  engine: word('engine', '`auto` is the fastest that the browser allows; `tfjs` the reference, differentiated by TensorFlow.js', ['auto', 'tfjs']),
};

/** How a figure carries a cloud: each figure's own, so that two figures of one flow can use two solvers. */
export const CLOUD = {
  solver: word<SolverName>(
    'solver',
    'how a step is made: `euler` (one evaluation of the field), `heun`, `midpoint` (two), `rk4` (four), `dopri5` (its own steps, by a tolerance), `sde` (the stochastic equation with the same `p_t`)',
    ['heun', 'euler', 'midpoint', 'rk4', 'dopri5', 'sde'],
  ),
  steps: number('steps', 'solver steps from `t = 0` to `t = 1`; `dopri5` chooses its own', { default: 32, low: 1, high: 512, isWhole: true }),
  tolerance: number('tolerance', 'error that `dopri5` allows in one step, relative to 1 plus the number’s size', { default: 1e-4, low: 1e-10, high: 0.1, isWhole: false }),
  noise: number('noise', 'level of `sde`: `dX = (v + g²/2 score) dt + g dW` with `g = noise · sigma(t)`; 0 is the flow', { default: 1, low: 0, high: 10, isWhole: false }),
  count: number('count', 'points of the cloud', { default: 600, low: 1, high: 20_000, isWhole: true }),
};

/** All that a flow's members share. */
export const FLOW = { ...PROBLEM, ...TRAINING };

export interface FlowParameters extends Values<typeof FLOW> {}
export interface CloudOptions extends Values<typeof CLOUD> {}
