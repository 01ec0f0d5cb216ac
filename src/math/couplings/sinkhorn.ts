import { ArgumentError } from '../argument-error.ts';
import { checkCount } from '../mixtures.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';
import { squaredDistances } from './distances.ts';
import { settleColumns, settleRows } from './scaling-kernel.ts';
import { settling, type Costs } from './settle.ts';

export interface SinkhornOptions {
  /** Strength of the entropy, in squared units of the points, above 0. */
  readonly epsilon: number;
  /** Largest allowed deviation of a row or column sum from uniform, relative; 1e-9 when absent. */
  readonly tolerance?: number;
  /** Rounds at the final epsilon; 10,000 when absent. */
  readonly maxIterations?: number;
}

/** Levels above the final epsilon need only bring the potentials near, and of large clouds those of so many points, evenly taken. */
const ON_THE_WAY = { tolerance: 0.1, rounds: 20 };
const POINTS_ON_THE_WAY = 96;
const LEVEL_FACTOR = 8;

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
 * `sum P_ij |a_i - b_j|^2 + epsilon sum P_ij log P_ij` (Cuturi 2013), by Sinkhorn's rounds, to which log potentials are
 * absorbed (Peyre and Cuturi 2019, section 4.4; Schmitzer 2019), so that no epsilon overflows. Epsilon comes down in levels, each starting from the last one's potentials.
 *
 * @throws ArgumentError when `epsilon` is not above 0, a cloud is malformed, or a squared distance is above 1e300
 */
export const sinkhorn = (a: Points, b: Points, options: SinkhornOptions): TransportPlan => inOneGo(sinkhornInPieces(a, b, options));

/** {@link sinkhorn}, a round at a time. */
export function* sinkhornInPieces(a: Points, b: Points, { epsilon, tolerance = 1e-9, maxIterations = 10_000 }: SinkhornOptions): InPieces<TransportPlan> {
  checkCount('maxIterations', maxIterations);
  const whole = costsOf(a, b, epsilon);
  const { rows, columns } = whole;
  const { f, rounds: onTheWay } = yield* coming(whole, epsilon);
  const { kernel, rowScale, columnScale, rounds } = yield* settling(whole, epsilon, f, { tolerance, rounds: maxIterations });
  const weights = new Float64Array(rows * columns);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let e = kernel.starts[i]; e < kernel.starts[i + 1]; e++) {
      const j = kernel.places[e];
      const weight = (rowScale[i] * kernel.values[e] * columnScale[j]) / rows;
      weights[i * columns + j] = weight;
      columnSums[j] += weight;
    }
  }
  let error = 0;
  for (let j = 0; j < columns; j++) error = Math.max(error, Math.abs(columnSums[j] * columns - 1));
  return { rows, columns, weights, error, iterations: onTheWay + rounds };
}

/** Potentials of the rows from which rounds at `epsilon` start: epsilon comes down to it on a few of the points, whose potentials give those of the others. */
function* coming(whole: KnownCosts, epsilon: number): InPieces<{ readonly f: Float64Array; readonly rounds: number }> {
  const few = fewOf(whole);
  let f = new Float64Array(few.rows);
  let rounds = 0;
  for (let level = whole.largest / LEVEL_FACTOR; level > epsilon; level /= LEVEL_FACTOR) rounds += (yield* settling(few, level, f, ON_THE_WAY)).rounds;
  if (few !== whole) {
    const last = yield* settling(few, epsilon, f, ON_THE_WAY);
    rounds += last.rounds;
    f = new Float64Array(whole.rows);
    settleRows(few.ofAllRows, epsilon, last.g, f);
  }
  return { f, rounds };
}

/** How far Sinkhorn's rounds have come. */
export interface SinkhornRounds {
  /** Log potentials of the rows and of the columns: `P_ij = exp((f_i + g_j - |a_i - b_j|^2) / epsilon) / (rows columns)`. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** Row-major `[rows, columns]`, sum 1: the columns' sums are uniform to rounding, the rows' not before the rounds have settled. */
  readonly weights: Float64Array;
}

