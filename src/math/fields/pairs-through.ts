import { checkCount, isPointLaw } from '../mixtures.ts';
import { covarianceFactors, type Covariances } from '../covariances.ts';
import type { Mixture, MixtureModel } from '../models/types.ts';
import type { Random } from '../random.ts';
import { namedSchedule, rateTime, type Schedule } from '../schedules.ts';
import { solved, timesCovariance } from './exact-ends.ts';
import { createPairTable, type PairTable } from './pairs.ts';
import { weigh, type Weighed } from './posterior.ts';

/** Pairs of ends whose paths stand at one place at one time. */
export interface PairsThrough {
  /** `all` that there are, the heaviest first, or independent `draws` from the posterior. */
  readonly kind: 'all' | 'draws';
  readonly count: number;
  /** Interleaved. */
  readonly x0: Float64Array;
  readonly x1: Float64Array;
  /** `alpha' x1 + sigma' x0`, interleaved. */
  readonly velocities: Float64Array;
  /** Sum 1. */
  readonly weights: Float64Array;
  /** Weighed mean of the velocities: the marginal velocity of all pairs, and an estimate of it from draws. */
  readonly mean: Float64Array;
  /** Of each coordinate of `mean`: its root mean squared distance from the marginal velocity; 0 of all pairs, Infinity of one draw. */
  readonly standardErrors: Float64Array;
  /** How many equally heavy ones would be as even: `1 / sum w^2` over all pairs, or over pairs of the laws' components where draws are made. */
  readonly effective: number;
  /** Of how many that is. */
  readonly parts: number;
  /** False where no path passes here, beside the points of a law without spread at its end of time: what is told is of the nearest. */
  readonly isOnPath: boolean;
}

/**
 * The pairs (x_0, x_1) whose path `alpha x_1 + sigma x_0` passes through x at time t. Where one of the laws consists of points, each
 * of them leaves one pair, with its posterior weight; otherwise pairs are drawn: one of the laws' components by the posterior, and in these
 * ends without condition, moved by `sigma C_i S^-1 (x - X_t)` and `alpha C_j S^-1 (x - X_t)` (Matheron's rule), which holds at t = 0 and
 * t = 1 as well. Fewer draws are the beginning of more.
 *
 * @param x  one point
 * @param count  of draws, 1 or more
 * @throws ArgumentError when a mixture is malformed, or `t` is outside [0, 1]
 */
export const pairsThrough = (model: MixtureModel, x: Float64Array, t: number, count: number, random: Random, schedule?: Schedule): PairsThrough => passingPairs(model, schedule)(x, t, count, random);

/** {@link pairsThrough} for one place after another of one model, which is looked through once. */
export function passingPairs(model: MixtureModel, schedule: Schedule = namedSchedule(model.schedule ?? 'linear')): (x: Float64Array, t: number, count: number, random: Random) => PairsThrough {
  const table = createPairTable(model.source, model.target, schedule);
  return (x, t, count, random) => pairsOf(table, model, schedule, x, t, count, random);
}

