/** Sweeps after which Jacobi's method has long converged for the few dimensions of a figure. */
const SWEEPS = 60;

/**
 * A real power of a symmetric positive semi-definite matrix by Jacobi's eigenvalue method (Press et al., section 11.1).
 * Eigenvalues within rounding of 0 count as 0; their negative powers too (pseudo-inverse).
 *
 * @param matrix  row-major `size * size`
 * @returns row-major `size * size`
 */
export function symmetricPower(matrix: ArrayLike<number>, size: number, power: number): Float64Array {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let k = 0; k < size; k++) vectors[k * size + k] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let p = 0; p < size; p++) {
      diagonal += a[p * size + p] ** 2;
      for (let q = p + 1; q < size; q++) off += a[p * size + q] ** 2;
    }
    if (off <= 1e-34 * diagonal) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  }
  let largest = 0;
  for (let k = 0; k < size; k++) largest = Math.max(largest, a[k * size + k]);
  const out = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const eigenvalue = a[k * size + k];
    if (!(eigenvalue > 1e-14 * largest)) continue;
    const scale = eigenvalue ** power;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) out[i * size + j] += scale * vectors[i * size + k] * vectors[j * size + k];
    }
  }
  return out;
}

/** Turn the plane of axes p and q so that `a[p, q]` becomes 0. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q];
  if (apq === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * apq);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < size; k++) {
    const akp = a[k * size + p];
    const akq = a[k * size + q];
    a[k * size + p] = cosine * akp - sine * akq;
    a[k * size + q] = sine * akp + cosine * akq;
  }
  for (let k = 0; k < size; k++) {
    const apk = a[p * size + k];
    const aqk = a[q * size + k];
    a[p * size + k] = cosine * apk - sine * aqk;
    a[q * size + k] = sine * apk + cosine * aqk;
    const vkp = vectors[k * size + p];
    const vkq = vectors[k * size + q];
    vectors[k * size + p] = cosine * vkp - sine * vkq;
    vectors[k * size + q] = sine * vkp + cosine * vkq;
  }
}
