import { createRandom, resumeRandom, type InPieces, type Random, type RandomState } from '../math/index.ts';
import { Batches } from './batches.ts';
import type { MakeEngine } from './choose-engine.ts';
import { learningRateAt } from './learning-rate.ts';
import { marginalTargets } from './marginal-targets.ts';
import type { TrainingOptions } from './options.ts';
import type { TrainingEngine } from './training-engine.ts';
import type { TrainingMemory } from './types.ts';

/** The stream of random numbers that batches are drawn from; held-out draws and clouds have others of the same seed. */
const BATCH_STREAM = 102;

/** Batches and optimiser steps on them, one after the other; owns memory until `dispose`. */
export class Learner {
  readonly engine: TrainingEngine;
  /** The batch of the latest step. */
  readonly batches: Batches;
  private readonly options: TrainingOptions;
  private readonly random: Random;
  /** Where it stood before the batch of the step that is under way. */
  private randomState: RandomState;
  /** Where the network is to learn the exact velocity. */
  private readonly toMarginal: ((batches: Batches) => InPieces<void>) | undefined;

  constructor(options: TrainingOptions, makeEngine: MakeEngine) {
    const { initial, firstStep, batch, seed, memory } = options;
    this.options = options;
    // A run that resumes without a memory draws batches of its own: those of its first half are not seen twice.
    this.random = memory ? resumeRandom(memory.random) : createRandom(seed + firstStep, BATCH_STREAM);
    this.randomState = this.random.state();
    this.batches = new Batches({ ...options, count: batch, random: this.random, network: initial });
    this.toMarginal = options.targets === 'marginal' ? marginalTargets(options) : undefined;
    this.engine = makeEngine(initial, options);
  }

  /** Draw a batch and learn from it. @param done  steps before this one @returns the loss before the step */
  *step(done: number): InPieces<number> {
    const { batches, engine, toMarginal } = this;
    batches.draw();
    if (toMarginal) yield* toMarginal(batches);
    const loss = yield* engine.step(batches.inputs, batches.slopes, this.learningRate(done));
    this.randomState = this.random.state();
    return loss;
  }

  /** Of the step after so many. */
  learningRate(done: number): number {
    const { learningRate: peak, warmup = 0, steps } = this.options;
    return learningRateAt(done, { peak, warmup, steps });
  }

  /** To go on from the latest step; in buffers of its own. */
  memory(): TrainingMemory {
    return { ...this.engine.memory(), random: structuredClone(this.randomState) };
  }

  dispose(): void {
    this.engine.dispose();
  }
}
