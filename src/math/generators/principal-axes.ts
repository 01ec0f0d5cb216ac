import { ArgumentError } from '../argument-error.ts';
import { checkPoints } from '../mixtures.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import { symmetricEigenInPieces } from '../symmetric-eigen.ts';

/** The lesser of points and dimension is the size of an eigenvalue problem, whose time grows with its cube: about two seconds at this one. */
const MOST_SIZE = 1024;
/** Of the largest variance, for each number of a sum: below it stands rounding. */
const ROUNDING = 2 ** -52;

/** A cloud's mean, the directions in which it varies most, and how much it varies along them (principal component analysis). */
export interface PrincipalAxes {
  readonly dimension: number;
  /** One number for each of the cloud's coordinates. */
  readonly mean: Float64Array;
  /** Axis `k`, of length 1, its largest entry positive, at `[k * dimension]`; as many as were asked for. */
  readonly axes: Float64Array;
  /** The variance (mean square over all points) along every axis there is, the largest first: as many as the lesser of points and dimension. */
  readonly variances: Float64Array;
  /** How many of them are more than rounding: beyond it there is nothing to encode. */
  readonly rank: number;
}

/**
 * The principal axes of a cloud, from the covariance of its coordinates or from the products of its points, whichever is smaller.
 *
 * @param count  axes, 1 up to the cloud's rank
 * @throws ArgumentError when points and dimension are both above 1,024, or there are fewer axes than asked for
 */
export function* principalAxesInPieces(points: Points, count: number): InPieces<PrincipalAxes> {
  checkPoints('points', points);
  const { dimension, count: rows } = points;
  const size = Math.min(dimension, rows);
  if (size > MOST_SIZE) {
    const saying = { key: 'tooManyAxes', points: rows, dimension, most: MOST_SIZE } as const;
    throw new ArgumentError('points', `are ${rows} of dimension ${dimension}; one of the two must be at most ${MOST_SIZE}`, saying);
  }
  if (!Number.isSafeInteger(count) || count < 1) throw new ArgumentError('count', `must be a whole number, 1 or more, not ${count}`);
  const byCoordinates = dimension <= rows;
  const { mean, centred } = centre(points, byCoordinates);
  yield;
  const products = yield* productsOf(centred, size);
  for (let e = 0; e < products.length; e++) products[e] /= rows;
  const eigen = yield* symmetricEigenInPieces(products, size);
  const { values } = eigen;
  const least = ROUNDING * Math.max(dimension, rows) * values[0];
  const rank = values.findLastIndex((value) => value > least) + 1;
  if (count > rank) {
    throw new ArgumentError('count', `must be at most ${rank}: the points vary in no more directions; not ${count}`, { key: 'fewerAxes', asked: count, rank });
  }
  const vectors = yield* eigen.vectors(count);
  const variances = values.map((value) => Math.max(0, value));
  return { dimension, mean, axes: byCoordinates ? vectors : axesOf(centred, vectors, count, rows, dimension), variances, rank };
}

/** All at once. */
export const principalAxes = (points: Points, count: number): PrincipalAxes => inOneGo(principalAxesInPieces(points, count));

/** Less the mean: coordinate after coordinate, or point after point. */
function centre({ dimension, count, coordinates }: Points, byCoordinates: boolean): { mean: Float64Array; centred: Float64Array } {
  const mean = new Float64Array(dimension);
  for (let at = 0, i = 0; i < count; i++) for (let k = 0; k < dimension; k++, at++) mean[k] += coordinates[at];
  for (let k = 0; k < dimension; k++) mean[k] /= count;
  const centred = new Float64Array(count * dimension);
  for (let at = 0, i = 0; i < count; i++) for (let k = 0; k < dimension; k++, at++) centred[byCoordinates ? k * count + i : at] = coordinates[at] - mean[k];
  return { mean, centred };
}

/** Inner products of all rows, the lower triangle; four at a time, which reads each row once for all of them. */
function* productsOf(rows: Float64Array, size: number): InPieces<Float64Array> {
  const length = rows.length / size;
  const products = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const a = i * length;
    // Coordinates that do not vary, as the corners of pictures.
    if (rows.subarray(a, a + length).every((value) => value === 0)) continue;
    for (let j = 0; j <= i; j += 4) {
      const [b, c, d, e] = [0, 1, 2, 3].map((next) => Math.min(j + next, i) * length);
      let [ab, ac, ad, ae] = [0, 0, 0, 0];
      for (let k = 0; k < length; k++) {
        const value = rows[a + k];
        ab += value * rows[b + k];
        ac += value * rows[c + k];
        ad += value * rows[d + k];
        ae += value * rows[e + k];
      }
      const sums = [ab, ac, ad, ae];
      for (let next = 0; next < 4 && j + next <= i; next++) products[i * size + j + next] = sums[next];
    }
    yield;
  }
  return products;
}

/** Of the axis that a vector over points stands for, the sum of the points weighted by it has the direction. */
function axesOf(centred: Float64Array, vectors: Float64Array, count: number, rows: number, dimension: number): Float64Array {
  const axes = new Float64Array(count * dimension);
  for (let a = 0; a < count; a++) {
    const axis = axes.subarray(a * dimension, (a + 1) * dimension);
    for (let i = 0; i < rows; i++) {
      const weight = vectors[a * rows + i];
      for (let k = 0; k < dimension; k++) axis[k] += weight * centred[i * dimension + k];
    }
    let square = 0;
    let largest = 0;
    for (let k = 0; k < dimension; k++) {
      square += axis[k] ** 2;
      if (Math.abs(axis[k]) > Math.abs(axis[largest])) largest = k;
    }
    const scale = Math.sign(axis[largest]) / Math.sqrt(square);
    for (let k = 0; k < dimension; k++) axis[k] *= scale;
  }
  return axes;
}
