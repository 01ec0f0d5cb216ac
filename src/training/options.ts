import { ACTIVATIONS, MOST_CLASSES, MOST_TIME_FEATURES, inputWidth, namedSchedule, type Mixture, type MlpModel, type ScheduleName } from '../math/index.ts';
import { TrainingError } from './training-error.ts';
import type { CouplingName, OptimizerMemory, OptimizerName, Pairs, TrainingMemory } from './types.ts';

export const COUPLINGS: readonly CouplingName[] = ['independent', 'ot', 'sinkhorn'];

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
  /** The class of each component of the target, a place among those that the network knows; what it is taught of them when absent is nothing. */
  readonly classes?: Int32Array;
  /** Learn from these pairs (reflow) instead of draws from `source` and `target`. */
  readonly pairs?: Pairs;
}

export const TARGETS = ['conditional', 'marginal'] as const;
/** What a network is to say at X_t: the velocity of the pair that was drawn, or the exact mean over all pairs whose paths pass there. */
export type TargetsName = (typeof TARGETS)[number];

export const OPTIMIZERS: readonly OptimizerName[] = ['adam', 'sgd'];

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

/** One run of conditional flow matching, or of MeanFlow where the network has two times, under a linear warm-up and a cosine to zero. */
export interface TrainingOptions extends Task, OptimizerSettings {
  /** Of the report that `initial` and `firstStep` come from; without it the optimiser starts afresh, with batches of its own. */
  readonly memory?: TrainingMemory;
  /** `conditional` when absent; `marginal` is known of independent ends alone. */
  readonly targets?: TargetsName;
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
  /** Optimiser steps after which the network is kept, beside the usual ones: the last 32 of them. */
  readonly keep?: readonly number[];
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
  const { source, target, initial, firstStep, steps, batch, learningRate, warmup = 0, keep = [], engine = 'auto' } = options;
  const { dimension } = source;
  if (target.dimension !== dimension || initial.dimension !== dimension) {
    refuse(`source, target and network must have the same dimension, not ${dimension}, ${target.dimension} and ${initial.dimension}.`);
  }
  if (!Number.isInteger(batch) || batch < 1 || batch > MOST_ROWS) refuse(`batch must be a whole number from 1 to ${MOST_ROWS}, not ${batch}.`);
  if (!Number.isInteger(steps) || steps < 1) refuse(`steps must be a whole number, 1 or more, not ${steps}.`);
  if (!Number.isInteger(firstStep) || firstStep < 0) refuse(`firstStep must be a whole number, 0 or more, not ${firstStep}.`);
  if (!(learningRate > 0 && learningRate < Infinity)) refuse(`learningRate must be a number above 0, not ${learningRate}.`);
  if (!Number.isInteger(warmup) || warmup < 0 || warmup >= steps) refuse(`warmup must be a whole number from 0 to below ${steps}, not ${warmup}.`);
  if (!keep.every((step) => Number.isInteger(step) && step >= 0)) refuse(`keep must be whole numbers, 0 or more, not ${keep.join(', ')}.`);
  if (!ENGINES.includes(engine)) refuse(`engine must be ${ENGINES.join(' or ')}, not "${String(engine)}".`);
  checkTask(options);
  checkTargets(options);
  checkClassesOf(options);
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

function checkTargets({ targets = 'conditional', coupling = 'independent', pairs, classes, initial }: TrainingOptions): void {
  if (!TARGETS.includes(targets)) refuse(`targets must be ${TARGETS.join(' or ')}, not "${String(targets)}".`);
  if (targets === 'marginal' && (coupling !== 'independent' || pairs)) refuse('targets can be marginal where the ends of paths are drawn independently, and not otherwise.');
  if (targets === 'marginal' && classes && initial.classes) refuse('targets can be marginal where the network knows no classes, and not otherwise.');
}

function checkClassesOf({ target, classes, pairs, initial }: TrainingOptions): void {
  const most = initial.classes ?? 0;
  const isClass = (place: number): boolean => Number.isInteger(place) && place >= 0 && place < most;
  if (classes && (classes.length !== target.weights.length || !classes.every(isClass))) refuse(`classes must be one of the network's ${most} for each of the ${target.weights.length} components of the target.`);
  if (pairs?.classes && (pairs.classes.length !== pairs.x0.count || !pairs.classes.every(isClass))) refuse(`pairs must have one of the network's ${most} classes each.`);
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

function checkNetwork({ dimension, times = 1, timeFeatures = 0, classes = 0, layers, activation }: MlpModel): void {
  if (!ACTIVATIONS.includes(activation)) refuse(`activation must be one of ${ACTIVATIONS.join(', ')}, not "${String(activation)}".`);
  if (times !== 1 && times !== 2) refuse(`times must be 1 or 2, not ${String(times)}.`);
  if (!Number.isInteger(timeFeatures) || timeFeatures < 0 || timeFeatures > MOST_TIME_FEATURES) {
    refuse(`timeFeatures must be a whole number from 0 to ${MOST_TIME_FEATURES}, not ${timeFeatures}.`);
  }
  if (!Number.isInteger(classes) || classes < 0 || classes > MOST_CLASSES) refuse(`classes must be a whole number from 0 to ${MOST_CLASSES}, not ${classes}.`);
  let width = inputWidth({ dimension, times, timeFeatures, classes });
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
