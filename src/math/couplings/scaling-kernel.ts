import { decay } from '../fields/decay.ts';

/** What Sinkhorn's rounds multiply: a plan before it is scaled, row by row, without what is too small to count. */
export interface ScalingKernel {
  /** Where the entries of each row begin, one more than there are rows. */
  readonly starts: Int32Array;
  /** Of each entry its column and its value; the sum of each row is 1. */
  readonly places: Int32Array;
  readonly values: Float64Array;
}

export const emptyKernel = (rows: number, columns: number): ScalingKernel => ({
  starts: new Int32Array(rows + 1), places: new Int32Array(rows * columns), values: new Float64Array(rows * columns),
});

/** Terms that are so much smaller than the largest, in logarithms, are far below the rounding of a sum. */
export const LARGEST_CUT = 40;

/** Of the row of costs that begins at `at`. */
function largestTerm(cost: Float64Array, at: number, columnPotential: Float64Array): number {
  let largest = -Infinity;
  for (let j = 0; j < columnPotential.length; j++) {
    const term = columnPotential[j] - cost[at + j];
    if (term > largest) largest = term;
  }
  return largest;
}

/** Half a round on log potentials: `rowPotential_i = -epsilon log mean_j exp((columnPotential_j - cost_ij) / epsilon)`. */
export function settleRows(cost: Float64Array, epsilon: number, columnPotential: Float64Array, rowPotential: Float64Array): void {
  const columns = columnPotential.length;
  for (let i = 0; i < rowPotential.length; i++) {
    const at = i * columns;
    const largest = largestTerm(cost, at, columnPotential);
    const least = largest - LARGEST_CUT * epsilon;
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const term = columnPotential[j] - cost[at + j];
      if (term >= least) sum += decay((term - largest) / epsilon);
    }
    rowPotential[i] = -largest - epsilon * Math.log(sum / columns);
  }
}

/** {@link settleRows} of the transposed costs, which are read row by row as they lie. */
export function settleColumns(cost: Float64Array, epsilon: number, rowPotential: Float64Array, columnPotential: Float64Array): void {
  const columns = columnPotential.length;
  const rows = rowPotential.length;
  const largest = new Float64Array(columns).fill(-Infinity);
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    const potential = rowPotential[i];
    for (let j = 0; j < columns; j++) {
      const term = potential - cost[at + j];
      if (term > largest[j]) largest[j] = term;
    }
  }
  const range = LARGEST_CUT * epsilon;
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    const potential = rowPotential[i];
    for (let j = 0; j < columns; j++) {
      const below = potential - cost[at + j] - largest[j];
      if (below >= -range) sums[j] += decay(below / epsilon);
    }
  }
  for (let j = 0; j < columns; j++) columnPotential[j] = -largest[j] - epsilon * Math.log(sums[j] / rows);
}

/**
 * {@link settleRows}, and the kernel of these potentials beside it.
 *
 * @param cut  in each row the entries stay that are above `exp(-cut)` of the largest, at most `LARGEST_CUT`
 * @param kernel  overwritten
 */
export function kernelOf(cost: Float64Array, epsilon: number, columnPotential: Float64Array, rowPotential: Float64Array, cut: number, { starts, places, values }: ScalingKernel): void {
  const columns = columnPotential.length;
  let end = 0;
  for (let i = 0; i < rowPotential.length; i++) {
    const at = i * columns;
    const largest = largestTerm(cost, at, columnPotential);
    const least = largest - cut * epsilon;
    const begin = end;
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const term = columnPotential[j] - cost[at + j];
      if (!(term >= least)) continue;
      const value = decay((term - largest) / epsilon);
      sum += value;
      values[end] = value;
      places[end++] = j;
    }
    for (let e = begin; e < end; e++) values[e] /= sum;
    starts[i + 1] = end;
    rowPotential[i] = -largest - epsilon * Math.log(sum / columns);
  }
}

/**
 * One round on a kernel: rows are scaled so that their sums are 1, and the sums of columns that come of it are told.
 *
 * @param rowScale  overwritten; `columnScale` is read
 * @param relaxation  1 for exact sums of rows; above 1 each scale goes so many times as far, in logarithms
 * @param sums  overwritten
 */
export function scaleRows({ starts, places, values }: ScalingKernel, rowScale: Float64Array, columnScale: Float64Array, relaxation: number, sums: Float64Array): void {
  sums.fill(0);
  for (let i = 0; i < rowScale.length; i++) {
    const begin = starts[i];
    const end = starts[i + 1];
    // Two sums, or each addition would wait for the one before.
    let sum = 0;
    let other = 0;
    let e = begin;
    for (; e < end - 1; e += 2) {
      sum += values[e] * columnScale[places[e]];
      other += values[e + 1] * columnScale[places[e + 1]];
    }
    if (e < end) sum += values[e] * columnScale[places[e]];
    sum += other;
    const scale = rowScale[i];
    const next = relaxation === 1 ? 1 / sum : scale * relaxed(1 / (scale * sum), relaxation);
    rowScale[i] = next;
    for (e = begin; e < end; e++) sums[places[e]] += next * values[e];
  }
}

/** About `ratio ** relaxation`, which it is where rounds settle: near 1 by a fraction (Pade's), which takes a fifth of the power's time. */
export function relaxed(ratio: number, relaxation: number): number {
  const by = ratio - 1;
  if (!(by > -0.5 && by < 1)) return ratio ** relaxation;
  return (1 + ((relaxation + 1) / 2) * by) / (1 - ((relaxation - 1) / 2) * by);
}
