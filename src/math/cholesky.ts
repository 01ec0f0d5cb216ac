/** A pivot this much smaller than the matrix's trace counts as zero: rounding in data covariances is of this size. */
const RELATIVE_PIVOT = 1e-12;

/**
 * Lower factor `L` with `L L^T = A` of a positive semi-definite matrix; a direction without spread gives a column of zeros.
 *
 * @param matrix  row-major, `size * size` numbers from `offset`; only its lower triangle is read
 * @param out  row-major, the same place in it is overwritten, zeros above the diagonal
 * @returns false when the matrix is not positive semi-definite (then `out` holds no result)
 */
export function cholesky(matrix: Float64Array, offset: number, size: number, out: Float64Array): boolean {
  let trace = 0;
  for (let k = 0; k < size; k++) trace += Math.abs(matrix[offset + k * size + k]);
  const tolerance = RELATIVE_PIVOT * trace;
  for (let column = 0; column < size; column++) {
    const diagonal = offset + column * size + column;
    let pivot = matrix[diagonal];
    for (let k = 0; k < column; k++) pivot -= out[offset + column * size + k] ** 2;
    if (!(pivot >= -tolerance)) return false;
    const root = pivot > tolerance ? Math.sqrt(pivot) : 0;
    for (let k = column + 1; k < size; k++) out[offset + column * size + k] = 0;
    out[diagonal] = root;
    for (let row = column + 1; row < size; row++) {
      const at = offset + row * size + column;
      let sum = matrix[at];
      for (let k = 0; k < column; k++) sum -= out[offset + row * size + k] * out[offset + column * size + k];
      if (root === 0 && !(Math.abs(sum) <= Math.sqrt(RELATIVE_PIVOT) * trace)) return false;
      out[at] = root === 0 ? 0 : sum / root;
    }
  }
  return true;
}
