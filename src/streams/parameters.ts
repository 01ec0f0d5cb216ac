import { ACTIVATIONS, dataset, datasetNames, gaussianMixture, namedSchedule, type Activation, type Dataset, type ScheduleName } from '../math/index.ts';
import type { CouplingName, SolverName } from '../worker/index.ts';

/** A parameter that cannot be used. The message is a sentence: what was given, and what would be right. */
export class ParameterError extends RangeError {
  override readonly name = 'ParameterError';
  /** The attribute that an author would change. */
  readonly attribute: keyof FlowParameters;

  constructor(attribute: keyof FlowParameters, message: string) {
    super(message);
    this.attribute = attribute;
  }
}

/** Everything that decides what a flow shows. Numbers out of range are clamped by `clampParameters`. */
export interface FlowParameters {
  /** Law of X_0: a data set's name, or one made from data. `gaussian` is standard normal in the target's dimension. */
  readonly source: string | Dataset;
  /** Law of X_1: a data set's name, or one made from data. */
  readonly target: string | Dataset;
  /** How X_t runs from X_0 to X_1: `linear`, `cosine`, `variance-preserving` or `polynomial-N`. */
  readonly schedule: ScheduleName;
  /** Which ends of paths belong together in training: as drawn, or by minibatch optimal transport, exact or entropic. */
  readonly coupling: CouplingName;
  /** Strength of Sinkhorn's entropy in squared units of the points, 1e-3..1e3; only the coupling `sinkhorn` has one. */
  readonly epsilon: number;
  /** One seed for clouds, initial weights and batches; an integer in 0..2^32-1. */
  readonly seed: number;
  /** Which model the flow's trajectories follow: the exact field, or the network in training. */
  readonly model: 'exact' | 'learned';
  /** Optimiser steps of a training run, 1..100,000. */
  readonly trainingSteps: number;
  /** Pairs (X_0, X_1) drawn for each optimiser step, 1..8,192. */
  readonly batch: number;
  readonly optimizer: 'adam' | 'sgd';
  /** What SGD keeps of its last direction, 0..0.999; Adam has none. */
  readonly momentum: number;
  /** The largest step size of a run, 1e-6..1; it follows a cosine down to 0. */
  readonly learningRate: number;
  /** Optimiser steps over which the step size rises to its largest, 0..50,000 and fewer than `trainingSteps`. */
  readonly warmup: number;
  /** A gradient longer than this, over all weights together, is shortened to it; 0 leaves all as they are, at most 1e6. */
  readonly clipNorm: number;
  /** Widths of the hidden layers: 1 to 8 layers of 1..512 units. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  /** Sines and cosines of so many whole frequencies of t that the network sees beside t, 0..16. */
  readonly timeFeatures: number;
  /** What trains: `auto`, the fastest that this browser allows, or `tfjs`, the reference. */
  readonly engine: 'auto' | 'tfjs';
  readonly solver: SolverName;
  /** Solver steps from t = 0 to t = 1, 1..512. */
  readonly solverSteps: number;
  /** Points in the cloud, 1..20,000. */
  readonly count: number;
}

export const DEFAULT_PARAMETERS: FlowParameters = {
  source: 'gaussian',
  target: 'moons',
  schedule: 'linear',
  coupling: 'independent',
  epsilon: 0.1,
  seed: 1,
  model: 'exact',
  trainingSteps: 2000,
  batch: 256,
  optimizer: 'adam',
  momentum: 0.9,
  learningRate: 0.02,
  warmup: 0,
  clipNorm: 0,
  hidden: [64, 64, 64],
  activation: 'silu',
  timeFeatures: 0,
  engine: 'auto',
  solver: 'euler',
  solverSteps: 32,
  count: 600,
};

const RANGES = {
  seed: { low: 0, high: 2 ** 32 - 1, isWhole: true },
  trainingSteps: { low: 1, high: 100_000, isWhole: true },
  batch: { low: 1, high: 8192, isWhole: true },
  epsilon: { low: 1e-3, high: 1e3, isWhole: false },
  momentum: { low: 0, high: 0.999, isWhole: false },
  learningRate: { low: 1e-6, high: 1, isWhole: false },
  warmup: { low: 0, high: 50_000, isWhole: true },
  clipNorm: { low: 0, high: 1e6, isWhole: false },
  timeFeatures: { low: 0, high: 16, isWhole: true },
  solverSteps: { low: 1, high: 512, isWhole: true },
  count: { low: 1, high: 20_000, isWhole: true },
} as const;

