import { ArgumentError } from '../argument-error.ts';
import { covarianceEntry } from '../covariances.ts';
import { conditional, integralOverBox, type Gaussian } from '../gaussian-integral.ts';
import { normalDensity } from '../normal-law.ts';
import type { MixtureModel } from '../models/types.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { createPairTable, type PairTable } from './pairs.ts';

/** An axis-parallel box, or an interval of a line. */
export interface Box {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** What the continuity equation says of a box: `rate` is minus the sum of `outward`. */
export interface BoxBalance {
  /** `P(X_t in box)`. */
  readonly mass: number;
  /** Change of `mass` per unit of t, by differences of it. */
  readonly rate: number;
  /** Flux of `p_t v_t` out of the box through each side, per unit of t: of axis `k` the lower at `[2 k]`, the upper at `[2 k + 1]`. */
  readonly outward: Float64Array;
}

/** Between the times whose masses are compared, at most, and as a part of the time in which a pair changes: its error of fourth order, (1/500)^4, is near that of rounding. */
const TIME_STEP = { most: 2e-4, part: 1 / 500 };

/**
 * Mass in a box and its exchange with what is around, of the exact law: sums over the pairs of components of integrals of Gaussians. Mass and flux
 * are integrated one without the other, so that their difference is a check. Of a schedule whose rates are infinite at t = 1, they are those a
 * little before. Where the law has directions without spread (`lacksSpread`) it is that of a law a little wider, and change and flux at the edge of a point
 * are no numbers of any use.
 *
 * @throws ArgumentError when the model is malformed, `t` outside [0, 1], or the box has another dimension or an end below its beginning
 */
export function boxBalance(model: MixtureModel, box: Box, t: number): BoxBalance {
  const schedule = namedSchedule(model.schedule ?? 'linear');
  const table = createPairTable(model.source, model.target, schedule);
  checkBox(box, table.dimension);
  const { count, targets } = table;
  const weights = Float64Array.from({ length: count }, (_, p) => model.source.weights[Math.floor(p / targets)] * model.target.weights[p % targets]);
  const massAt = (time: number): number => {
    table.prepare(time);
    let mass = 0;
    for (let p = 0; p < count; p++) mass += weights[p] * integralOverBox(gaussianOf(table, p, schedule, time), box, 1);
    return mass;
  };
  const mass = massAt(t);
  const time = rateTime(schedule, t);
  return { mass, rate: derivative(massAt, time, timeStep(table, time)), outward: outwardFlux(table, weights, box, schedule, time) };
}

/** @throws ArgumentError */
function checkBox({ lower, upper }: Box, dimension: number): void {
  if (lower.length !== dimension || upper.length !== dimension) throw new ArgumentError('box', `must have ${dimension} numbers at each end, not ${lower.length} and ${upper.length}`);
  const wrong = lower.findIndex((from, axis) => !(Number.isFinite(from) && Number.isFinite(upper[axis]) && from <= upper[axis]));
  if (wrong >= 0) throw new ArgumentError('box', `must begin before it ends, but goes from ${lower[wrong]} to ${upper[wrong]}`);
}

/** By the pair that changes fastest, as it moves or its width changes, against its own least width. */
function timeStep(table: PairTable, t: number): number {
  const { dimension, count, shape, stride, axis, means, shifts, precisions } = table;
  table.prepare(t);
  let fastest = 0;
  for (let p = 0; p < count; p++) {
    for (let k = 0; k < dimension; k++) {
      const own = precisions[p * stride + (shape === 'full' ? k * dimension + k : k * axis)];
      let [speed, change] = [shifts[p * dimension + k], 0];
      for (let l = 0; l < dimension; l++) {
        const gain = gainOf(table, p, k, l);
        speed += gain * means[p * dimension + l];
        change += Math.abs(gain);
      }
      fastest = Math.max(fastest, Math.abs(speed) * Math.sqrt(own) + change);
    }
  }
  return Math.min(TIME_STEP.most, TIME_STEP.part / fastest);
}

/** By five values around `t`, or beside it where [0, 1] ends. */
function derivative(f: (t: number) => number, t: number, h: number): number {
  if (t >= 2 * h && t <= 1 - 2 * h) return (8 * (f(t + h) - f(t - h)) - (f(t + 2 * h) - f(t - 2 * h))) / (12 * h);
  const way = t < 0.5 ? h : -h;
  return (-25 * f(t) + 48 * f(t + way) - 36 * f(t + 2 * way) + 16 * f(t + 3 * way) - 3 * f(t + 4 * way)) / (12 * way);
}

/** `integral over the side of p_t v_t . n`: a Gaussian on the side, and a velocity that is affine. */
function outwardFlux(table: PairTable, weights: Float64Array, box: Box, schedule: Schedule, t: number): Float64Array {
  const { dimension, count } = table;
  const outward = new Float64Array(2 * dimension);
  table.prepare(t);
  for (let p = 0; p < count; p++) {
    const weight = weights[p];
    const gaussian = gaussianOf(table, p, schedule, t);
    for (let side = 0; side < outward.length; side++) {
      const axis = side >> 1;
      const isUpper = side & 1;
      const at = (isUpper ? box.upper : box.lower)[axis];
      const deviation = Math.sqrt(gaussian.covariance[axis * dimension + axis]);
      const density = normalDensity((at - gaussian.mean[axis]) / deviation) / deviation;
      if (density === 0) continue;
      const others = Array.from({ length: dimension }, (_, k) => k).filter((k) => k !== axis);
      const slopes = others.map((other) => gainOf(table, p, axis, other));
      const constant = table.shifts[p * dimension + axis] + gainOf(table, p, axis, axis) * at;
      const onSide = integralOverBox(conditional(gaussian, axis, at), { lower: others.map((k) => box.lower[k]), upper: others.map((k) => box.upper[k]) }, constant, slopes);
      outward[side] += (isUpper ? 1 : -1) * weight * density * onSide;
    }
  }
  return outward;
}

/** A pair's law of X_t, as wide as the table has it. */
function gaussianOf({ dimension, shape, stride, axis, means, precisions, raises, targets, source, target }: PairTable, p: number, { alpha, sigma }: Schedule, t: number): Gaussian {
  const mean = Array.from(means.subarray(p * dimension, (p + 1) * dimension));
  const [i, j] = [Math.floor(p / targets), p % targets];
  const entry = (k: number, l: number): number => {
    if (shape === 'full') return sigma(t) ** 2 * covarianceEntry(source, i, k, l) + alpha(t) ** 2 * covarianceEntry(target, j, k, l) + (k === l ? raises[p] : 0);
    return k === l ? 1 / precisions[p * stride + k * axis] : 0;
  };
  return { mean, covariance: Array.from({ length: dimension * dimension }, (_, e) => entry(Math.floor(e / dimension), e % dimension)) };
}

/** Entry (k, l) of the matrix by which a pair's velocity depends on the place. */
function gainOf({ dimension, shape, stride, axis, gains }: PairTable, p: number, k: number, l: number): number {
  if (shape === 'full') return gains[p * stride + k * dimension + l];
  return k === l ? gains[p * stride + k * axis] : 0;
}
