/** `a b` for row-major square matrices. */
export function matrixProduct(a: ArrayLike<number>, b: ArrayLike<number>, size: number): Float64Array {
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) out[i * size + j] += a[i * size + k] * b[k * size + j];
    }
  }
  return out;
}

/** Rounding leaves a product that should be symmetric a little off: the mean of a matrix and its transpose. */
export function symmetrised(a: Float64Array, size: number): Float64Array {
  return a.map((value, e) => (value + a[(e % size) * size + Math.floor(e / size)]) / 2);
}

/** `a b a`, symmetric for symmetric `a` and `b`. */
export function sandwich(a: ArrayLike<number>, b: ArrayLike<number>, size: number): Float64Array {
  return symmetrised(matrixProduct(matrixProduct(a, b, size), a, size), size);
}
