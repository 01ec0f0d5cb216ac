import { createRandom, inOneGo, type InPieces, type MlpModel } from '../math/index.ts';
import { checkpointSteps } from './checkpoint-steps.ts';
import { chooseEngine, type MakeEngine, type ReferenceEngine } from './choose-engine.ts';
import { CloudMeter } from './cloud-quality.ts';
import { HeldOut } from './held-out.ts';
import { Learner } from './learner.ts';
import { checkOptions, type TrainingOptions } from './options.ts';
import { Speed } from './speed.ts';
import { TrainingError } from './training-error.ts';
import type { Checkpoint, CloudQuality, HeldOutLoss, TrainingMemory } from './types.ts';

export interface TrainingProgress extends HeldOutLoss {
  /** Words for the reader, for example `wasm relaxed SIMD`. */
  readonly engine: string;
  readonly step: number;
  /** Step and loss in turn, of every optimiser step since the last progress. */
  readonly curve: Float64Array;
  /** The latest that was measured; absent until then. */
  readonly cloud?: CloudQuality;
  /** By the clock, without rests; 0 until it is known. */
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

/** The stream of random numbers that held-out draws are drawn from. */
const HELD_OUT_STREAM = 101;

/** A training as a machine that is cranked by slices; its engine owns memory until `dispose`. */
export class TrainingRun {
  private readonly options: TrainingOptions;
  private readonly learner: Learner;
  private readonly heldOut: HeldOut;
  private readonly speed = new Speed();
  private readonly cloud: CloudMeter;
  private readonly milestones: Set<number>;
  private pieces: InPieces<number> | undefined;
  /** A checkpoint that is measured, before anything else is done. */
  private keeping: InPieces<void> | undefined;
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
    const { source, target, initial, firstStep, batch, seed } = options;
    this.options = options;
    this.step = this.reportedStep = firstStep;
    this.heldOut = new HeldOut(options, batch, createRandom(seed, HELD_OUT_STREAM), initial);
    this.cloud = new CloudMeter(source, target, seed);
    this.milestones = new Set(checkpointSteps(options.steps, bytesOf(initial), options.keep));
    this.learner = new Learner(options, makeEngine);
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
    this.speed.goOn(start);
    if (!this.heldOut.isReady) {
      this.heldOut.prepare(() => elapsedMs() < SLICE_MS);
    } else if (this.keeping) {
      this.keep(this.keeping, () => elapsedMs() < SLICE_MS);
    } else if (this.isCloudDue()) {
      this.measureCloud(() => elapsedMs() < SLICE_MS);
      this.cloudMs += elapsedMs();
    } else {
      let pieces = 0;
      do {
        if (this.takePiece()) taken++;
        pieces++;
      } while (!this.isLearned && !this.keeping && taken < most && elapsedMs() * (1 + 1 / pieces) < SLICE_MS);
      if (taken > 0) this.speed.mark(this.step, performance.now());
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
    if (this.keeping) yield* this.keeping;
    this.keeping = undefined;
    const quality = yield* this.heldOut.loss(this.learner.engine);
    if (!Number.isFinite(quality.loss)) throw this.diverged();
    const { learner, learner: { engine }, step, speed, checkpoints, cloud } = this;
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
      memory: learner.memory(),
    };
  }

  /** Until the next slice time does not count. */
  rest(): void {
    this.speed.rest(performance.now());
  }

  dispose(): void {
    this.pieces?.return(NaN);
    this.learner.dispose();
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
    const { cloud, step, learner: { engine } } = this;
    if (!cloud.isBusy) cloud.begin(step, engine.model());
    do cloud.advance();
    while (cloud.isBusy && isTimeLeft());
  }

  private *measuring(): InPieces<void> {
    const { step, learner: { engine } } = this;
    const model = engine.model();
    this.checkpoints.push({ step, model, ...(yield* this.heldOut.loss(engine)) });
  }

  private keep(measuring: InPieces<void>, isTimeLeft: () => boolean): void {
    do if (measuring.next().done) return void (this.keeping = undefined);
    while (isTimeLeft());
  }

  /** Whether a step was completed by it. */
  private takePiece(): boolean {
    this.pieces ??= this.learner.step(this.step);
    const { done, value: loss } = this.pieces.next();
    if (!done) return false;
    this.pieces = undefined;
    if (!Number.isFinite(loss)) throw this.diverged();
    this.step++;
    this.curve.push(this.step, loss);
    if (this.milestones.has(this.step)) this.keeping = this.measuring();
    return true;
  }

  private diverged(): TrainingError {
    const { step: done, reportedStep: kept, options: { learningRate } } = this;
    const step = done + 1;
    return new TrainingError(
      'training-diverged',
      `The loss stopped being a finite number at step ${step}, so the network of step ${kept} was kept. A learning rate below ${learningRate} may help.`,
      { key: 'diverged', step, kept, learningRate },
    );
  }
}

const bytesOf = ({ layers }: MlpModel): number => layers.reduce((sum, { weights, bias }) => sum + weights.byteLength + bias.byteLength, 0);

/** Make the engine ready and begin a run. @throws TrainingError `worker-part` when it needs the reference and none is given */
export async function startTraining(options: TrainingOptions, reference?: ReferenceEngine): Promise<TrainingRun> {
  return new TrainingRun(options, await chooseEngine(options.engine ?? 'auto', reference));
}
