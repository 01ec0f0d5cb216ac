import { exactVelocity, namedSchedule, type Random, type Schedule, type VelocityField } from '../math/index.ts';
import { Batches } from './batches.ts';
import type { Task } from './options.ts';
import { OT_GROUP } from './pairing.ts';
import type { TrainingEngine } from './training-engine.ts';

/** Enough that the noise of the excess, about 2 sqrt(excess * floor / draws), stays below 0.01. */
const DRAWS = 2048;
/** Draws whose exact velocity is computed between two looks at the clock. */
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
  private readonly dimension: number;
  private readonly schedule: Schedule;
  /** Undefined where it is not known. */
  private readonly exact: VelocityField | undefined;
  private readonly batches: Batches;
  /** Rows in the order of their times, once all are drawn. */
  private inputs: Float32Array;
  private slopes: Float32Array;
  private drawn = 0;
  private readonly counts = new Float64Array(TIME_BINS);
  private readonly floors = new Float64Array(TIME_BINS);

  /** @param batch  rows of a batch in training: among more of them, optimal pairs are others */
  constructor(task: Task, batch: number, random: Random) {
    const { source, target, schedule = 'linear', coupling = 'independent', pairs } = task;
    const isExact = coupling === 'independent' && !pairs;
    this.dimension = source.dimension;
    this.schedule = namedSchedule(schedule);
    this.exact = isExact ? exactVelocity({ kind: 'mixture', source, target, schedule }) : undefined;
    this.batches = new Batches({ ...task, count: isExact ? BLOCK : Math.min(batch, OT_GROUP), random });
    this.inputs = new Float32Array(DRAWS * (this.dimension + 1));
    this.slopes = new Float32Array(DRAWS * this.dimension);
  }

  get isReady(): boolean {
    return this.drawn === DRAWS;
  }

  /** Go on drawing and measuring the floor while time is left: pairing, and the exact field of a large data set, take longer than a slice. */
  prepare(isTimeLeft: () => boolean): void {
    do this.drawBlock();
    while (!this.isReady && isTimeLeft());
    if (this.isReady) this.sort();
  }

  /** Below the floor only by chance. */
  loss(engine: TrainingEngine): HeldOutLoss {
    const { dimension, counts, floors, inputs, slopes, exact } = this;
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
    const floorByTime = floors.map((sum, bin) => (exact ? sum / counts[bin] : NaN));
    return { loss, floor: exact ? floor : NaN, lossByTime, floorByTime };
  }

  private drawBlock(): void {
    const { batches, dimension, drawn } = this;
    batches.draw();
    const rows = Math.min(batches.t.length, DRAWS - drawn);
    this.inputs.set(batches.inputs.subarray(0, rows * (dimension + 1)), drawn * (dimension + 1));
    this.slopes.set(batches.slopes.subarray(0, rows * dimension), drawn * dimension);
    this.drawn += rows;
    for (let row = 0; row < rows; row++) {
      const bin = binOf(batches.t[row]);
      this.counts[bin]++;
      if (this.exact) this.floors[bin] += this.floorOf(row, this.exact);
    }
  }

  /** `|alpha' X_1 + sigma' X_0 - v_t(X_t)|^2` of a row of the batch, in float64. */
  private floorOf(row: number, exact: VelocityField): number {
    const { dimension, schedule, batches } = this;
    const t = batches.t[row];
    const ends = (values: Float64Array): Float64Array => values.subarray(row * dimension, (row + 1) * dimension);
    const [x0, x1] = [ends(batches.x0), ends(batches.x1)];
    const velocity = new Float64Array(dimension);
    exact(x0.map((value, k) => schedule.alpha(t) * x1[k] + schedule.sigma(t) * value), t, velocity);
    let floor = 0;
    for (let k = 0; k < dimension; k++) floor += (schedule.alphaRate(t) * x1[k] + schedule.sigmaRate(t) * x0[k] - velocity[k]) ** 2;
    return floor;
  }

  private sort(): void {
    const { dimension, inputs, slopes } = this;
    const width = dimension + 1;
    const time = (row: number): number => inputs[row * width + dimension];
    const order = Uint16Array.from({ length: DRAWS }, (_, row) => row).sort((a, b) => time(a) - time(b));
    this.inputs = new Float32Array(inputs.length);
    this.slopes = new Float32Array(slopes.length);
    order.forEach((row, place) => {
      this.inputs.set(inputs.subarray(row * width, (row + 1) * width), place * width);
      this.slopes.set(slopes.subarray(row * dimension, (row + 1) * dimension), place * dimension);
    });
  }
}

const binOf = (t: number): number => Math.min(TIME_BINS - 1, Math.floor(t * TIME_BINS));
