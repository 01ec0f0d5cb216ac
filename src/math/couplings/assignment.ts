import { ArgumentError } from '../argument-error.ts';
import { inOneGo, type InPieces } from '../pieces.ts';

/**
 * The cheapest one-to-one assignment of rows to columns, exactly: shortest augmenting paths after Jonker and Volgenant 1987, started from
 * the prices of an auction (Bertsekas 1988), which leaves them few and short paths. Cubic in `size` at worst.
 *
 * @param cost  row-major, `size * size`, finite
 * @returns for each row its column, a permutation
 * @throws ArgumentError when `cost` has the wrong length or a number that is not finite
 */
export const assignment = (cost: Float64Array, size: number): Int32Array => inOneGo(assigning(cost, size));

/** {@link assignment} in pieces of about `size * size` comparisons. */
export function* assigning(cost: Float64Array, size: number): InPieces<Int32Array> {
  if (cost.length !== size * size) throw new ArgumentError('cost', `must hold ${size * size} numbers, not ${cost.length}`);
  for (let e = 0; e < cost.length; e++) {
    if (!Number.isFinite(cost[e])) throw new ArgumentError('cost', `must be finite, but row ${Math.floor(e / size)} holds ${cost[e]}`);
  }
  const columnOf = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(size).fill(-1);
  const prices = new Float64Array(size);
  const free = new Int32Array(size);
  yield* auction(cost, size, prices, columnOf, rowOf, free);
  const freeCount = keepTight(cost, size, prices, columnOf, rowOf, free);
  yield;
  yield* augment(cost, size, prices, columnOf, rowOf, free.subarray(0, freeCount));
  return columnOf;
}

/** The auction's rounds: the first increment and the last, as parts of the largest difference of costs, and the factor between them. */
const FIRST_INCREMENT = 1 / 8;
const LAST_INCREMENT = 1e-5;
const INCREMENT_FACTOR = 1 / 5;
/** Bids in one round, for each row; a round that takes longer is cut, since its prices are only a start. */
const MOST_BIDS = 40;

/**
 * Bring the prices near their best by an auction with falling increments: each row without a column takes the one that is cheapest to it
 * and lowers its price until the second cheapest would do as well, and by the increment more; who stood there bids again.
 */
function* auction(cost: Float64Array, size: number, prices: Float64Array, columnOf: Int32Array, rowOf: Int32Array, queue: Int32Array): InPieces<void> {
  let least = Infinity;
  let largest = -Infinity;
  for (let e = 0; e < cost.length; e++) {
    if (cost[e] < least) least = cost[e];
    if (cost[e] > largest) largest = cost[e];
  }
  for (let part = FIRST_INCREMENT; part >= LAST_INCREMENT && largest > least && size > 1; part *= INCREMENT_FACTOR) {
    const increment = part * (largest - least);
    columnOf.fill(-1);
    rowOf.fill(-1);
    for (let row = 0; row < size; row++) queue[row] = size - 1 - row;
    let waiting = size;
    for (let bids = 0; waiting > 0 && bids < MOST_BIDS * size; bids++) {
      const displaced = bid(queue[--waiting], cost, size, prices, increment, columnOf, rowOf);
      if (displaced >= 0) queue[waiting++] = displaced;
      if (bids % size === 0) yield;
    }
  }
}

/** One row takes the column that is cheapest to it. Returns the row that stood there, -1 when none did. */
function bid(row: number, cost: Float64Array, size: number, prices: Float64Array, increment: number, columnOf: Int32Array, rowOf: Int32Array): number {
  const at = row * size;
  let best = -1;
  let first = Infinity;
  let second = Infinity;
  for (let column = 0; column < size; column++) {
    const reduced = cost[at + column] - prices[column];
    if (reduced >= second) continue;
    if (reduced < first) {
      second = first;
      first = reduced;
      best = column;
    } else {
      second = reduced;
    }
  }
  prices[best] -= second - first + increment;
  const displaced = rowOf[best];
  if (displaced >= 0) columnOf[displaced] = -1;
  rowOf[best] = row;
  columnOf[row] = best;
  return displaced;
}

