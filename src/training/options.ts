import { ACTIVATIONS, MOST_TIME_FEATURES, inputWidth, namedSchedule, type Mixture, type MlpModel, type Points, type RandomState, type ScheduleName } from '../math/index.ts';
import { TrainingError } from './training-error.ts';

export const COUPLINGS = ['independent', 'ot', 'sinkhorn'] as const;
/** How the ends of paths are paired: as drawn, by minibatch optimal transport, or by its entropic relative. */
export type CouplingName = (typeof COUPLINGS)[number];

/** Ends of paths that belong together: row i of `x0` with row i of `x1`. */
export interface Pairs {
  readonly x0: Points;
  readonly x1: Points;
}

/** What is to be learned. */
export interface Task {
  readonly source: Mixture;
  readonly target: Mixture;
  /** `linear` when absent. */
  readonly schedule?: ScheduleName;
  /** `independent` when absent. */
  readonly coupling?: CouplingName;
  /** Strength of Sinkhorn's entropy in squared units of the points, above 0; 0.1 when absent. */
  readonly epsilon?: number;
  /** Learn from these pairs (reflow) instead of draws from `source` and `target`. */
  readonly pairs?: Pairs;
}

export const OPTIMIZERS = ['adam', 'sgd'] as const;
/** How weights are moved against the gradient: by Adam, or by gradient descent with momentum. */
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** What an optimiser has come to know of its gradients. */
export interface OptimizerMemory {
  /** Steps that the running means have seen. */
  readonly optimizerSteps: number;
  /** Running means in the order weights, bias of every layer: Adam's of the gradient, then those of its square; SGD's momenta. */
  readonly slots: readonly Float32Array[];
}

/** What a run knows beside its weights: with it, it goes on as if it had never been interrupted. */
export interface TrainingMemory extends OptimizerMemory {
  /** Where the stream of random numbers stands that batches are drawn from. */
  readonly random: RandomState;
}

export interface OptimizerSettings {
  /** `adam` when absent. */
  readonly optimizer?: OptimizerName;
  /** What SGD keeps of its last direction, from 0 to below 1; 0.9 when absent. */
  readonly momentum?: number;
  /** A gradient whose norm over all weights and biases is larger is shortened to it, above 0; none is when absent. */
  readonly clipNorm?: number;
  /** Go on from here; from nothing when absent. */
  readonly memory?: OptimizerMemory;
}

/** One run of conditional flow matching under a linear warm-up and a cosine to zero. */
export interface TrainingOptions extends Task, OptimizerSettings {
  /** Of the report that `initial` and `firstStep` come from; without it the optimiser starts afresh, with batches of its own. */
  readonly memory?: TrainingMemory;
  readonly initial: MlpModel;
  /** The optimiser step that `initial` stands at. */
  readonly firstStep: number;
  /** Optimiser steps at which the run is over. */
  readonly steps: number;
  /** Pairs in each optimiser step. */
  readonly batch: number;
  /** The largest; it rises to it over `warmup` steps and falls to zero over the rest. */
  readonly learningRate: number;
  /** Optimiser steps, fewer than `steps`; 0 when absent. */
  readonly warmup?: number;
  readonly seed: number;
  /** `auto`, when absent: the fastest that this browser allows; `tfjs`: the reference. */
  readonly engine?: EngineChoice;
}

export const ENGINES = ['auto', 'tfjs'] as const;
export type EngineChoice = (typeof ENGINES)[number];

/** More weights than this take minutes a step and gigabytes in a browser. */
const MOST_WEIGHTS = 2 ** 22;
/** Rows of a batch at most: beyond it a step takes longer than a reader waits. */
const MOST_ROWS = 2 ** 16;

