import { exactFloor, type ConditionalDraws, type MixtureModel, type Random } from '../math/index.ts';
import { Batches } from './batches.ts';
import type { Task } from './options.ts';
import type { TrainingEngine } from './training-engine.ts';

/** Enough that the noise of the excess, about 2 sqrt(excess * floor / draws), stays below 0.01. */
const DRAWS = 2048;
/** Rows that are drawn, or whose exact velocity is computed, between two looks at the clock. */
const BLOCK = 64;
/** Equal parts of [0, 1] in which the loss is told apart by time. */
export const TIME_BINS = 10;

/** The loss on the held-out draws; floors are NaN where the exact field is not known. */
export interface HeldOutLoss {
  readonly loss: number;
  readonly floor: number;
  /** Mean over the draws of each tenth of [0, 1]. */
  readonly lossByTime: Float64Array;
  readonly floorByTime: Float64Array;
}

/**
 * Quality on draws that are fixed for the run and never trained on. The exact field is measured on the same ones, so that
 * the chance of the draws cancels out of the excess. Only for independent ends is the exact field known in closed form.
 */
export class HeldOut {
  private readonly model: MixtureModel | undefined;
  private readonly dimension: number;
  private readonly batches: Batches;
  /** Rows in the order of their times, once all are drawn. */
  private inputs: Float32Array;
  private slopes: Float32Array;
  private drawn = 0;
  private measured = 0;
  private readonly counts = new Float64Array(TIME_BINS);
  private readonly floors = new Float64Array(TIME_BINS);

  constructor(task: Task, random: Random) {
    const { source, target, schedule, coupling = 'independent', pairs } = task;
    this.dimension = source.dimension;
    this.model = coupling === 'independent' && !pairs ? { kind: 'mixture', source, target, ...(schedule && { schedule }) } : undefined;
    this.batches = new Batches({ ...task, count: BLOCK, random });
    this.inputs = new Float32Array(DRAWS * (this.dimension + 1));
    this.slopes = new Float32Array(DRAWS * this.dimension);
  }

  get isReady(): boolean {
    return this.drawn === DRAWS && (this.model === undefined || this.measured === DRAWS);
  }

  /** Go on drawing and measuring the floor while time is left: pairing, and the exact field of a large data set, take longer than a slice. */
  prepare(isTimeLeft: () => boolean): void {
    do {
      if (this.drawn < DRAWS) this.drawBlock();
      else this.measureBlock(this.model!);
    } while (!this.isReady && isTimeLeft());
  }

  /** Below the floor only by chance. */
  loss(engine: TrainingEngine): HeldOutLoss {
    const { dimension, counts, floors, inputs, slopes, model } = this;
    const lossByTime = new Float64Array(TIME_BINS);
    let first = 0;
    let loss = 0;
    let floor = 0;
    for (let bin = 0; bin < TIME_BINS; bin++) {
      const end = first + counts[bin];
      const mean = engine.loss(inputs.subarray(first * (dimension + 1), end * (dimension + 1)), slopes.subarray(first * dimension, end * dimension));
      lossByTime[bin] = mean;
      loss += (mean * counts[bin]) / DRAWS;
      floor += floors[bin] / DRAWS;
      first = end;
    }
    const floorByTime = floors.map((sum, bin) => (model ? sum / counts[bin] : NaN));
    return { loss, floor: model ? floor : NaN, lossByTime, floorByTime };
  }

  private drawBlock(): void {
    const { batches, dimension, drawn } = this;
    batches.draw();
    this.inputs.set(batches.inputs, drawn * (dimension + 1));
    this.slopes.set(batches.slopes, drawn * dimension);
    this.drawn += BLOCK;
    if (this.drawn === DRAWS) this.sort();
  }

  private sort(): void {
    const { dimension, inputs, slopes, counts } = this;
    const width = dimension + 1;
    const time = (row: number): number => inputs[row * width + dimension];
    const order = Uint16Array.from({ length: DRAWS }, (_, row) => row).sort((a, b) => time(a) - time(b));
    this.inputs = new Float32Array(inputs.length);
    this.slopes = new Float32Array(slopes.length);
    order.forEach((row, place) => {
      this.inputs.set(inputs.subarray(row * width, (row + 1) * width), place * width);
      this.slopes.set(slopes.subarray(row * dimension, (row + 1) * dimension), place * dimension);
      counts[binOf(time(row))]++;
    });
  }

  private measureBlock(model: MixtureModel): void {
    for (let row = this.measured; row < this.measured + BLOCK; row++) {
      this.floors[binOf(this.inputs[(row + 1) * (this.dimension + 1) - 1])] += exactFloor(model, this.draw(row)).floor;
    }
    this.measured += BLOCK;
  }

  /** One row in the form in which its floor is measured, which does not look at the ends. */
  private draw(row: number): ConditionalDraws {
    const { dimension, inputs, slopes } = this;
    const at = row * (dimension + 1);
    const none = new Float64Array(0);
    const xt = Float64Array.from(inputs.subarray(at, at + dimension));
    const velocity = Float64Array.from(slopes.subarray(row * dimension, (row + 1) * dimension));
    return { dimension, count: 1, x0: none, x1: none, t: Float64Array.of(inputs[at + dimension]), xt, velocity };
  }
}

const binOf = (t: number): number => Math.min(TIME_BINS - 1, Math.floor(t * TIME_BINS));
