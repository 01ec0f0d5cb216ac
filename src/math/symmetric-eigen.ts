import type { InPieces } from './pieces.ts';
import { createRandom } from './random.ts';
import { tridiagonalEigenvalues, tridiagonalVector } from './tridiagonal.ts';

/** Eigenvalues that are nearer to each other than this part of the largest have their vectors made orthogonal one after the other (LAPACK's `stein`). */
const CLUSTER = 1e-3;
/** Seed of the vectors from which inverse iteration starts: any will do. */
const START_SEED = 1;

export interface SymmetricEigen {
  /** All of them, the largest first. */
  readonly values: Float64Array;
  /** Those of the `count` largest: vector `k` at `[k * size]`, of length 1, its largest entry positive. */
  vectors(count: number): InPieces<Float64Array>;
}

/**
 * The eigenvalues of a symmetric matrix, and vectors of the largest: Householder's reduction to three diagonals, implicit QL, and inverse iteration (Golub and
 * Van Loan, sections 8.3 and 8.2.2). The reduction takes `4/3 size^3` multiplications, a vector only `2 size^2`. For hundreds of dimensions: eigenvalues are right to rounding of the
 * largest, where Jacobi's method (`symmetricPower`) is right to rounding of each.
 *
 * @param matrix  row-major `size * size`; only its lower triangle is read
 */
export function* symmetricEigenInPieces(matrix: ArrayLike<number>, size: number): InPieces<SymmetricEigen> {
  const a = Float64Array.from(matrix);
  const off = new Float64Array(size);
  const betas = new Float64Array(size);
  const product = new Float64Array(size);
  for (let i = size - 1; i > 0; i--) {
    reduceRow(a, size, i, off, betas, product);
    yield;
  }
  const diagonal = Float64Array.from({ length: size }, (_, k) => a[k * size + k]);
  const values = tridiagonalEigenvalues(diagonal, off);
  return {
    values,
    *vectors(count) {
      const random = createRandom(START_SEED);
      const vectors = new Float64Array(count * size);
      const near = CLUSTER * Math.max(Math.abs(values[0]), Math.abs(values[size - 1]));
      for (let k = 0, first = 0; k < count; k++) {
        if (k > 0 && values[k - 1] - values[k] > near) first = k;
        tridiagonalVector(diagonal, off, values[k], vectors.subarray(first * size, k * size), random, vectors.subarray(k * size, (k + 1) * size));
        yield;
      }
      for (let k = 0; k < count; k++) {
        turnBack(a, size, betas, vectors.subarray(k * size, (k + 1) * size));
        yield;
      }
      return vectors;
    },
  };
}

/** Reflect so that row i has a single entry left of the diagonal, `off[i]`; the reflection's vector stays in the row, `1 - beta v v^T`. */
function reduceRow(a: Float64Array, size: number, i: number, off: Float64Array, betas: Float64Array, product: Float64Array): void {
  const row = i * size;
  let beyond = 0;
  let largest = 0;
  for (let k = 0; k < i; k++) largest = Math.max(largest, Math.abs(a[row + k]));
  for (let k = 0; k < i - 1; k++) beyond += (a[row + k] / largest) ** 2;
  if (!(beyond > 0)) {
    off[i] = a[row + i - 1];
    return;
  }
  const last = a[row + i - 1];
  const length = largest * Math.sqrt(beyond + (last / largest) ** 2);
  off[i] = last > 0 ? -length : length;
  a[row + i - 1] = last - off[i];
  // v^T v = 2 length (length + |last|)
  const beta = 1 / (length * (length + Math.abs(last)));
  betas[i] = beta;
  // p = beta A v, each entry of the lower triangle read once.
  product.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const vj = a[row + j];
    let sum = 0;
    for (let k = 0; k < j; k++) {
      const entry = a[j * size + k];
      sum += entry * a[row + k];
      product[k] += entry * vj;
    }
    product[j] += sum + a[j * size + j] * vj;
  }
  let along = 0;
  for (let k = 0; k < i; k++) along += (product[k] *= beta) * a[row + k];
  for (let k = 0; k < i; k++) product[k] -= 0.5 * beta * along * a[row + k];
  for (let j = 0; j < i; j++) {
    const vj = a[row + j];
    const pj = product[j];
    for (let k = 0; k <= j; k++) a[j * size + k] -= vj * product[k] + pj * a[row + k];
  }
}

/** From an eigenvector of the three diagonals to that of the matrix. */
function turnBack(a: Float64Array, size: number, betas: Float64Array, vector: Float64Array): void {
  for (let i = 1; i < size; i++) {
    if (betas[i] === 0) continue;
    let along = 0;
    for (let k = 0; k < i; k++) along += a[i * size + k] * vector[k];
    along *= betas[i];
    for (let k = 0; k < i; k++) vector[k] -= along * a[i * size + k];
  }
  let largest = 0;
  for (let k = 0; k < size; k++) if (Math.abs(vector[k]) > Math.abs(vector[largest]) * (1 + 1e-9)) largest = k;
  if (vector[largest] < 0) for (let k = 0; k < size; k++) vector[k] = -vector[k];
}
