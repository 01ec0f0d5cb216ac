import { createRandom, inOneGo, resumeRandom, type InPieces, type MlpModel, type Random, type RandomState } from '../math/index.ts';
import { Batches } from './batches.ts';
import { checkpointSteps } from './checkpoint-steps.ts';
import { chooseEngine, type MakeEngine } from './choose-engine.ts';
import { CloudMeter, type CloudQuality } from './cloud-quality.ts';
import { HeldOut, type HeldOutLoss } from './held-out.ts';
import { learningRateAt } from './learning-rate.ts';
import { checkOptions, type TrainingMemory, type TrainingOptions } from './options.ts';
import { Speed } from './speed.ts';
import { TrainingError } from './training-error.ts';
import type { TrainingEngine } from './training-engine.ts';

/** A network that a run has passed through. */
export interface Checkpoint {
  readonly step: number;
  /** In buffers of its own. */
  readonly model: MlpModel;
}

export interface TrainingProgress extends HeldOutLoss {
  /** Words for the reader, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  /** Step and loss in turn, of every optimiser step since the last progress. */
  readonly curve: Float64Array;
  /** The latest that was measured; absent until then. */
  readonly cloud?: CloudQuality;
  readonly stepsPerSecond: number;
  /** At that speed; Infinity until it is known. */
  readonly secondsLeft: number;
  /** Those since the last progress. */
  readonly checkpoints: readonly Checkpoint[];
  /** In buffers of its own. */
  readonly model: MlpModel;
  /** To go on from here; in buffers of its own. */
  readonly memory: TrainingMemory;
}

/** Work is done in slices, so that messages are heard in between; one optimiser step is the least. */
const SLICE_MS = 8;
/** About three reports a second: the field between two is interpolated. */
const REPORT_MS = 340;
/** Of all time, so much at most goes into measuring clouds. */
const CLOUD_SHARE = 0.08;

/** Streams of random numbers that belong to one seed. */
const HELD_OUT_STREAM = 101;
const BATCH_STREAM = 102;

/** A training as a machine that is cranked by slices; its engine owns memory until `dispose`. */
export class TrainingRun {
  private readonly options: TrainingOptions;
  private readonly engine: TrainingEngine;
  private readonly heldOut: HeldOut;
  private readonly random: Random;
  /** Where it stood before the batch of the step that is under way. */
  private randomState: RandomState;
  private readonly batches: Batches;
  private readonly speed = new Speed();
  private readonly cloud: CloudMeter;
  private readonly milestones: Set<number>;
  private pieces: InPieces<number> | undefined;
  private checkpoints: Checkpoint[] = [];
  private cloudMs = 0;
  private workMs = 0;
  private curve: number[] = [];
  private step: number;
  private reportedStep: number;
  private reportedMs = -Infinity;
  private reportedCloud: CloudQuality | undefined;

  constructor(options: TrainingOptions, makeEngine: MakeEngine) {
    checkOptions(options);
    const { source, target, initial, firstStep, batch, seed, memory } = options;
    this.options = options;
    this.step = this.reportedStep = firstStep;
    this.heldOut = new HeldOut(options, batch, createRandom(seed, HELD_OUT_STREAM));
    this.cloud = new CloudMeter(source, target, seed);
    this.milestones = new Set(checkpointSteps(options.steps, bytesOf(initial)));
    // A run that resumes without a memory draws batches of its own: those of its first half are not seen twice.
    this.random = memory ? resumeRandom(memory.random) : createRandom(seed + firstStep, BATCH_STREAM);
    this.randomState = this.random.state();
    this.batches = new Batches({ ...options, count: batch, random: this.random });
    this.engine = makeEngine(initial, options);
  }

  /** All steps were taken, and the cloud of the last one was measured. */
  get isOver(): boolean {
    return this.isLearned && this.cloud.latest?.step === this.step;
  }

  /** Whether there is news: at once after the first slice, then about three times a second, and whatever is left when the run rests. */
  isReportDue(isResting: boolean): boolean {
    if (this.step === this.reportedStep && !(isResting && this.cloud.latest !== this.reportedCloud)) return false;
    return isResting || performance.now() - this.reportedMs >= REPORT_MS;
  }

