import type { Coordinates } from '../points.ts';
import type { PairTable } from './pairs.ts';

/** Pairs lighter than e^-40 (4e-18) of the heaviest are below the last bit of any sum and are passed over. */
export const NEGLIGIBLE = -40;

/**
 * Write the log weight of every pair at the point that starts at `x[at]` into `table.terms`.
 *
 * @returns the largest of them, for log-sum-exp
 */
export function logTerms(table: PairTable, x: Coordinates, at: number): number {
  const { dimension, count, means, offsets, precisions, terms } = table;
  let largest = -Infinity;
  if (!table.isotropic) return fullLogTerms(table, x, at);
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

function fullLogTerms(table: PairTable, x: Coordinates, at: number): number {
  const { dimension, count, means, offsets, precisions, terms } = table;
  let largest = -Infinity;
  for (let p = 0; p < count; p++) {
    let square = 0;
    for (let k = 0; k < dimension; k++) {
      const row = (p * dimension + k) * dimension;
      const difference = x[at + k] - means[p * dimension + k];
      square += precisions[row + k] * difference * difference;
      for (let l = 0; l < k; l++) square += 2 * precisions[row + l] * difference * (x[at + l] - means[p * dimension + l]);
    }
    const term = offsets[p] - 0.5 * square;
    terms[p] = term;
    if (term > largest) largest = term;
  }
  return largest;
}