function pairsOf(table: PairTable, { source, target }: MixtureModel, schedule: Schedule, x: Float64Array, t: number, count: number, random: Random): PairsThrough {
  checkCount('count', count);
  const { dimension, targets } = table;
  table.prepare(t);
  const weighed: Weighed = { count: 0, total: 0, largest: 0 };
  weigh(table, x, 0, weighed);
  const posterior = new Float64Array(table.count);
  for (let a = 0; a < weighed.count; a++) posterior[table.active[a]] = table.weights[a] / weighed.total;
  const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
  const isSpread = (sigma > 0 && !isPointLaw(source)) || (alpha > 0 && !isPointLaw(target));
  const side = !isSpread ? undefined : sigma > 0 && isPointLaw(target) ? 'target' : alpha > 0 && isPointLaw(source) ? 'source' : undefined;
  const ends = side ? allPairs(side) : draws();
  const time = rateTime(schedule, t);
  const [alphaRate, sigmaRate] = [schedule.alphaRate(time), schedule.sigmaRate(time)];
  const velocities = ends.x1.map((value, i) => alphaRate * value + sigmaRate * ends.x0[i]);
  return { ...ends, velocities, ...meanOf(velocities, ends, dimension), isOnPath: isSpread || isMean(table, x) };

  function allPairs(of: 'source' | 'target'): Ends {
    const law = of === 'target' ? target : source;
    const mass = new Float64Array(law.weights.length);
    posterior.forEach((weight, p) => (mass[of === 'target' ? p % targets : Math.floor(p / targets)] += weight));
    const order = Array.from(mass.keys()).filter((part) => mass[part] > 0).sort((a, b) => mass[b] - mass[a]);
    const [known, other] = [new Float64Array(order.length * dimension), new Float64Array(order.length * dimension)];
    const [own, rest] = of === 'target' ? [alpha, sigma] : [sigma, alpha];
    for (let i = 0, to = 0; i < order.length; i++) {
      for (let k = 0; k < dimension; k++, to++) {
        known[to] = law.means[order[i] * dimension + k];
        other[to] = (x[k] - own * known[to]) / rest;
      }
    }
    const weights = Float64Array.from(order, (part) => mass[part]);
    return { kind: 'all', count: order.length, ...(of === 'target' ? { x0: other, x1: known } : { x0: known, x1: other }), weights, effective: effectiveNumber(mass), parts: mass.length };
  }

  function draws(): Ends {
    const x0 = new Float64Array(count * dimension);
    const x1 = new Float64Array(count * dimension);
    const [before, after] = [covarianceFactors('source', source), covarianceFactors('target', target)];
    const [a, b, xt, solution, move] = Array.from({ length: 5 }, () => new Float64Array(dimension));
    for (let n = 0; n < count; n++) {
      const p = componentAt(posterior, random.uniform());
      const [i, j] = [Math.floor(p / targets), p % targets];
      drawNormal(source, before, i, random, a);
      drawNormal(target, after, j, random, b);
      for (let k = 0; k < dimension; k++) xt[k] = table.means[p * dimension + k] + x[k] - (alpha * b[k] + sigma * a[k]);
      solved(table, p, xt, 0, solution);
      timesCovariance(table.source, i, solution, move);
      for (let k = 0; k < dimension; k++) x0[n * dimension + k] = a[k] + sigma * move[k];
      timesCovariance(table.target, j, solution, move);
      for (let k = 0; k < dimension; k++) x1[n * dimension + k] = b[k] + alpha * move[k];
    }
    return { kind: 'draws', count, x0, x1, weights: new Float64Array(count).fill(1 / count), effective: effectiveNumber(posterior), parts: posterior.length };
  }
}

type Ends = Omit<PairsThrough, 'velocities' | 'mean' | 'standardErrors' | 'isOnPath'>;

/** Whether some pair of points stands exactly there. */
const isMean = ({ dimension, count, means }: PairTable, x: Float64Array): boolean =>
  Array.from({ length: count }, (_, p) => p).some((p) => x.every((value, k) => value === means[p * dimension + k]));

const effectiveNumber = (weights: Float64Array): number => 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);

function componentAt(posterior: Float64Array, part: number): number {
  let [rest, last] = [part, 0];
  for (let p = 0; p < posterior.length; p++) {
    if (posterior[p] === 0) continue;
    last = p;
    rest -= posterior[p];
    if (rest < 0) break;
  }
  return last;
}

/** A draw of one component. @param factors  of all covariances, as `covarianceFactors` gives them */
function drawNormal({ dimension, means }: Mixture, { shape, stride, values }: Covariances, i: number, random: Random, out: Float64Array): void {
  const noise = Array.from({ length: dimension }, () => random.normal());
  for (let k = 0; k < dimension; k++) {
    out[k] = means[i * dimension + k];
    if (shape === 'full') for (let l = 0; l <= k; l++) out[k] += values[i * stride + k * dimension + l] * noise[l];
    else out[k] += values[i * stride + (shape === 'diagonal' ? k : 0)] * noise[k];
  }
}

function meanOf(velocities: Float64Array, { kind, count, weights }: Ends, dimension: number): Pick<PairsThrough, 'mean' | 'standardErrors'> {
  const mean = new Float64Array(dimension);
  velocities.forEach((value, i) => (mean[i % dimension] += weights[Math.floor(i / dimension)] * value));
  const squares = new Float64Array(dimension);
  if (kind === 'all') return { mean, standardErrors: squares };
  velocities.forEach((value, i) => (squares[i % dimension] += (value - mean[i % dimension]) ** 2));
  return { mean, standardErrors: squares.map((sum) => (count > 1 ? Math.sqrt(sum / (count - 1) / count) : Infinity)) };
}