  /**
   * Work for at most 8 ms, or one piece of an optimiser step if that takes longer.
   *
   * @param most  optimiser steps that may be completed
   * @returns how many were
   * @throws TrainingError when the loss is not finite
   */
  advance(most = Infinity): number {
    const start = performance.now();
    const elapsedMs = (): number => performance.now() - start;
    let taken = 0;
    if (!this.heldOut.isReady) {
      this.heldOut.prepare(() => elapsedMs() < SLICE_MS);
    } else if (this.isCloudDue()) {
      this.measureCloud(() => elapsedMs() < SLICE_MS);
      this.cloudMs += elapsedMs();
    } else {
      this.speed.mark(this.step, start);
      let pieces = 0;
      do {
        if (this.takePiece()) taken++;
        pieces++;
      } while (!this.isLearned && taken < most && elapsedMs() * (1 + 1 / pieces) < SLICE_MS);
      this.speed.mark(this.step, performance.now());
    }
    this.workMs += elapsedMs();
    return taken;
  }

  /**
   * The state of the run; what it says of the curve is not said again.
   *
   * @throws TrainingError when the network is not finite
   */
  report(): TrainingProgress {
    return inOneGo(this.reporting());
  }

  /** `report` in pieces, between which the run must not advance. */
  *reporting(): InPieces<TrainingProgress> {
    const quality = yield* this.heldOut.loss(this.engine);
    if (!Number.isFinite(quality.loss)) throw this.diverged();
    const { engine, step, speed, checkpoints, cloud } = this;
    const { stepsPerSecond } = speed;
    const curve = Float64Array.from(this.curve);
    this.curve = [];
    this.checkpoints = [];
    this.reportedStep = step;
    this.reportedMs = performance.now();
    this.reportedCloud = cloud.latest;
    return {
      engine: engine.name,
      step,
      curve,
      ...quality,
      ...(cloud.latest && { cloud: cloud.latest }),
      stepsPerSecond,
      secondsLeft: step === this.options.steps ? 0 : stepsPerSecond > 0 ? (this.options.steps - step) / stepsPerSecond : Infinity,
      checkpoints,
      model: engine.model(),
      memory: { ...engine.memory(), random: structuredClone(this.randomState) },
    };
  }

  dispose(): void {
    this.pieces?.return(NaN);
    this.engine.dispose();
  }

  private get isLearned(): boolean {
    return this.step >= this.options.steps;
  }

  /** Whether the next slice belongs to the cloud: one that was begun, the last of all, or one that there is time for. */
  private isCloudDue(): boolean {
    const { cloud, step, options } = this;
    if (this.isLearned || cloud.isBusy) return true;
    return step > options.firstStep && this.cloudMs <= CLOUD_SHARE * this.workMs;
  }

  private measureCloud(isTimeLeft: () => boolean): void {
    const { cloud, step, engine } = this;
    if (!cloud.isBusy) cloud.begin(step, engine.model());
    do cloud.advance();
    while (cloud.isBusy && isTimeLeft());
  }

  /** Whether a step was completed by it. */
  private takePiece(): boolean {
    const { engine } = this;
    this.pieces ??= this.beginStep();
    const { done, value: loss } = this.pieces.next();
    if (!done) return false;
    this.pieces = undefined;
    this.randomState = this.random.state();
    if (!Number.isFinite(loss)) throw this.diverged();
    this.step++;
    this.curve.push(this.step, loss);
    if (this.milestones.has(this.step)) this.checkpoints.push({ step: this.step, model: engine.model() });
    return true;
  }

  private beginStep(): InPieces<number> {
    const { batches, engine } = this;
    const { learningRate: peak, warmup = 0, steps } = this.options;
    batches.draw();
    return engine.step(batches.inputs, batches.slopes, learningRateAt(this.step, { peak, warmup, steps }));
  }

  private diverged(): TrainingError {
    return new TrainingError(
      'training-diverged',
      `The loss stopped being a finite number at step ${this.step + 1}, so the network of step ${this.reportedStep} was kept. ` +
        `A learning rate below ${this.options.learningRate} may help.`,
    );
  }
}

const bytesOf = ({ layers }: MlpModel): number => layers.reduce((sum, { weights, bias }) => sum + weights.byteLength + bias.byteLength, 0);

/** Make the engine ready and begin a run. */
export async function startTraining(options: TrainingOptions): Promise<TrainingRun> {
  return new TrainingRun(options, await chooseEngine(options.engine ?? 'auto'));
}
