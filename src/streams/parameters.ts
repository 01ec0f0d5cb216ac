import { dataset, gaussianMixture, type Activation, type Dataset } from '../math/index.ts';
import type { SolverName } from '../worker/index.ts';

/** Everything that decides what a flow shows. Numbers out of range are clamped by `clampParameters`. */
export interface FlowParameters {
  /** Law of X_0: a data set's name, or one made from data. `gaussian` is standard normal in the target's dimension. */
  readonly source: string | Dataset;
  /** Law of X_1: a data set's name, or one made from data. */
  readonly target: string | Dataset;
  /** One seed for clouds, initial weights and batches; an integer in 0..2^32-1. */
  readonly seed: number;
  /** Which model the flow's trajectories follow: the exact field, or the network in training. */
  readonly model: 'exact' | 'learned';
  /** Optimiser steps of a training run, 1..100,000. */
  readonly trainingSteps: number;
  /** Pairs (X_0, X_1) drawn for each optimiser step, 1..8,192. */
  readonly batch: number;
  /** Adam's step size at the start of a run, 1e-6..1; it follows a cosine down to 0. */
  readonly learningRate: number;
  /** Widths of the hidden layers: 1 to 8 layers of 1..512 units. */
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly solver: SolverName;
  /** Solver steps from t = 0 to t = 1, 1..512. */
  readonly solverSteps: number;
  /** Points in the cloud, 1..20,000. */
  readonly count: number;
}

export const DEFAULT_PARAMETERS: FlowParameters = {
  source: 'gaussian',
  target: 'moons',
  seed: 1,
  model: 'exact',
  trainingSteps: 2000,
  batch: 256,
  learningRate: 0.02,
  hidden: [64, 64, 64],
  activation: 'silu',
  solver: 'euler',
  solverSteps: 32,
  count: 600,
};

const RANGES = {
  seed: { low: 0, high: 2 ** 32 - 1, isWhole: true },
  trainingSteps: { low: 1, high: 100_000, isWhole: true },
  batch: { low: 1, high: 8192, isWhole: true },
  learningRate: { low: 1e-6, high: 1, isWhole: false },
  solverSteps: { low: 1, high: 512, isWhole: true },
  count: { low: 1, high: 20_000, isWhole: true },
} as const;

type RangedName = keyof typeof RANGES;
const MAX_LAYERS = 8;
const MAX_WIDTH = 512;

/**
 * Bring numbers into their range; a number that is not finite is left out.
 *
 * @returns the change that can be taken, and one sentence for each number that was altered
 */
export function clampParameters(change: Partial<FlowParameters>): { change: Partial<FlowParameters>; notes: string[] } {
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
      notes.push(`${name} = ${given} is not a number from ${low} to ${high}; it is left as it was.`);
      continue;
    }
    const fitted = Math.min(high, Math.max(low, isWhole ? Math.round(given) : given));
    if (fitted !== given) notes.push(`${name} = ${given} is outside ${low} to ${high}${isWhole ? ', whole numbers' : ''}; ${fitted} is used.`);
    taken[name] = fitted;
  }
  if (change.hidden) {
    const fitted = change.hidden.slice(0, MAX_LAYERS).map((width) => Math.min(MAX_WIDTH, Math.max(1, Math.round(width) || 1)));
    if (fitted.length === 0) fitted.push(...DEFAULT_PARAMETERS.hidden);
    if (fitted.join() !== change.hidden.join()) {
      notes.push(`hidden = ${change.hidden.join(',')} is outside 1 to ${MAX_LAYERS} layers of 1 to ${MAX_WIDTH} units; ${fitted.join(',')} is used.`);
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
 * @throws the registry's error for an unknown name; RangeError when the dimensions differ
 */
export function resolveLaws(parameters: Pick<FlowParameters, 'source' | 'target'>): Laws {
  const target = typeof parameters.target === 'string' ? dataset(parameters.target) : parameters.target;
  const source = parameters.source === 'gaussian' ? standardNormal(target.dimension) : typeof parameters.source === 'string' ? dataset(parameters.source) : parameters.source;
  if (source.dimension !== target.dimension) {
    throw new RangeError(`The source "${source.name}" has ${source.dimension} dimensions and the target "${target.name}" ${target.dimension}; both must have the same.`);
  }
  return { source, target };
}

function standardNormal(dimension: number): Dataset {
  return { ...dataset('gaussian'), dimension, law: gaussianMixture(dimension) };
}
