import { ArgumentError } from '../argument-error.ts';
import { checkCount } from '../mixtures.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';
import { squaredDistances } from './distances.ts';

export interface SinkhornOptions {
  /** Strength of the entropy, in squared units of the points, above 0. */
  readonly epsilon: number;
  /** Largest allowed deviation of a row or column sum from uniform, relative; 1e-9 when absent. */
  readonly tolerance?: number;
  /** Rounds at the final epsilon; 10,000 when absent. */
  readonly maxIterations?: number;
}

/** Levels above the final epsilon need only bring the potentials near. */
const ROUNDS_ON_THE_WAY = 20;

/** Potentials, twice as large, and their differences stay finite below. */
const LARGEST_COST = 1e300;

/** A joint distribution over the pairs of two clouds with uniform marginals. */
export interface TransportPlan {
  readonly rows: number;
  readonly columns: number;
  /** Row-major `[rows, columns]`, sum 1. */
  readonly weights: Float64Array;
  /** Largest relative deviation of a column sum from uniform that is left; the row sums are uniform to rounding. */
  readonly error: number;
  readonly iterations: number;
}

/**
 * Entropic optimal transport between two clouds, which may differ in size: the plan that minimises
 * `sum P_ij |a_i - b_j|^2 + epsilon sum P_ij log P_ij` (Cuturi 2013), by Sinkhorn's rounds on log potentials (Peyre and Cuturi 2019,
 * section 4.4), so that no epsilon overflows. Epsilon comes down by halves, each level starting from the last one's potentials.
 *
 * @throws ArgumentError when `epsilon` is not above 0, a cloud is malformed, or a squared distance is above 1e300
 */
export function sinkhorn(a: Points, b: Points, { epsilon, tolerance = 1e-9, maxIterations = 10_000 }: SinkhornOptions): TransportPlan {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new ArgumentError('epsilon', `must be above 0, not ${epsilon}`);
  checkCount('maxIterations', maxIterations);
  const cost = squaredDistances(a, b);
  const rows = a.count;
  const columns = b.count;
  let largest = 0;
  for (let e = 0; e < cost.length; e++) if (!(cost[e] <= largest)) largest = cost[e];
  if (!(largest <= LARGEST_COST)) throw new ArgumentError('a', `lies so far from b that squared distances overflow: one is ${largest}`);
  const transposed = new Float64Array(cost.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) transposed[j * rows + i] = cost[i * columns + j];

  const f = new Float64Array(rows);
  const g = new Float64Array(columns);
  let iterations = 0;
  for (let level = Math.max(epsilon, largest); ; level = Math.max(level / 2, epsilon)) {
    const rounds = level === epsilon ? maxIterations : ROUNDS_ON_THE_WAY;
    for (let round = 0; round < rounds; round++) {
      // The change that uniform columns ask for is the columns' error of the plan (f, g), whose rows are uniform.
      const missed = softMinimum(transposed, columns, rows, level, f, g);
      if (iterations > 0 && missed <= tolerance) break;
      softMinimum(cost, rows, columns, level, g, f);
      iterations++;
    }
    if (level === epsilon) break;
  }
  softMinimum(cost, rows, columns, epsilon, g, f);
  const weights = new Float64Array(cost.length);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = Math.exp((f[i] + g[j] - cost[i * columns + j]) / epsilon) / (rows * columns);
      weights[i * columns + j] = weight;
      columnSums[j] += weight;
    }
  }
  let error = 0;
  for (let j = 0; j < columns; j++) error = Math.max(error, Math.abs(columnSums[j] * columns - 1));
  return { rows, columns, weights, error, iterations };
}

/** For each row of the plan one column, drawn with the row's weights. */
export function drawPartners({ rows, columns, weights }: TransportPlan, random: Random): Int32Array {
  const partner = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let left = random.uniform() / rows;
    let j = 0;
    while (j < columns - 1 && (left -= weights[i * columns + j]) >= 0) j++;
    partner[i] = j;
  }
  return partner;
}

/**
 * `out_i = -epsilon log mean_j exp((potential_j - cost_ij) / epsilon)`.
 *
 * @returns the largest `|exp(change / epsilon) - 1|` over the rows: by how much their sums had missed
 */
function softMinimum(
  cost: Float64Array,
  rows: number,
  columns: number,
  epsilon: number,
  potential: Float64Array,
  out: Float64Array,
): number {
  let worst = 0;
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    let largest = -Infinity;
    for (let j = 0; j < columns; j++) {
      const term = potential[j] - cost[at + j];
      if (term > largest) largest = term;
    }
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.exp((potential[j] - cost[at + j] - largest) / epsilon);
    const value = -largest - epsilon * Math.log(sum / columns);
    worst = Math.max(worst, Math.abs(Math.expm1((out[i] - value) / epsilon)));
    out[i] = value;
  }
  return worst;
}
