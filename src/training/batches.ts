import { mixtureSampler, namedSchedule, type Mixture, type MixtureSampler, type Random } from '../math/index.ts';

export interface BatchesOptions {
  readonly source: Mixture;
  readonly target: Mixture;
  /** Rows of a batch. */
  readonly count: number;
  readonly random: Random;
}

const schedule = namedSchedule('linear');

/** Batches of conditional flow matching with independent ends, drawn into the same memory again and again. */
export class Batches {
  /** Row-major `[count, dimension + 1]`: X_t, then t. */
  readonly inputs: Float32Array;
  /** Row-major `[count, dimension]`: what a network is asked to predict, `alpha' X_1 + sigma' X_0`. */
  readonly slopes: Float32Array;
  private readonly dimension: number;
  private readonly random: Random;
  private readonly source: MixtureSampler;
  private readonly target: MixtureSampler;
  private readonly x0: Float64Array;
  private readonly x1: Float64Array;
  private readonly t: Float64Array;

  /** @throws ArgumentError when a mixture is malformed */
  constructor({ source, target, count, random }: BatchesOptions) {
    const { dimension } = source;
    this.dimension = dimension;
    this.random = random;
    this.source = mixtureSampler(source);
    this.target = mixtureSampler(target);
    this.inputs = new Float32Array(count * (dimension + 1));
    this.slopes = new Float32Array(count * dimension);
    this.x0 = new Float64Array(count * dimension);
    this.x1 = new Float64Array(count * dimension);
    this.t = new Float64Array(count);
  }

  /** Overwrite `inputs` and `slopes` with the next batch. */
  draw(): void {
    const { dimension, random, inputs, slopes, x0, x1, t } = this;
    this.source(random, x0);
    this.target(random, x1);
    random.fillUniform(t);
    let to = 0;
    for (let i = 0; i < t.length; i++) {
      const alpha = schedule.alpha(t[i]);
      const sigma = schedule.sigma(t[i]);
      const alphaRate = schedule.alphaRate(t[i]);
      const sigmaRate = schedule.sigmaRate(t[i]);
      for (let k = i * dimension; k < (i + 1) * dimension; k++) {
        inputs[to++] = alpha * x1[k] + sigma * x0[k];
        slopes[k] = alphaRate * x1[k] + sigmaRate * x0[k];
      }
      inputs[to++] = t[i];
    }
  }
}