/**
 * So many of Sinkhorn's rounds at one epsilon, from potentials of 0: each makes the sums of all rows right, by which those of columns go wrong, and
 * then those of columns.
 *
 * @param rounds  1 or more
 * @throws ArgumentError as {@link sinkhorn}
 */
export const sinkhornRounds = (a: Points, b: Points, options: { readonly epsilon: number; readonly rounds: number }): SinkhornRounds => inOneGo(sinkhornRoundsInPieces(a, b, options));

/** {@link sinkhornRounds}, half a round at a time. */
export function* sinkhornRoundsInPieces(a: Points, b: Points, { epsilon, rounds }: { readonly epsilon: number; readonly rounds: number }): InPieces<SinkhornRounds> {
  checkCount('rounds', rounds);
  const { rows, columns, cost } = costsOf(a, b, epsilon);
  const [f, g] = [new Float64Array(rows), new Float64Array(columns)];
  for (let round = 0; round < rounds; round++) {
    settleRows(cost, epsilon, g, f);
    yield;
    settleColumns(cost, epsilon, f, g);
    yield;
  }
  return { f, g, weights: weightsOf({ f, g }, cost, epsilon) };
}

interface KnownCosts extends Costs {
  readonly largest: number;
  /** From each row of the whole to these columns. */
  readonly ofAllRows: Float64Array;
}

function costsOf(a: Points, b: Points, epsilon: number): KnownCosts {
  if (!(epsilon > 0 && epsilon < Infinity)) throw new ArgumentError('epsilon', `must be above 0, not ${epsilon}`);
  const cost = squaredDistances(a, b);
  const [rows, columns] = [a.count, b.count];
  let largest = 0;
  for (let e = 0; e < cost.length; e++) if (!(cost[e] <= largest)) largest = cost[e];
  if (!(largest <= LARGEST_COST)) throw new ArgumentError('a', `lies so far from b that squared distances overflow: one is ${largest}`);
  return { rows, columns, cost, largest, ofAllRows: cost };
}

/** The costs between a few rows and columns, evenly taken; the same where there are no more. */
function fewOf(whole: KnownCosts): KnownCosts {
  const [rows, columns] = [Math.min(whole.rows, POINTS_ON_THE_WAY), Math.min(whole.columns, POINTS_ON_THE_WAY)];
  if (rows === whole.rows && columns === whole.columns) return whole;
  const ofAllRows = new Float64Array(whole.rows * columns);
  for (let i = 0; i < whole.rows; i++) {
    for (let j = 0; j < columns; j++) ofAllRows[i * columns + j] = whole.cost[i * whole.columns + Math.floor((j * whole.columns) / columns)];
  }
  const cost = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const at = Math.floor((i * whole.rows) / rows) * columns;
    cost.set(ofAllRows.subarray(at, at + columns), i * columns);
  }
  return { rows, columns, cost, largest: whole.largest, ofAllRows };
}

function weightsOf({ f, g }: Pick<SinkhornRounds, 'f' | 'g'>, cost: Float64Array, epsilon: number): Float64Array {
  const columns = g.length;
  return cost.map((value, e) => Math.exp((f[Math.floor(e / columns)] + g[e % columns] - value) / epsilon) / cost.length);
}

/** For each row of a plan one column, drawn with the row's weights, which sum to `1 / rows`. */
export function drawPartners({ rows, columns, weights }: Pick<TransportPlan, 'rows' | 'columns' | 'weights'>, random: Random): Int32Array {
  const partner = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let left = random.uniform() / rows;
    let j = 0;
    while (j < columns - 1 && (left -= weights[i * columns + j]) >= 0) j++;
    partner[i] = j;
  }
  return partner;
}
