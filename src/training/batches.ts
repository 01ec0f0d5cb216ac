import { mixtureSampler, namedSchedule, scheduledInterpolant, type Interpolant, type MixtureSampler, type Points, type Random } from '../math/index.ts';
import type { Task } from './options.ts';
import { pairing, type Pairing } from './pairing.ts';

export interface BatchesOptions extends Task {
  /** Rows of a batch. */
  readonly count: number;
  readonly random: Random;
}

/** Batches of conditional flow matching, drawn into the same memory again and again. */
export class Batches {
  /** Row-major `[count, dimension + 1]`: X_t, then t. */
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
  /** The ends of the paths, `[count, dimension]`. */
  readonly x0: Float64Array;
  readonly x1: Float64Array;

  /** @throws ArgumentError when a mixture is malformed */
  constructor({ source, target, schedule = 'linear', coupling, epsilon, pairs, count, random }: BatchesOptions) {
    const { dimension } = source;
    this.dimension = dimension;
    this.random = random;
    this.interpolant = scheduledInterpolant(namedSchedule(schedule));
    this.inputs = new Float32Array(count * (dimension + 1));
    this.slopes = new Float32Array(count * dimension);
    this.points = new Float64Array(count * dimension);
    this.x0 = new Float64Array(count * dimension);
    this.x1 = new Float64Array(count * dimension);
    this.t = new Float64Array(count);
    this.drawEnds = pairs
      ? () => this.takePairs(pairs.x0, pairs.x1)
      : this.drawing(mixtureSampler(source), mixtureSampler(target), pairing(dimension, coupling, epsilon));
  }

  /** Overwrite `inputs` and `slopes` with the next batch. */
  draw(): void {
    this.drawEnds();
    const { dimension, random, interpolant, inputs, slopes, points, x0, x1, t } = this;
    random.fillUniform(t);
    interpolant(x0, x1, t, points, slopes);
    let to = 0;
    for (let i = 0; i < t.length; i++) {
      for (let k = i * dimension; k < (i + 1) * dimension; k++) inputs[to++] = points[k];
      inputs[to++] = t[i];
    }
  }

  private drawing(source: MixtureSampler, target: MixtureSampler, pair: Pairing | undefined): () => void {
    const { random, x0, x1 } = this;
    return () => {
      source(random, x0);
      target(random, x1);
      pair?.(x0, x1, random);
    };
  }

  /** Some of the given pairs, each as likely as any other. */
  private takePairs(from: Points, to: Points): void {
    const { dimension, random, x0, x1, t } = this;
    random.fillUniform(t);
    for (let i = 0; i < t.length; i++) {
      const place = Math.floor(t[i] * from.count) * dimension;
      for (let k = 0; k < dimension; k++) {
        x0[i * dimension + k] = from.coordinates[place + k];
        x1[i * dimension + k] = to.coordinates[place + k];
      }
    }
  }
}