/** Refuse what no run can begin with, by the name of what is wrong, before anything is made of it. */
export function checkOptions(options: TrainingOptions): void {
  const { source, target, initial, firstStep, steps, batch, learningRate, warmup = 0, engine = 'auto' } = options;
  const { dimension } = source;
  if (target.dimension !== dimension || initial.dimension !== dimension) {
    refuse(`source, target and network must have the same dimension, not ${dimension}, ${target.dimension} and ${initial.dimension}.`);
  }
  if (!Number.isInteger(batch) || batch < 1 || batch > MOST_ROWS) refuse(`batch must be a whole number from 1 to ${MOST_ROWS}, not ${batch}.`);
  if (!Number.isInteger(steps) || steps < 1) refuse(`steps must be a whole number, 1 or more, not ${steps}.`);
  if (!Number.isInteger(firstStep) || firstStep < 0) refuse(`firstStep must be a whole number, 0 or more, not ${firstStep}.`);
  if (!(learningRate > 0 && learningRate < Infinity)) refuse(`learningRate must be a number above 0, not ${learningRate}.`);
  if (!Number.isInteger(warmup) || warmup < 0 || warmup >= steps) refuse(`warmup must be a whole number from 0 to below ${steps}, not ${warmup}.`);
  if (!ENGINES.includes(engine)) refuse(`engine must be ${ENGINES.join(' or ')}, not "${String(engine)}".`);
  checkTask(options);
  checkNetwork(initial);
  checkOptimizer(options);
}

function checkTask({ source, schedule = 'linear', coupling = 'independent', epsilon = 1, pairs }: Task): void {
  namedSchedule(schedule);
  if (!COUPLINGS.includes(coupling)) refuse(`coupling must be ${COUPLINGS.join(', ')}, not "${String(coupling)}".`);
  if (!(epsilon > 0 && epsilon < Infinity)) refuse(`epsilon must be a number above 0, not ${epsilon}.`);
  if (!pairs) return;
  const { x0, x1 } = pairs;
  for (const { dimension, count, coordinates } of [x0, x1]) {
    if (dimension !== source.dimension || count < 1 || count !== x0.count || coordinates.length !== count * dimension) {
      refuse('pairs must be two clouds of the same size, at least 1, in the dimension of the network.');
    }
    if (!coordinates.every(Number.isFinite)) refuse('pairs must be finite.');
  }
}

function checkOptimizer({ optimizer = 'adam', momentum = 0, clipNorm = 1, memory, initial }: TrainingOptions): void {
  if (!OPTIMIZERS.includes(optimizer)) refuse(`optimizer must be ${OPTIMIZERS.join(' or ')}, not "${String(optimizer)}".`);
  if (!(momentum >= 0 && momentum < 1)) refuse(`momentum must be a number from 0 to below 1, not ${momentum}.`);
  if (!(clipNorm > 0 && clipNorm < Infinity)) refuse(`clipNorm must be a number above 0, not ${clipNorm}.`);
  if (!memory) return;
  const { optimizerSteps, slots } = memory;
  const sizes = initial.layers.flatMap(({ weights, bias }) => [weights.length, bias.length]);
  const expected = optimizer === 'adam' ? [...sizes, ...sizes] : sizes;
  if (!Number.isInteger(optimizerSteps) || optimizerSteps < 0 || slots.map(({ length }) => length).join() !== expected.join()) {
    refuse('memory must be that of a report on the same network and optimizer.');
  }
}

function checkNetwork({ dimension, timeFeatures = 0, layers, activation }: MlpModel): void {
  if (!ACTIVATIONS.includes(activation)) refuse(`activation must be one of ${ACTIVATIONS.join(', ')}, not "${String(activation)}".`);
  if (!Number.isInteger(timeFeatures) || timeFeatures < 0 || timeFeatures > MOST_TIME_FEATURES) {
    refuse(`timeFeatures must be a whole number from 0 to ${MOST_TIME_FEATURES}, not ${timeFeatures}.`);
  }
  let width = inputWidth({ dimension, timeFeatures });
  let count = 0;
  for (const { inputs, outputs, weights, bias } of layers) {
    if (inputs !== width || weights.length !== inputs * outputs || bias.length !== outputs) refuse('the layers of the network do not fit together.');
    width = outputs;
    count += weights.length + outputs;
  }
  if (width !== dimension) refuse('the layers of the network do not fit together.');
  if (count > MOST_WEIGHTS) refuse(`the network has ${count} weights, more than the ${MOST_WEIGHTS} that can be trained here.`);
}

function refuse(problem: string): never {
  throw new TrainingError('bad-request', problem);
}
