import { AdamOptimizer, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { conditionalDraws, createRandom, type MlpModel, type Random } from '../math/index.ts';
import { bestBackend } from './engine.ts';
import { HeldOut } from './held-out.ts';
import { cosineDecay } from './learning-rate.ts';
import { matchingLoss } from './loss.ts';
import { networkInputs } from './network-inputs.ts';
import { checkOptions, type TrainingOptions } from './options.ts';
import { Speed } from './speed.ts';
import { TrainingError } from './training-error.ts';
import { VelocityNetwork } from './velocity-network.ts';

export interface TrainingProgress {
  /** Words for the reader, for example `tfjs wasm`. */
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

/** A training as a machine that is cranked by slices; it owns tensors until `dispose`. */
export class TrainingRun {
  private readonly options: TrainingOptions;
  private readonly engine: string;
  private readonly network: VelocityNetwork;
  private readonly optimizer: AdamOptimizer;
  private readonly heldOut: HeldOut;
  private readonly random: Random;
  private readonly speed = new Speed();
  private curve: number[] = [];
  private step: number;
  private reportedStep: number;
  private reportedMs = -Infinity;

  constructor(options: TrainingOptions, engine: string) {
    checkOptions(options);
    const { source, target, initial, firstStep, seed, learningRate } = options;
    this.options = options;
    this.engine = engine;
    this.step = this.reportedStep = firstStep;
    this.heldOut = new HeldOut(source, target, createRandom(seed, HELD_OUT_STREAM));
    // A run that resumes draws batches of its own: those of its first half are not seen twice.
    this.random = createRandom(seed + firstStep, BATCH_STREAM);
    this.network = new VelocityNetwork(initial);
    this.optimizer = new AdamOptimizer(learningRate, 0.9, 0.999, 1e-8);
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
    const excess = this.heldOut.excess(this.network);
    if (!Number.isFinite(excess)) throw this.diverged();
    const curve = Float64Array.from(this.curve);
    this.curve = [];
    this.reportedStep = this.step;
    this.reportedMs = performance.now();
    const { engine, step, heldOut, speed, network } = this;
    return { engine, step, curve, floor: heldOut.floor, excess, stepsPerSecond: speed.stepsPerSecond, model: network.toModel() };
  }

  dispose(): void {
    this.heldOut.dispose();
    this.network.dispose();
    this.optimizer.dispose();
  }

  private takeStep(): void {
    const { optimizer, network, random } = this;
    const { source, target, batch, learningRate, steps } = this.options;
    const draws = conditionalDraws({ source, target, count: batch, random });
    setLearningRate(optimizer, cosineDecay(learningRate, this.step, steps));
    const loss = tidy(() => {
      const inputs = tensor2d(networkInputs(draws), [batch, draws.dimension + 1]);
      const slopes = tensor2d(Float32Array.from(draws.velocity), [batch, draws.dimension]);
      return optimizer.minimize(() => matchingLoss(network, inputs, slopes), true, [...network.variables])!.dataSync()[0];
    });
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

/** tfjs reads the rate anew at each step but declares it protected. */
function setLearningRate(optimizer: AdamOptimizer, rate: number): void {
  (optimizer as unknown as { learningRate: number }).learningRate = rate;
}

/** Make the engine ready and begin a run. */
export async function startTraining(options: TrainingOptions): Promise<TrainingRun> {
  return new TrainingRun(options, `tfjs ${await bestBackend()}`);
}