/** Pair each row with a column that is cheapest to it at the final prices, as long as it is not taken. Returns how many rows stay free. */
function keepTight(cost: Float64Array, size: number, prices: Float64Array, columnOf: Int32Array, rowOf: Int32Array, free: Int32Array): number {
  const cheapest = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    let best = 0;
    for (let column = 1; column < size; column++) {
      if (cost[row * size + column] - prices[column] < cost[row * size + best] - prices[best]) best = column;
    }
    const own = columnOf[row];
    // A tie is as good as being the first.
    const tight = own >= 0 && cost[row * size + own] - prices[own] <= cost[row * size + best] - prices[best];
    cheapest[row] = tight ? own : best;
    if (own >= 0 && !tight) {
      rowOf[own] = -1;
      columnOf[row] = -1;
    }
  }
  let freeCount = 0;
  for (let row = 0; row < size; row++) {
    if (columnOf[row] >= 0) continue;
    if (rowOf[cheapest[row]] < 0) {
      columnOf[row] = cheapest[row];
      rowOf[cheapest[row]] = row;
    } else {
      free[freeCount++] = row;
    }
  }
  return freeCount;
}

/** A shortest augmenting path for each row that is still free. */
function* augment(cost: Float64Array, size: number, prices: Float64Array, columnOf: Int32Array, rowOf: Int32Array, free: Int32Array): InPieces<void> {
  const distance = new Float64Array(size);
  const cameFrom = new Int32Array(size);
  const columns = new Int32Array(size);
  for (const start of free) {
    augmentFrom(start, cost, size, prices, columnOf, rowOf, { distance, cameFrom, columns });
    yield;
  }
}

interface PathRoom {
  readonly distance: Float64Array;
  readonly cameFrom: Int32Array;
  readonly columns: Int32Array;
}

/** By Dijkstra over reduced costs. */
function augmentFrom(start: number, cost: Float64Array, size: number, prices: Float64Array, columnOf: Int32Array, rowOf: Int32Array, { distance, cameFrom, columns }: PathRoom): void {
  for (let column = 0; column < size; column++) {
    columns[column] = column;
    distance[column] = cost[start * size + column] - prices[column];
    cameFrom[column] = start;
  }
  // columns[0..done) are settled, [done..front) stand at the least distance, the rest are farther.
  let done = 0;
  let front = 0;
  let settled = 0;
  let least = 0;
  let end = -1;
  while (end < 0) {
    if (done === front) {
      settled = done;
      least = distance[columns[front]];
      front++;
      for (let k = front; k < size; k++) {
        const column = columns[k];
        if (distance[column] > least) continue;
        if (distance[column] < least) {
          least = distance[column];
          front = done;
        }
        columns[k] = columns[front];
        columns[front++] = column;
      }
      for (let k = done; k < front && end < 0; k++) if (rowOf[columns[k]] < 0) end = columns[k];
      if (end >= 0) break;
    }
    const through = columns[done++];
    const row = rowOf[through];
    const base = cost[row * size + through] - prices[through] - least;
    for (let k = front; k < size; k++) {
      const column = columns[k];
      const candidate = cost[row * size + column] - prices[column] - base;
      if (candidate >= distance[column]) continue;
      distance[column] = candidate;
      cameFrom[column] = row;
      if (candidate > least) continue;
      if (rowOf[column] < 0) {
        end = column;
        break;
      }
      columns[k] = columns[front];
      columns[front++] = column;
    }
  }
  for (let k = 0; k < settled; k++) prices[columns[k]] += distance[columns[k]] - least;
  for (let column = end, row = -1; row !== start; ) {
    row = cameFrom[column];
    rowOf[column] = row;
    const before = columnOf[row];
    columnOf[row] = column;
    column = before;
  }
}