const CHOICES = {
  model: ['exact', 'learned'],
  coupling: ['independent', 'ot', 'sinkhorn'],
  optimizer: ['adam', 'sgd'],
  solver: ['euler', 'heun'],
  activation: ACTIVATIONS,
  engine: ['auto', 'tfjs'],
} as const;

/** What is said of a word is no longer than a sentence. */
const cut = (word: string): string => (word.length > 60 ? `${word.slice(0, 60)}…` : word);

/** @throws ParameterError for a word that stands for nothing */
export function checkChoices(change: Partial<FlowParameters>): void {
  for (const name of Object.keys(CHOICES) as (keyof typeof CHOICES)[]) {
    const given: string | undefined = change[name];
    const known: readonly string[] = CHOICES[name];
    if (given !== undefined && !known.includes(given)) {
      throw new ParameterError(name, `There is no ${name} "${cut(given)}"; there are ${known.join(', ')}.`);
    }
  }
  if (change.schedule !== undefined) checkSchedule(change.schedule);
}

function checkSchedule(name: ScheduleName): void {
  try {
    namedSchedule(name);
  } catch {
    throw new ParameterError('schedule', `There is no schedule "${cut(name)}"; there are linear, cosine, variance-preserving and polynomial-N, such as polynomial-2.`);
  }
}

/** Another name for a parameter, to be said in words. */
export type Called = (name: keyof FlowParameters) => string;

type RangedName = keyof typeof RANGES;
const MAX_LAYERS = 8;
const MAX_WIDTH = 512;

/**
 * Bring numbers into their range; a number that is not finite is left out.
 *
 * @param called  what the one who gave a parameter calls it
 * @returns the change that can be taken, and one sentence for each number that was altered
 */
export function clampParameters(change: Partial<FlowParameters>, called: Called = (name) => name): { change: Partial<FlowParameters>; notes: string[] } {
  const taken: { -readonly [K in keyof FlowParameters]?: FlowParameters[K] } = { ...change };
  const notes: string[] = [];
  for (const name of Object.keys(RANGES) as RangedName[]) {
    const given = change[name];
    if (given === undefined) {
      delete taken[name];
      continue;
    }
    const { low, high, isWhole } = RANGES[name];
    if (!Number.isFinite(given)) {
      delete taken[name];
      notes.push(`${called(name)} = ${given} is not a number from ${low} to ${high}; it is left as it was.`);
      continue;
    }
    const fitted = Math.min(high, Math.max(low, isWhole ? Math.round(given) : given));
    if (fitted !== given) notes.push(`${called(name)} = ${given} is outside ${low} to ${high}${isWhole ? ', whole numbers' : ''}; ${fitted} is used.`);
    taken[name] = fitted;
  }
  if (change.hidden) {
    const fitted = change.hidden.slice(0, MAX_LAYERS).map((width) => Math.min(MAX_WIDTH, Math.max(1, Math.round(width) || 1)));
    if (fitted.length === 0) fitted.push(...DEFAULT_PARAMETERS.hidden);
    if (fitted.join() !== change.hidden.join()) {
      notes.push(`${called('hidden')} = ${change.hidden.slice(0, MAX_LAYERS + 1).join(',')} is outside 1 to ${MAX_LAYERS} layers of 1 to ${MAX_WIDTH} units; ${fitted.join(',')} is used.`);
    }
    taken.hidden = fitted;
  }
  return { change: taken, notes };
}

/** The two laws of a flow, both of the same dimension. */
export interface Laws {
  readonly source: Dataset;
  readonly target: Dataset;
}

/**
 * Look the names up.
 *
 * @throws ParameterError for an unknown name, or when the laws have different dimensions
 */
export function resolveLaws({ source, target }: Pick<FlowParameters, 'source' | 'target'>): Laws {
  const end = typeof target === 'string' ? named('target', target) : target;
  const start = source === 'gaussian' ? gaussian(end.dimension) : typeof source === 'string' ? named('source', source) : source;
  if (start.dimension !== end.dimension) {
    const message = `The source "${start.name}" has dimension ${start.dimension} and the target "${end.name}" ${end.dimension}; both must have the same.`;
    throw new ParameterError('source', message);
  }
  return { source: start, target: end };
}

/** In any dimension: training and solvers ask for no picture. */
const gaussian = (dimension: number): Dataset => ({ ...dataset('gaussian'), dimension, law: gaussianMixture(dimension) });

function named(parameter: 'source' | 'target', name: string): Dataset {
  if (!datasetNames().includes(name)) throw new ParameterError(parameter, `There is no data set "${cut(name)}"; there are ${datasetNames().join(', ')}.`);
  return dataset(name);
}
