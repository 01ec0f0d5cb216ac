import {
  affordableDivergence, createRandom, exactVelocityAndSpread, findingNearest, isDivergenceEstimated, isPointLaw, logLikelihood, meanDistance, measuringNearness, mixtureLogDensity, mixtureSampler, rowWidth, velocityField, type InPieces, type Mixture, type MlpModel, type Nearness, type Points, type ScheduleName, type UsualNearness,
} from '../math/index.ts';
import { Batches } from './batches.ts';
import { CloudMeter } from './cloud-quality.ts';
import { fewStepErrors } from './few-steps.ts';
import { bestKernels, SimdEngine } from './simd/index.ts';
import type { GradientComparison, HeldOutLikelihood, Judged, Measure } from './types.ts';

export interface JudgeOptions {
  readonly model: MlpModel;
  readonly source: Mixture;
  readonly target: Mixture;
  /** Of data that are not in the target, where that is some of them. */
  readonly fresh?: Mixture;
  /** `linear` when absent. */
  readonly schedule?: ScheduleName;
  /** The same draws for all networks of one seed. */
  readonly seed: number;
  /** Its pairs are drawn independently, so that the exact flow of the laws is what it learns. */
  readonly isIndependent?: boolean;
  readonly measures: readonly Measure[];
  /** What an earlier network was compared with in its distance to the data; measured where it is absent. */
  readonly usual?: UsualNearness;
  /** Where the exact flow leads, as it was told of an earlier network; found where it is absent. */
  readonly exactEnds?: Float64Array;
}

/** Streams of random numbers that belong to one seed. */
const LIKELIHOOD_STREAM = 110;
const GRADIENT_STREAM = 111;
const FRESH_STREAM = 113;
const DIRECTION_STREAM = 116;

/** Draws whose likelihood is told: their mean is compared with that under the target, on the same draws. Of many axes fewer, whose divergence is estimated. */
const DRAWS = { exact: 64, estimated: 16 };
/** Of them between two looks at the clock. */
const BLOCK = 4;
const SOLVER_STEPS = 16;
const BATCHES = 8;
const BATCH = 128;

/** Judge a network, in pieces of a few milliseconds. */
export function* judging(options: JudgeOptions): InPieces<Judged> {
  const { measures, isIndependent, target, schedule = 'linear', exactEnds } = options;
  const meter = measures.includes('cloud') || measures.includes('nearest') ? yield* measuredCloud(options) : undefined;
  const cloud = measures.includes('cloud') ? meter?.latest : undefined;
  const nearest = meter && measures.includes('nearest') ? yield* nearness(meter.samples, options) : undefined;
  const likelihood = measures.includes('likelihood') ? yield* heldOutLikelihood(options) : undefined;
  const gradients = measures.includes('gradients') ? yield* comparedGradients(options) : undefined;
  const evaluations = measures.includes('evaluations') ? yield* fewStepErrors({ ...options, ...(isIndependent && { exact: { target, schedule, ...(exactEnds && { ends: exactEnds }) } }) }) : undefined;
  return { ...(cloud && { cloud }), ...(likelihood && { likelihood }), ...(gradients && { gradients }), ...(nearest && { nearest }), ...(evaluations && { evaluations }) };
}

function* measuredCloud({ source, target, seed, model }: JudgeOptions): InPieces<CloudMeter> {
  const meter = new CloudMeter(source, target, seed);
  meter.begin(0, model);
  while (meter.isBusy) {
    meter.advance();
    yield;
  }
  return meter;
}

/** By the cloud that is measured for its distance as well. */
function* nearness(samples: Points, { target, fresh, seed, usual }: JudgeOptions): InPieces<Nearness | undefined> {
  if (!isPointLaw(target) || !samples.coordinates.every(Number.isFinite)) return undefined;
  const data = { dimension: target.dimension, count: target.weights.length, coordinates: target.means };
  const own = meanDistance(yield* findingNearest(samples, data));
  return { samples: own, ...(usual ?? (yield* measuringNearness(data, samples.count, fresh, createRandom(seed, FRESH_STREAM)))) };
}

