import type { Mixture, MlpModel } from '../math/index.ts';
import { TrainingError } from './training-error.ts';

/** One run of conditional flow matching: independent coupling, linear schedule, Adam under a cosine to zero. */
export interface TrainingOptions {
  readonly source: Mixture;
  readonly target: Mixture;
  readonly initial: MlpModel;
  /** The optimiser step that `initial` stands at. */
  readonly firstStep: number;
  /** Optimiser steps at which the run is over. */
  readonly steps: number;
  /** Pairs in each optimiser step. */
  readonly batch: number;
  /** At step 0; it falls to zero over `steps`. */
  readonly learningRate: number;
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

/** Refuse what no run can begin with, by the name of what is wrong. */
export function checkOptions({ source, target, initial, firstStep, steps, batch, learningRate, engine = 'auto' }: TrainingOptions): void {
  const refuse = (problem: string): never => {
    throw new TrainingError('bad-request', problem);
  };
  const { dimension } = source;
  if (target.dimension !== dimension || initial.dimension !== dimension) {
    refuse(`source, target and network must have the same dimension, not ${dimension}, ${target.dimension} and ${initial.dimension}.`);
  }
  if (!Number.isInteger(batch) || batch < 1 || batch > MOST_ROWS) refuse(`batch must be a whole number from 1 to ${MOST_ROWS}, not ${batch}.`);
  if (!Number.isInteger(steps) || steps < 1) refuse(`steps must be a whole number, 1 or more, not ${steps}.`);
  if (!Number.isInteger(firstStep) || firstStep < 0) refuse(`firstStep must be a whole number, 0 or more, not ${firstStep}.`);
  if (!(learningRate > 0 && learningRate < Infinity)) refuse(`learningRate must be a number above 0, not ${learningRate}.`);

  if (!ENGINES.includes(engine)) refuse(`engine must be ${ENGINES.join(' or ')}, not "${String(engine)}".`);

  let width = dimension + 1;
  let count = 0;
  for (const { inputs, outputs, weights, bias } of initial.layers) {
    if (inputs !== width || weights.length !== inputs * outputs || bias.length !== outputs) refuse('the layers of the network do not fit together.');
    width = outputs;
    count += weights.length + outputs;
  }
  if (width !== dimension) refuse('the layers of the network do not fit together.');
  if (count > MOST_WEIGHTS) refuse(`the network has ${count} weights, more than the ${MOST_WEIGHTS} that can be trained here.`);
}
