/**
 * Inverse of a positive semi-definite matrix whose Cholesky pivots are held at `floor` or above by adding to its diagonal.
 *
 * @param matrix  row-major `size * size`; its diagonal is raised when it has to be
 * @param floor  the smallest pivot allowed, above 0
 * @param out  receives the inverse, row-major, from `offset`
 * @param factor  receives the lower factor, `size * size`
 * @returns log of the determinant
 */
export function precision(
  matrix: Float64Array,
  size: number,
  floor: number,
  out: Float64Array,
  offset: number,
  factor: Float64Array,
): number {
  const smallest = factorise(matrix, size, floor, factor);
  if (smallest < floor) {
    for (let k = 0; k < size; k++) matrix[k * size + k] += floor - smallest;
    factorise(matrix, size, floor, factor);
  }
  let logDeterminant = 0;
  for (let k = 0; k < size; k++) logDeterminant += 2 * Math.log(factor[k * size + k]);
  for (let column = 0; column < size; column++) {
    for (let row = 0; row < size; row++) out[offset + column * size + row] = row === column ? 1 : 0;
    solve(factor, size, out, offset + column * size);
  }
  return logDeterminant;
}

/**
 * Each row of `rows` times the inverse of `L L^T`, in place. Where the matrix is nearly singular and the rows lie in its range this is right to
 * rounding, which a product with the inverse is not.
 *
 * @param factor  L, as `precision` has left it
 * @param rows  `size` of them from `offset`
 */
export function timesInverse(factor: Float64Array, size: number, rows: Float64Array, offset: number): void {
  for (let row = 0; row < size; row++) solve(factor, size, rows, offset + row * size);
}

/** Solves `L L^T z = y` for the `size` numbers from `at`, in place. */
function solve(factor: Float64Array, size: number, y: Float64Array, at: number): void {
  for (let row = 0; row < size; row++) {
    let sum = y[at + row];
    for (let k = 0; k < row; k++) sum -= factor[row * size + k] * y[at + k];
    y[at + row] = sum / factor[row * size + row];
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = y[at + row];
    for (let k = row + 1; k < size; k++) sum -= factor[k * size + row] * y[at + k];
    y[at + row] = sum / factor[row * size + row];
  }
}

/** Lower Cholesky factor with pivots held at `floor`; returns the smallest pivot that was met. */
function factorise(matrix: Float64Array, size: number, floor: number, factor: Float64Array): number {
  let smallest = Infinity;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column];
      for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k];
      if (row === column) {
        if (sum < smallest) smallest = sum;
        factor[row * size + row] = Math.sqrt(Math.max(sum, floor));
      } else {
        factor[row * size + column] = sum / factor[column * size + column];
      }
    }
  }
  return smallest;
}