function* heldOutLikelihood({ source, target, seed, model }: JudgeOptions): InPieces<HeldOutLikelihood | undefined> {
  const { dimension } = target;
  const draws = isDivergenceEstimated(model) ? DRAWS.estimated : DRAWS.exact;
  const coordinates = new Float64Array(draws * dimension);
  mixtureSampler(target)(createRandom(seed, LIKELIHOOD_STREAM), coordinates);
  const [field, divergence, sourceLogDensity] = [velocityField(model), affordableDivergence(model, createRandom(seed, DIRECTION_STREAM)), mixtureLogDensity(source)];
  let sum = 0;
  for (let first = 0; first < draws; first += BLOCK) {
    const points = { dimension, count: BLOCK, coordinates: coordinates.subarray(first * dimension, (first + BLOCK) * dimension) };
    sum += logLikelihood(field, divergence, sourceLogDensity, points, { solver: 'heun', steps: SOLVER_STEPS }).reduce((total, value) => total + value, 0);
    yield;
  }
  if (!Number.isFinite(sum)) return undefined;
  if (isPointLaw(target)) return { learned: sum / draws };
  const own = new Float64Array(draws);
  mixtureLogDensity(target)(coordinates, own);
  const mean = own.reduce((total, value) => total + value, 0) / draws;
  return { learned: sum / draws, ...(Number.isFinite(mean) && { target: mean }) };
}

function* comparedGradients({ source, target, schedule = 'linear', seed, model }: JudgeOptions): InPieces<GradientComparison | undefined> {
  const kernels = bestKernels();
  if (!kernels) return undefined;
  const { dimension } = model;
  const engine = new SimdEngine(model, kernels);
  const batches = new Batches({ source, target, schedule, count: BATCH, random: createRandom(seed, GRADIENT_STREAM) });
  const exact = exactVelocityAndSpread({ kind: 'mixture', source, target, schedule });
  const width = rowWidth(model);
  const rows = new Float32Array(BATCH * width);
  const velocities = new Float32Array(BATCH * dimension);
  const [velocity, spread] = [new Float64Array(dimension), new Float64Array(1)];
  const [conditional, marginal] = [new Gradients(), new Gradients()];
  const differences: number[] = [];
  let [floor, cosine] = [0, 0];
  for (let b = 0; b < BATCHES; b++) {
    batches.draw();
    for (let row = 0; row < BATCH; row++) {
      const x = batches.points.subarray(row * dimension, (row + 1) * dimension);
      rows.set(x, row * width);
      rows.fill(batches.t[row], row * width + dimension + (model.classes ?? 0), (row + 1) * width);
      exact(x, batches.t[row], velocity, spread);
      velocities.set(velocity, row * dimension);
      floor += spread[0] / (BATCH * BATCHES);
      if (row % BLOCK === 0) yield;
    }
    const [one, other] = [conditional.add(engine.gradient(rows, batches.slopes)), marginal.add(engine.gradient(rows, velocities))];
    differences.push(conditional.lastLoss - marginal.lastLoss);
    cosine += dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other)) / BATCHES;
    yield;
  }
  const mean = differences.reduce((sum, value) => sum + value, 0) / BATCHES;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (BATCHES - 1);
  return {
    conditionalLoss: conditional.loss / BATCHES, marginalLoss: marginal.loss / BATCHES, differenceError: Math.sqrt(variance / BATCHES), floor, cosine,
    conditionalVariance: conditional.variance, marginalVariance: marginal.variance, squaredNorm: marginal.squaredNorm,
  };
}

type Found = ReturnType<SimdEngine['gradient']>;

/** Gradients of some batches: of all of them their sum is kept, and the sum of their squared lengths. */
class Gradients {
  loss = 0;
  lastLoss = 0;
  private sum = new Float64Array(0);
  private squares = 0;
  private count = 0;

  /** The gradient in one row of numbers. */
  add({ loss, layers }: Found): Float64Array {
    const gradient = Float64Array.from(layers.flatMap(({ weights, bias }) => [...weights, ...bias]));
    if (this.count === 0) this.sum = new Float64Array(gradient.length);
    gradient.forEach((value, i) => (this.sum[i] += value));
    this.squares += dot(gradient, gradient);
    this.loss += this.lastLoss = loss;
    this.count++;
    return gradient;
  }

  get variance(): number {
    return (this.squares - dot(this.sum, this.sum) / this.count) / (this.count - 1);
  }

  get squaredNorm(): number {
    return dot(this.sum, this.sum) / this.count ** 2;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
