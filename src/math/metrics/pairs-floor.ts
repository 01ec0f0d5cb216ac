import { ArgumentError } from '../argument-error.ts';
import type { Interpolant } from '../interpolant.ts';
import type { InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';

/** Ends of paths in batches that were paired one without the other; row i of `x0` with row i of `x1`. */
export interface BatchesOfPairs {
  readonly x0: Points;
  readonly x1: Points;
  /** Pairs in a batch, of which there are at least two. */
  readonly batch: number;
}

/** What no network can explain of the motion of pairs, as far as these pairs tell. */
export interface PairsFloor {
  /** At each time, `E|U - E[U | X_t]|^2`, summed over the axes. */
  readonly byTime: Float64Array;
  /** Over the times. */
  readonly mean: number;
  /** Of the mean: batches are independent of each other. */
  readonly standardError: number;
}

/** Neighbours that a motion is foretold by, beside one for each axis: more reach further, where the velocity bends. */
const NEIGHBOURS = 6;
/** Points whose neighbours are looked for in one piece. */
const PIECE = 32;

/**
 * The floor of the loss for pairs whose exact field nobody knows, such as those of minibatch optimal transport or of reflow: at each point `X_t` the
 * velocity is fitted by a plane through its nearest neighbours, and what a pair's motion `U` differs from that is its spread and the plane's own,
 * `1 + h` times as much (h being the leverage, the usual variance of a prediction). Neighbours are of other batches alone: pairs of one batch avoid each
 * other, and would hide what no network can know. It errs where few points tell of a velocity that bends: in many dimensions, and where it is sharp.
 *
 * @param times  model times in [0, 1]
 * @throws ArgumentError when there are not two whole batches, or too few points for a plane
 */
export function* measuringFloor({ x0, x1, batch }: BatchesOfPairs, interpolant: Interpolant, times: Float64Array): InPieces<PairsFloor> {
  const { dimension, count } = x0;
  const wanted = NEIGHBOURS + dimension;
  const batches = count / batch;
  if (!Number.isInteger(batches) || batches < 2 || x1.count !== count) throw new ArgumentError('batch', `must be a part of the ${count} pairs, a half at most, not ${batch}`);
  if (count - batch < wanted) throw new ArgumentError('x0', `has ${count} points, too few for ${wanted} neighbours of other batches`);
  const [points, velocities] = [new Float64Array(count * dimension), new Float64Array(count * dimension)];
  const byTime = new Float64Array(times.length);
  const byBatch = new Float64Array(batches);
  for (const [s, t] of times.entries()) {
    interpolant(x0.coordinates, x1.coordinates, new Float64Array(count).fill(t), points, velocities);
    const neighbours = new Neighbours(points, dimension, batch, wanted);
    const plane = new Plane(dimension);
    for (let i = 0; i < count; i++) {
      const spread = plane.spread(points, velocities, i, neighbours.of(i));
      byTime[s] += spread / count;
      byBatch[Math.floor(i / batch)] += spread / batch / times.length;
      if (i % PIECE === 0) yield;
    }
  }
  const mean = byBatch.reduce((sum, value) => sum + value, 0) / batches;
  const variance = byBatch.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (batches - 1);
  return { byTime, mean, standardError: Math.sqrt(variance / batches) };
}

/** The nearest points of other batches, found along the first axis, on which points are in order. */
class Neighbours {
  private readonly points: Float64Array;
  private readonly dimension: number;
  private readonly batch: number;
  private readonly order: Uint32Array;
  private readonly rank: Uint32Array;
  private readonly found: Uint32Array;
  private readonly squares: Float64Array;

  constructor(points: Float64Array, dimension: number, batch: number, wanted: number) {
    this.points = points;
    this.dimension = dimension;
    this.batch = batch;
    this.order = Uint32Array.from({ length: points.length / dimension }, (_, i) => i).sort((i, j) => points[i * dimension] - points[j * dimension]);
    this.rank = new Uint32Array(this.order.length);
    this.order.forEach((i, rank) => (this.rank[i] = rank));
    this.found = new Uint32Array(wanted);
    this.squares = new Float64Array(wanted);
  }

  /** Overwritten by the next. */
  of(i: number): Uint32Array {
    const { points, dimension, batch, order, rank, found, squares } = this;
    squares.fill(Infinity);
    const ownFrom = i - (i % batch);
    const ownTo = ownFrom + batch;
    const last = squares.length - 1;
    const here = points[i * dimension];
    let below = rank[i] - 1;
    let above = rank[i] + 1;
    for (;;) {
      const down = below >= 0 ? here - points[order[below] * dimension] : Infinity;
      const up = above < order.length ? points[order[above] * dimension] - here : Infinity;
      const gap = down < up ? down : up;
      if (gap === Infinity || gap * gap >= squares[last]) return found;
      const j = order[down <= up ? below-- : above++];
      if (ownFrom <= j && j < ownTo) continue;
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const off = points[i * dimension + k] - points[j * dimension + k];
        square += off * off;
      }
      if (square >= squares[last]) continue;
      let place = last;
      for (; place > 0 && squares[place - 1] > square; place--) {
        squares[place] = squares[place - 1];
        found[place] = found[place - 1];
      }
      squares[place] = square;
      found[place] = j;
    }
  }
}

/** Planes through velocities by least squares, told at one place each. */
class Plane {
  private readonly dimension: number;
  private readonly normal: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.normal = new Float64Array((dimension + 1) ** 2);
  }

  /** `|u_i - f(x_i)|^2 / (1 + h)` of the plane f through some others. */
  spread(points: Float64Array, velocities: Float64Array, i: number, others: Uint32Array): number {
    const { dimension, normal } = this;
    const size = dimension + 1;
    const row = (j: number, p: number): number => (p === 0 ? 1 : points[j * dimension + p - 1] - points[i * dimension + p - 1]);
    normal.fill(0);
    for (const j of others) for (let p = 0; p < size; p++) for (let q = 0; q < size; q++) normal[p * size + q] += row(j, p) * row(j, q);
    // A plane at its own place is its constant: the weights of the others there are the first row of the inverse times theirs.
    const first = firstOfInverse(normal, size);
    let [square, leverage] = [0, 0];
    const foretold = new Float64Array(dimension);
    for (const j of others) {
      let weight = 0;
      for (let p = 0; p < size; p++) weight += first[p] * row(j, p);
      leverage += weight ** 2;
      for (let k = 0; k < dimension; k++) foretold[k] += weight * velocities[j * dimension + k];
    }
    for (let k = 0; k < dimension; k++) square += (velocities[i * dimension + k] - foretold[k]) ** 2;
    return square / (1 + leverage);
  }
}

/** Of points on one another, which make no plane: a little of the diagonal is added, which leaves their mean. */
const RIDGE = 1e-9;

/** The first row of the inverse of a symmetric matrix, by elimination in place. */
function firstOfInverse(matrix: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size);
  out[0] = 1;
  let trace = 0;
  for (let p = 1; p < size; p++) trace += matrix[p * size + p];
  for (let p = 1; p < size; p++) matrix[p * size + p] += RIDGE * trace + Number.MIN_VALUE;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const factor = matrix[q * size + p] / matrix[p * size + p];
      for (let r = p; r < size; r++) matrix[q * size + r] -= factor * matrix[p * size + r];
      out[q] -= factor * out[p];
    }
  }
  for (let p = size - 1; p >= 0; p--) {
    for (let q = p + 1; q < size; q++) out[p] -= matrix[p * size + q] * out[q];
    out[p] /= matrix[p * size + p];
  }
  return out;
}
