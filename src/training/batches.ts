import { mixtureSampler, namedSchedule, rowWidth, scheduledInterpolant, type Interpolant, type MixtureSampler, type NetworkInput, type Random } from '../math/index.ts';
import type { Task } from './options.ts';
import { pairing, type Pairing } from './pairing.ts';
import type { Pairs } from './types.ts';

export interface BatchesOptions extends Task {
  /** Rows of a batch. */
  readonly count: number;
  readonly random: Random;
  /** That learns: with two times, some rows have an interval of time; where it knows classes, most rows have that of their X_1. One time and no classes when absent. */
  readonly network?: NetworkInput;
}

/** Of the rows, so many are taught without their class: from them the network learns the velocity to all data (Ho and Salimans 2022, classifier-free guidance). */
const DROPPED_SHARE = 0.15;
/** In the place of a class. */
const NONE = -1;

/** Batches of conditional flow matching, drawn into the same memory again and again. */
export class Batches {
  /** Row-major `[count, rowWidth]`: X_t, a 1 at the class of X_1 or only 0, then t; or X_s, the class, then s and t. */
  readonly inputs: Float32Array;
  /** Row-major `[count, dimension]`: what a network is asked to predict, `alpha' X_1 + sigma' X_0`. */
  readonly slopes: Float32Array;
  private readonly dimension: number;
  private readonly random: Random;
  private readonly interpolant: Interpolant;
  private readonly drawEnds: () => void;
  /** X_t and its time before they were rounded, `[count, dimension]` and `[count]`. */
  readonly points: Float64Array;
  readonly t: Float64Array;
  /** Where the intervals end that begin at `t`, of a batch with two times. */
  private readonly ends: Float64Array;
  /** What the network knows, and the class of each row, or none. */
  private readonly classes: number;
  private readonly ofRows: Int32Array;
  private readonly dropped: Float64Array;
  /** The ends of the paths, `[count, dimension]`. */
  readonly x0: Float64Array;
  readonly x1: Float64Array;

  /** @throws ArgumentError when a mixture is malformed */
  constructor({ source, target, schedule = 'linear', coupling, epsilon, classes, pairs, count, random, network = source }: BatchesOptions) {
    const { dimension } = source;
    const width = rowWidth({ dimension, times: network.times, classes: network.classes });
    this.dimension = dimension;
    this.random = random;
    this.interpolant = scheduledInterpolant(namedSchedule(schedule));
    this.inputs = new Float32Array(count * width);
    this.classes = network.classes ?? 0;
    this.ofRows = new Int32Array(count).fill(NONE);
    this.dropped = new Float64Array((pairs ? pairs.classes : classes) && this.classes > 0 ? count : 0);
    this.slopes = new Float32Array(count * dimension);
    this.points = new Float64Array(count * dimension);
    this.x0 = new Float64Array(count * dimension);
    this.x1 = new Float64Array(count * dimension);
    this.t = new Float64Array(count);
    this.ends = new Float64Array(network.times === 2 ? count : 0);
    this.drawEnds = pairs
      ? () => this.takePairs(pairs)
      : this.drawing(mixtureSampler(source), mixtureSampler(target), pairing(dimension, coupling, epsilon), this.dropped.length > 0 ? classes : undefined);
  }

  /** Overwrite `inputs` and `slopes` with the next batch. */
  draw(): void {
    this.drawEnds();
    const { dimension, random, interpolant, inputs, slopes, points, x0, x1, t, ends, classes, dropped } = this;
    random.fillUniform(t);
    if (ends.length > 0) this.drawIntervals();
    if (dropped.length > 0) random.fillUniform(dropped);
    interpolant(x0, x1, t, points, slopes);
    let to = 0;
    for (let i = 0; i < t.length; i++) {
      for (let k = i * dimension; k < (i + 1) * dimension; k++) inputs[to++] = points[k];
      const chosen = this.classOf(i);
      for (let c = 0; c < classes; c++) inputs[to++] = c === chosen ? 1 : 0;
      inputs[to++] = t[i];
      if (ends.length > 0) inputs[to++] = ends[i];
    }
  }

  /** The class that a row is taught with; undefined for none. */
  classOf(row: number): number | undefined {
    const chosen = this.dropped.length > 0 && this.dropped[row] >= DROPPED_SHARE ? this.ofRows[row] : NONE;
    return chosen === NONE ? undefined : chosen;
  }

  /**
   * Each second row gets two uniform times, s < t; the others s = t, where the average velocity is the velocity that all others build on. On two moons
   * one step errs least with this share or a larger one, and the velocity with a smaller one. Rows may be in the order of their classes: all have both.
   */
  private drawIntervals(): void {
    const { random, t, ends } = this;
    random.fillUniform(ends);
    for (let i = 0; i < t.length; i++) {
      const s = t[i];
      const end = i % 2 === 0 ? ends[i] : s;
      t[i] = Math.min(s, end);
      ends[i] = Math.max(s, end);
    }
  }

  /** @param classes  of the target's components; pairs are then made within each class, or a class would be reached from a part of the source alone */
  private drawing(source: MixtureSampler, target: MixtureSampler, pair: Pairing | undefined, classes: Int32Array | undefined): () => void {
    const { random, x0, x1, ofRows } = this;
    return () => {
      source(random, x0);
      target(random, x1, ofRows);
      if (classes) for (let i = 0; i < ofRows.length; i++) ofRows[i] = classes[ofRows[i]];
      if (classes && pair) sortByClass(x1, ofRows);
      pair?.(x0, x1, random, classes && ofRows);
    };
  }

  /** Some of the given pairs, each as likely as any other. */
  private takePairs({ x0: from, x1: to, classes }: Pairs): void {
    const { dimension, random, x0, x1, t, ofRows } = this;
    random.fillUniform(t);
    for (let i = 0; i < t.length; i++) {
      const pair = Math.floor(t[i] * from.count);
      const place = pair * dimension;
      if (classes) ofRows[i] = classes[pair];
      for (let k = 0; k < dimension; k++) {
        x0[i * dimension + k] = from.coordinates[place + k];
        x1[i * dimension + k] = to.coordinates[place + k];
      }
    }
  }
}

/** Bring rows into the order of their classes, in place; what is drawn independently may stand in any. */
function sortByClass(x1: Float64Array, ofRows: Int32Array): void {
  const dimension = x1.length / ofRows.length;
  const [before, order] = [x1.slice(), Array.from(ofRows.keys()).sort((a, b) => ofRows[a] - ofRows[b])];
  order.forEach((row, place) => x1.set(before.subarray(row * dimension, (row + 1) * dimension), place * dimension));
  ofRows.sort();
}
