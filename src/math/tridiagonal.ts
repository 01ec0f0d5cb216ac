import type { Random } from './random.ts';

/** Steps of inverse iteration: the first brings an eigenvector to rounding, the second makes up for an unlucky start. */
const ITERATIONS = 3;
/** A pivot of nothing stands for the rounding of the largest entry. */
const EPSILON = 2 ** -52;

/**
 * All eigenvalues of a symmetric tridiagonal matrix, the largest first: implicit QL (Press et al., section 11.4).
 *
 * @param off  entry i stands between rows i - 1 and i; the first is not read
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, off: Float64Array): Float64Array {
  const size = diagonal.length;
  const d = Float64Array.from(diagonal);
  const e = new Float64Array(size);
  for (let i = 1; i < size; i++) e[i - 1] = off[i];
  for (let low = 0; low < size; low++) {
    for (;;) {
      let m = low;
      while (m < size - 1 && Math.abs(e[m]) > EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === low) break;
      let g = (d[low + 1] - d[low]) / (2 * e[low]);
      let r = Math.hypot(g, 1);
      g = d[m] - d[low] + e[low] / (g + (g >= 0 ? r : -r));
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= low; i--) {
        const f = s * e[i];
        const b = c * e[i];
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) break;
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
      }
      if (i >= low) {
        // A rotation by nothing splits the matrix here.
        d[i + 1] -= p;
        e[m] = 0;
        continue;
      }
      d[low] -= p;
      e[low] = g;
      e[m] = 0;
    }
  }
  return d.sort().reverse();
}

/**
 * The eigenvector of one of them by inverse iteration, orthogonal to those of its neighbours that are already known.
 *
 * @param known  vectors of equal and near eigenvalues, one after the other
 * @param out  overwritten with a vector of length 1
 */
export function tridiagonalVector(diagonal: Float64Array, off: Float64Array, value: number, known: Float64Array, random: Random, out: Float64Array): void {
  const size = diagonal.length;
  const solve = shiftedSolver(diagonal, off, value);
  random.fillNormal(out);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    solve(out);
    // Twice, since what is left of a vector that lay almost in their span has lost its digits.
    for (let pass = 0; pass < 2; pass++) {
      normalise(out);
      for (let at = 0; at < known.length; at += size) {
        let along = 0;
        for (let k = 0; k < size; k++) along += known[at + k] * out[k];
        for (let k = 0; k < size; k++) out[k] -= along * known[at + k];
      }
    }
    normalise(out);
  }
}

/** `(T - value) x = y` in place, by elimination with the larger of two rows as the pivot. */
function shiftedSolver(diagonal: Float64Array, off: Float64Array, value: number): (y: Float64Array) => void {
  const size = diagonal.length;
  const pivots = new Float64Array(size);
  const next = new Float64Array(size);
  const afterNext = new Float64Array(size);
  const factors = new Float64Array(size);
  const swapped = new Uint8Array(size);
  let largest = 0;
  for (let k = 0; k < size; k++) largest = Math.max(largest, Math.abs(diagonal[k]), Math.abs(off[k]));
  const least = EPSILON * (largest || 1);
  let pivot = diagonal[0] - value;
  let right = size > 1 ? off[1] : 0;
  for (let k = 0; k < size - 1; k++) {
    const below = off[k + 1];
    const belowDiagonal = diagonal[k + 1] - value;
    const belowRight = k + 2 < size ? off[k + 2] : 0;
    if (Math.abs(below) > Math.abs(pivot)) {
      swapped[k] = 1;
      const factor = pivot / below;
      factors[k] = factor;
      pivots[k] = below;
      next[k] = belowDiagonal;
      afterNext[k] = belowRight;
      pivot = right - factor * belowDiagonal;
      right = -factor * belowRight;
    } else {
      if (Math.abs(pivot) < least) pivot = least;
      const factor = below / pivot;
      factors[k] = factor;
      pivots[k] = pivot;
      next[k] = right;
      pivot = belowDiagonal - factor * right;
      right = belowRight;
    }
  }
  pivots[size - 1] = Math.abs(pivot) < least ? least : pivot;
  return (y) => {
    for (let k = 0; k < size - 1; k++) {
      if (swapped[k]) [y[k], y[k + 1]] = [y[k + 1], y[k]];
      y[k + 1] -= factors[k] * y[k];
    }
    for (let k = size - 1; k >= 0; k--) {
      let sum = y[k];
      if (k + 1 < size) sum -= next[k] * y[k + 1];
      if (k + 2 < size) sum -= afterNext[k] * y[k + 2];
      y[k] = sum / pivots[k];
    }
  };
}

/** By the largest entry first: the square of one step's growth may be no number. */
function normalise(vector: Float64Array): void {
  let largest = 0;
  for (let k = 0; k < vector.length; k++) largest = Math.max(largest, Math.abs(vector[k]));
  let square = 0;
  for (let k = 0; k < vector.length; k++) square += (vector[k] /= largest) ** 2;
  const length = Math.sqrt(square);
  for (let k = 0; k < vector.length; k++) vector[k] /= length;
}
