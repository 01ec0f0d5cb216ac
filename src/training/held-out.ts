import { exactVelocityAndSpread, isFloorInfinite, namedSchedule, rowWidth, type InPieces, type NetworkInput, type Random, type VelocityAndSpread } from '../math/index.ts';
import { Batches } from './batches.ts';
import type { Task } from './options.ts';
import { GROUP } from './pairing.ts';
import type { TrainingEngine } from './training-engine.ts';
import type { HeldOutLoss } from './types.ts';

/** Enough that the excess of a trained network is known to 0.004 (root mean square over seeds). */
const DRAWS = 4096;
/** Between laws of more pairs of components than this half as many are drawn, or a run would begin seconds late. */
const MANY_PAIRS = 2048;
/**
 * And where these pairs have dozens of axes, as codes of pictures have, an eighth: each draw takes milliseconds, and a loss that is summed over many axes
 * is as well known by fewer.
 */
const MANY_NUMBERS = 32_768;
/** Of fewer axes a sum is not so well known. */
const MANY_AXES = 8;
/** Draws whose exact velocity is computed between two looks at the clock. */
const BLOCK = 64;
/** Equal parts of [0, 1] in which the loss is told apart by time. */
export const TIME_BINS = 10;

/**
 * Quality on draws that are fixed for the run and never trained on. Only for independent ends is the exact field known in closed form. There
 * `E|v_theta - U|^2 = E|U - v_t|^2 + E|v_theta - v_t|^2` (Lipman et al. 2023, theorem 2), and each part is measured where it is least noisy: the
 * floor as the spread of U at X_t, the excess against the exact velocity. A network of two times is measured where both are one: there it gives v; one that
 * knows classes without any, where it gives the velocity to all data.
 */
export class HeldOut {
  private readonly dimension: number;
  /** Numbers in a row of `inputs`. */
  private readonly width: number;
  /** Of them, the first time; before it all classes are left out. */
  private readonly timesAt: number;
  /** Undefined where it is not known. */
  private readonly exact: VelocityAndSpread | undefined;
  private readonly isInfinite: boolean;
  private readonly batches: Batches;
  /** Rows in the order of their times, once all are drawn. */
  private inputs: Float32Array;
  private slopes: Float32Array;
  /** The exact velocity in each row. */
  private velocities: Float32Array;
  private readonly draws: number;
  private drawn = 0;
  private readonly counts = new Float64Array(TIME_BINS);
  private readonly floors = new Float64Array(TIME_BINS);

  /**
   * @param batch  rows of a batch in training: among more of them, optimal pairs are others
   * @param network  whose input is laid out as the rows are
   */
  constructor(task: Task, batch: number, random: Random, network: NetworkInput) {
    const { source, target, schedule = 'linear', coupling = 'independent', pairs } = task;
    const isExact = coupling === 'independent' && !pairs;
    this.dimension = source.dimension;
    this.width = rowWidth(network);
    this.timesAt = this.dimension + (network.classes ?? 0);
    this.exact = isExact ? exactVelocityAndSpread({ kind: 'mixture', source, target, schedule }) : undefined;
    this.isInfinite = isExact && isFloorInfinite(source, target, namedSchedule(schedule));
    this.batches = new Batches({ ...task, count: isExact ? BLOCK : Math.min(batch, GROUP), random, network: { dimension: source.dimension, classes: network.classes } });
    const components = source.weights.length * target.weights.length;
    this.draws = this.dimension > MANY_AXES && components * this.dimension > MANY_NUMBERS ? DRAWS / 8 : components > MANY_PAIRS ? DRAWS / 2 : DRAWS;
    this.inputs = new Float32Array(this.draws * this.width);
    this.slopes = new Float32Array(this.draws * this.dimension);
    this.velocities = new Float32Array(isExact ? this.draws * this.dimension : 0);
  }

  get isReady(): boolean {
    return this.drawn === this.draws;
  }

  /** Go on drawing and measuring the floor while time is left: pairing, and the exact field of a large data set, take longer than a slice. */
  prepare(isTimeLeft: () => boolean): void {
    do this.drawBlock();
    while (!this.isReady && isTimeLeft());
    if (this.isReady) this.sort();
  }

  *loss(engine: TrainingEngine): InPieces<HeldOutLoss> {
    const { dimension, width, counts, floors, inputs, slopes, velocities, exact, isInfinite } = this;
    const lossByTime = new Float64Array(TIME_BINS);
    const floorByTime = floors.map((sum, bin) => (exact ? sum / counts[bin] : NaN));
    if (isInfinite) floorByTime[TIME_BINS - 1] = Infinity;
    let [first, loss, floor, excess] = [0, 0, 0, 0];
    for (let bin = 0; bin < TIME_BINS; bin++) {
      const end = first + counts[bin];
      const share = counts[bin] / this.draws;
      const rows = inputs.subarray(first * width, end * width);
      const lossTo = (values: Float32Array): InPieces<number> => engine.loss(rows, values.subarray(first * dimension, end * dimension));
      const off = exact ? yield* lossTo(velocities) : NaN;
      lossByTime[bin] = Number.isFinite(floorByTime[bin]) ? floorByTime[bin] + off : yield* lossTo(slopes);
      loss += share * lossByTime[bin];
      floor += share * floorByTime[bin];
      excess += share * off;
      first = end;
    }
    return { loss, floor, excess, lossByTime, floorByTime };
  }

  private drawBlock(): void {
    const { batches, dimension, width, timesAt, drawn } = this;
    batches.draw();
    const rows = Math.min(batches.t.length, this.draws - drawn);
    this.slopes.set(batches.slopes.subarray(0, rows * dimension), drawn * dimension);
    this.drawn += rows;
    const velocity = new Float64Array(dimension);
    const spread = new Float64Array(1);
    for (let row = 0; row < rows; row++) {
      const at = (drawn + row) * width;
      this.inputs.set(batches.points.subarray(row * dimension, (row + 1) * dimension), at);
      this.inputs.fill(batches.t[row], at + timesAt, at + width);
      const bin = binOf(batches.t[row]);
      this.counts[bin]++;
      if (!this.exact) continue;
      this.exact(batches.points.subarray(row * dimension, (row + 1) * dimension), batches.t[row], velocity, spread);
      this.velocities.set(velocity, (drawn + row) * dimension);
      this.floors[bin] += spread[0];
    }
  }

  private sort(): void {
    const { inputs, dimension, width, timesAt } = this;
    const order = Uint16Array.from({ length: this.draws }, (_, row) => row).sort((a, b) => inputs[a * width + timesAt] - inputs[b * width + timesAt]);
    this.inputs = inOrder(inputs, order, width);
    this.slopes = inOrder(this.slopes, order, dimension);
    if (this.exact) this.velocities = inOrder(this.velocities, order, dimension);
  }
}

function inOrder(rows: Float32Array, order: Uint16Array, width: number): Float32Array {
  const sorted = new Float32Array(rows.length);
  order.forEach((row, place) => sorted.set(rows.subarray(row * width, (row + 1) * width), place * width));
  return sorted;
}

const binOf = (t: number): number => Math.min(TIME_BINS - 1, Math.floor(t * TIME_BINS));
