import { ACTIVATIONS, datasetNames, MOST_GUIDANCE, namedSchedule, POLYNOMIAL_POWERS, type Dataset, type ScheduleName } from '../../math/index.ts';
import type { SolverName } from '../../worker/index.ts';
import { form, law, number, numberOr, numbers, word } from './builders.ts';
import type { Values } from './row.ts';

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
  source: law<Dataset>('source', 'law at time 0; `gaussian` is standard normal', { default: 'gaussian', names: datasetNames, isData: isDataset }),
  target: law<Dataset>('target', 'law of the data', { default: 'moons', names: datasetNames, isData: isDataset }),
  dataCount: number('data-count', 'so many draws of `target` are the data, alone: the exact field leads to them, and the network learns from nothing else; of a file so many of its rows; 0 is the whole law', { default: 0, low: 0, high: 10_000, isWhole: true }),
  schedule: form<ScheduleName>('schedule', 'how `X_t` runs from `X_0` to `X_1`', {
    default: 'linear', forms: ['linear', 'cosine', 'variance-preserving', 'polynomial-N'], ranges: { 'polynomial-N': POLYNOMIAL_POWERS }, accepts: isSchedule,
  }),
  coupling: word(
    'coupling',
    'which ends belong together in training, as drawn or by minibatch optimal transport, exact or entropic; only for the first the exact field, and with it density and floor, is known: figures that would show it say so',
    ['independent', 'ot', 'sinkhorn'],
  ),
  epsilon: number('epsilon', 'strength of the entropy of `coupling="sinkhorn"`, in squared units of the figure: small is near optimal transport, large near independent', { default: 0.1, low: 1e-3, high: 1e3, isWhole: false }),
  condition: form<string>('condition', 'class of the data (a word in the column that `condition-column` names) to which exact field and network lead; `none` leads to all', { default: 'none', forms: ['none', 'NAME'], accepts: (name) => name.trim() !== '' }),
  guidance: number('guidance', 'how far beyond its `condition` a field is pushed, `v + w (v_c - v)`: 1 is the field of the class, 0 that of all data; above 1 the cloud has no law in closed form', { default: 1, low: 0, high: MOST_GUIDANCE, isWhole: false }),
  seed: number('seed', 'one seed for clouds, initial weights and batches', { default: 1, low: 0, high: 2 ** 32 - 1, isWhole: true }),
};

/** No author's: a trainer or a script sets it on the flow. */
export const MODEL = {
  model: word('model', 'what clouds follow that name no model: the exact field, or the network', ['exact', 'learned']),
};

/** How a flow's network is trained: shared as well. */
export const TRAINING = {
  objective: word(
    'objective',
    'what the network learns: the velocity `v(x, t)`, or, as MeanFlow does, the average velocity `u(x, s, t)` from `s` to `t`, with which one step of `solver="average-velocity"` is enough',
    ['flow-matching', 'mean-flow'],
  ),
  targets: word(
    'targets',
    'what the network is to say at `X_t`: the velocity of the pair that was drawn (`conditional`), or the exact mean over all pairs whose paths pass there (`marginal`), which has the same mean gradient without its noise; known for `coupling="independent"` alone, and reflow learns its pairs in any case',
    ['conditional', 'marginal'],
  ),
  steps: number('steps', 'optimiser steps of a run', { default: 2000, low: 1, high: 100_000, isWhole: true }),
  batch: number('batch', 'pairs drawn for each step', { default: 256, low: 1, high: 8192, isWhole: true }),
  optimizer: word('optimizer', 'how weights are moved; `sgd` is gradient descent with momentum', ['adam', 'sgd']),
  momentum: number('momentum', 'what `sgd` keeps of its last direction', { default: 0.9, low: 0, high: 0.999, isWhole: false }),
  learningRate: number('learning-rate', 'the largest step size; it follows a cosine to 0', { default: 0.02, low: 1e-6, high: 1, isWhole: false }),
  warmup: number('warmup', 'optimiser steps over which the step size rises to its largest', { default: 0, low: 0, high: 50_000, isWhole: true }),
  clipNorm: number('clip-norm', 'gradients longer than this are shortened to it; 0 leaves them', { default: 0, low: 0, high: 1e6, isWhole: false }),
  hiddenLayers: numbers('hidden-layers', 'widths of the hidden layers', { default: [64, 64, 64], low: 1, high: 512, most: 8 }),
  activation: word('activation', 'non-linearity between the layers', ACTIVATIONS),
  timeFeatures: number('time-features', 'so many frequencies of `t`, as sines and cosines, that the network sees beside `t`', { default: 0, low: 0, high: 16, isWhole: true }),
  engine: word('engine', '`auto` is the fastest that the browser allows; `tfjs` the reference, differentiated by TensorFlow.js', ['auto', 'tfjs']),
};

/** How a figure carries a cloud: each figure's own, so that two figures of one flow can use two solvers. */
export const CLOUD = {
  solver: word<SolverName>(
    'solver',
    'how a step is made: `euler` (one evaluation of the field), `heun`, `midpoint` (two), `rk4` (four), `dopri5` (its own steps, by a tolerance), `average-velocity` (one evaluation of what `objective="mean-flow"` has learned; of other models the flow itself, which one step follows to its end), `sde` (the stochastic equation with the same `p_t`)',
    ['heun', 'euler', 'midpoint', 'rk4', 'dopri5', 'average-velocity', 'sde'],
  ),
  steps: number('steps', 'solver steps from `t = 0` to `t = 1`; `dopri5` chooses its own', { default: 32, low: 1, high: 512, isWhole: true }),
  tolerance: number('tolerance', 'error that `dopri5` allows in one step, relative to 1 plus the number’s size', { default: 1e-4, low: 1e-10, high: 0.1, isWhole: false }),
  noise: numberOr('noise', 'level of `sde`, whose `p_t` is the flow’s at every level: `dX = (v + g²/2 score) dt + g dW` with `g = noise · sigma(t)`; 0 is the flow, and `diffusion` has the noise of the diffusion with the flow’s schedule, `g² = 2 sigma (alpha’ sigma − alpha sigma’) / alpha`', { word: 'diffusion', default: 1, low: 0, high: 10, isWhole: false }),
  count: number('count', 'points of the cloud', { default: 600, low: 1, high: 20_000, isWhole: true }),
};

/** How chosen points are carried back to the source and forward to the data. */
export const PATHS = {
  at: number('at', 'time at which chosen points stand', { default: 0, low: 0, high: 1, isWhole: false }),
  solver: CLOUD.solver,
  steps: CLOUD.steps,
  tolerance: CLOUD.tolerance,
};

/** All that a flow's members share. */
export const FLOW = { ...PROBLEM, ...MODEL, ...TRAINING };

export interface FlowParameters extends Values<typeof FLOW> {}
export interface PathsOptions extends Values<typeof PATHS> {}
export interface CloudOptions extends Values<typeof CLOUD> {}
