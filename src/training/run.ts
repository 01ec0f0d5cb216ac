import { createRandom, type MlpModel } from '../math/index.ts';
import { Batches } from './batches.ts';
import { chooseEngine, type MakeEngine } from './choose-engine.ts';
import { HeldOut } from './held-out.ts';
import { cosineDecay } from './learning-rate.ts';
import { checkOptions, type TrainingOptions } from './options.ts';
import { Speed } from './speed.ts';
import { TrainingError } from './training-error.ts';
import type { TrainingEngine } from './training-engine.ts';

export interface TrainingProgress {
  /** Words for the reader, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  /** Step and loss in turn, of every optimiser step since the last progress. */
  readonly curve: Float64Array;
  /** Exact floor of the loss on the held-out draws. */
  readonly floor: number;
  /** Loss minus floor on the held-out draws. */
  readonly excess: number;
  readonly stepsPerSecond: number;
  /** In buffers of its own. */
  readonly model: MlpModel;
}

/** Work is done in slices, so that messages are heard in between; one optimiser step is the least. */
const SLICE_MS = 8;
/** About three reports a second: the field between two is interpolated. */
const REPORT_MS = 340;

/** Streams of random numbers that belong to one seed. */
const HELD_OUT_STREAM = 101;
const BATCH_STREAM = 102;

/** A training as a machine that is cranked by slices; its engine owns memory until `dispose`. */
export class TrainingRun {
  private readonly options: TrainingOptions;
  private readonly engine: TrainingEngine;
  private readonly heldOut: HeldOut;
  private readonly batches: Batches;
  private readonly speed = new Speed();
  private curve: number[] = [];
  private step: number;
  private reportedStep: number;
  private reportedMs = -Infinity;

  constructor(options: TrainingOptions, makeEngine: MakeEngine) {
    checkOptions(options);
    const { source, target, initial, firstStep, batch, seed } = options;
    this.options = options;
    this.step = this.reportedStep = firstStep;
    this.heldOut = new HeldOut(source, target, createRandom(seed, HELD_OUT_STREAM));
    // A run that resumes draws batches of its own: those of its first half are not seen twice.
    this.batches = new Batches({ source, target, count: batch, random: createRandom(seed + firstStep, BATCH_STREAM) });
    this.engine = makeEngine(initial);
  }

  get isOver(): boolean {
    return this.step >= this.options.steps;
  }

  /** Whether there is news: at once after the first slice, then about three times a second, and whatever is left when the run rests. */
  isReportDue(isResting: boolean): boolean {
    if (this.step === this.reportedStep) return false;
    return isResting || performance.now() - this.reportedMs >= REPORT_MS;
  }

  /**
   * Work for at most 8 ms, or one optimiser step if that takes longer.
   *
   * @param most  optimiser steps that may be taken
   * @returns how many were
   * @throws TrainingError when the loss is not finite
   */
  advance(most = Infinity): number {
    const start = performance.now();
    const elapsedMs = (): number => performance.now() - start;
    if (!this.heldOut.isMeasured) {
      this.heldOut.measureFloor(() => elapsedMs() < SLICE_MS);
      return 0;
    }
    this.speed.mark(this.step, start);
    let taken = 0;
    do {
      this.takeStep();
      taken++;
    } while (!this.isOver && taken < most && elapsedMs() * (1 + 1 / taken) < SLICE_MS);
    this.speed.mark(this.step, performance.now());
    return taken;
  }

  /**
   * The state of the run; what it says of the curve is not said again.
   *
   * @throws TrainingError when the network is not finite
   */
  report(): TrainingProgress {
    const excess = this.heldOut.excess(this.engine);
    if (!Number.isFinite(excess)) throw this.diverged();
    const curve = Float64Array.from(this.curve);
    this.curve = [];
    this.reportedStep = this.step;
    this.reportedMs = performance.now();
    const { engine, step, heldOut, speed } = this;
    return { engine: engine.name, step, curve, floor: heldOut.floor, excess, stepsPerSecond: speed.stepsPerSecond, model: engine.model() };
  }

  dispose(): void {
    this.engine.dispose();
  }

  private takeStep(): void {
    const { batches, engine } = this;
    const { learningRate, steps } = this.options;
    batches.draw();
    const loss = engine.step(batches.inputs, batches.slopes, cosineDecay(learningRate, this.step, steps));
    if (!Number.isFinite(loss)) throw this.diverged();
    this.step++;
    this.curve.push(this.step, loss);
  }

  private diverged(): TrainingError {
    return new TrainingError(
      'training-diverged',
      `The loss stopped being a finite number at step ${this.step + 1}, so the network of step ${this.reportedStep} was kept. ` +
        `A learning rate below ${this.options.learningRate} may help.`,
    );
  }
}

/** Make the engine ready and begin a run. */
export async function startTraining(options: TrainingOptions): Promise<TrainingRun> {
  return new TrainingRun(options, await chooseEngine(options.engine ?? 'auto'));
}
