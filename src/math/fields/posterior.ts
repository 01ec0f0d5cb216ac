import type { Coordinates } from '../points.ts';
import { decay } from './decay.ts';
import type { PairTable } from './pairs.ts';

/** Pairs lighter than e^-40 (4e-18) of the heaviest are below the last bit of any sum and are passed over. */
export const NEGLIGIBLE = -40;

/** What `weigh` has found at a point. */
export interface Weighed {
  /** How many pairs count. */
  count: number;
  /** Sum of their weights, each a part of the heaviest. */
  total: number;
  /** Log of the heaviest. */
  largest: number;
}

/**
 * The posterior over pairs at the point that starts at `x[at]`: writes `table.active` and `table.weights`. Fields that most pictures ask for fuse
 * this loop with their own sums, which takes 0.6 of the time.
 *
 * @param out  overwritten, so that nothing is allocated
 */
export function weigh(table: PairTable, x: Coordinates, at: number, out: Weighed): void {
  const { count, terms, active, weights } = table;
  const largest = logTerms(table, x, at);
  let total = 0;
  let places = 0;
  for (let p = 0; p < count; p++) {
    const term = terms[p] - largest;
    if (term < NEGLIGIBLE) continue;
    const weight = decay(term);
    total += weight;
    active[places] = p;
    weights[places++] = weight;
  }
  out.count = places;
  out.total = total;
  out.largest = largest;
}

/**
 * Write the log weight of every pair at the point that starts at `x[at]` into `table.terms`.
 *
 * @returns the largest of them
 */
export function logTerms(table: PairTable, x: Coordinates, at: number): number {
  const { dimension, count, shape, means, offsets, precisions, terms } = table;
  if (shape !== 'isotropic') return stretchedLogTerms(table, x, at);
  let largest = -Infinity;
  if (dimension === 2) {
    const a = x[at];
    const b = x[at + 1];
    for (let p = 0; p < count; p++) {
      const da = a - means[2 * p];
      const db = b - means[2 * p + 1];
      const term = offsets[p] - 0.5 * precisions[p] * (da * da + db * db);
      terms[p] = term;
      if (term > largest) largest = term;
    }
    return largest;
  }
  for (let p = 0; p < count; p++) {
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      const difference = x[at + k] - means[p * dimension + k];
      square += difference * difference;
    }
    const term = offsets[p] - 0.5 * precisions[p] * square;
    terms[p] = term;
    if (term > largest) largest = term;
  }
  return largest;
}

function stretchedLogTerms({ dimension, count, shape, stride, means, offsets, precisions, terms }: PairTable, x: Coordinates, at: number): number {
  let largest = -Infinity;
  for (let p = 0; p < count; p++) {
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      const difference = x[at + k] - means[p * dimension + k];
      if (shape === 'diagonal') {
        square += precisions[p * stride + k] * difference * difference;
        continue;
      }
      const row = p * stride + k * dimension;
      square += precisions[row + k] * difference * difference;
      for (let l = 0; l < k; l++) square += 2 * precisions[row + l] * difference * (x[at + l] - means[p * dimension + l]);
    }
    const term = offsets[p] - 0.5 * square;
    terms[p] = term;
    if (term > largest) largest = term;
  }
  return largest;
}
