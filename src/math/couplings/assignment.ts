import { ArgumentError } from '../argument-error.ts';

/**
 * The cheapest one-to-one assignment of rows to columns, exactly: Jonker and Volgenant 1987 (column reduction, reduction transfer,
 * two rounds of augmenting row reduction, then shortest augmenting paths). About cubic in `size`.
 *
 * @param cost  row-major, `size * size`, finite
 * @returns for each row its column, a permutation
 * @throws ArgumentError when `cost` has the wrong length or a number that is not finite
 */
export function assignment(cost: Float64Array, size: number): Int32Array {
  if (cost.length !== size * size) throw new ArgumentError('cost', `must hold ${size * size} numbers, not ${cost.length}`);
  for (let e = 0; e < cost.length; e++) {
    if (!Number.isFinite(cost[e])) throw new ArgumentError('cost', `must be finite, but row ${Math.floor(e / size)} holds ${cost[e]}`);
  }
  const columnOf = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(size).fill(-1);
  const prices = new Float64Array(size);
  const free = new Int32Array(size);
  let freeCount = reduceColumns(cost, size, prices, columnOf, rowOf, free);
  for (let round = 0; round < 2 && freeCount > 0; round++) {
    freeCount = reduceRows(cost, size, prices, columnOf, rowOf, free, freeCount);
  }
  augment(cost, size, prices, columnOf, rowOf, free, freeCount);
  return columnOf;
}

/** Price each column at its cheapest row; rows that are cheapest nowhere stay free. Returns how many do. */
function reduceColumns(
  cost: Float64Array,
  size: number,
  prices: Float64Array,
  columnOf: Int32Array,
  rowOf: Int32Array,
  free: Int32Array,
): number {
  const cheapest = new Int32Array(size);
  const claims = new Int32Array(size);
  prices.fill(Infinity);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const c = cost[row * size + column];
      if (c < prices[column]) {
        prices[column] = c;
        cheapest[column] = row;
      }
    }
  }
  for (let column = size - 1; column >= 0; column--) {
    const row = cheapest[column];
    if (claims[row]++ === 0) {
      columnOf[row] = column;
      rowOf[column] = row;
    }
  }
  let freeCount = 0;
  for (let row = 0; row < size; row++) {
    if (claims[row] === 0) free[freeCount++] = row;
    if (claims[row] !== 1) continue;
    const own = columnOf[row];
    let second = Infinity;
    for (let column = 0; column < size; column++) {
      const reduced = cost[row * size + column] - prices[column];
      if (reduced < second && column !== own) second = reduced;
    }
    if (size > 1) prices[own] -= second;
  }
  return freeCount;
}

/** Rows displace each other at most this often for each row, then wait for the exact search: near ties prices creep by roundings. */
const DISPLACEMENTS = 8;

/** Each free row takes its cheapest column and lowers the price to where the second cheapest ties. Returns how many are free then. */
function reduceRows(
  cost: Float64Array,
  size: number,
  prices: Float64Array,
  columnOf: Int32Array,
  rowOf: Int32Array,
  free: Int32Array,
  freeCount: number,
): number {
  let next = 0;
  let kept = 0;
  let patience = size * DISPLACEMENTS;
  while (next < freeCount) {
    const row = free[next++];
    let least = Infinity;
    let second = Infinity;
    let best = -1;
    let other = -1;
    for (let column = 0; column < size; column++) {
      const reduced = cost[row * size + column] - prices[column];
      if (reduced >= second) continue;
      if (reduced >= least) {
        second = reduced;
        other = column;
      } else {
        second = least;
        other = best;
        least = reduced;
        best = column;
      }
    }
    let displaced = rowOf[best];
    const lowered = second < Infinity ? prices[best] - (second - least) : prices[best];
    const moves = lowered < prices[best];
    if (moves) prices[best] = lowered;
    else if (displaced >= 0 && other >= 0) {
      best = other;
      displaced = rowOf[best];
    }
    columnOf[row] = best;
    rowOf[best] = row;
    if (displaced >= 0) {
      if (moves && patience-- > 0) free[--next] = displaced;
      else free[kept++] = displaced;
    }
  }
  return kept;
}

/** A shortest augmenting path (Dijkstra over reduced costs) for each row that is still free. */
function augment(
  cost: Float64Array,
  size: number,
  prices: Float64Array,
  columnOf: Int32Array,
  rowOf: Int32Array,
  free: Int32Array,
  freeCount: number,
): void {
  const distance = new Float64Array(size);
  const cameFrom = new Int32Array(size);
  const columns = new Int32Array(size);
  for (let f = 0; f < freeCount; f++) {
    const start = free[f];
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
}
