import { ArgumentError } from '../argument-error.ts';
import { fullCovariance } from '../covariances.ts';
import { gaussianTransport } from '../couplings/gaussian-transport.ts';
import { assigning } from '../couplings/assignment.ts';
import { squaredDistances, checkSameSize } from '../couplings/distances.ts';
import { exactVelocity } from '../fields/exact-velocity.ts';
import type { MixtureModel } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import { solve } from '../solvers/solve.ts';

/** `E|x_1 - x_0|^2` of a map's pairs, and the least there is between the same two laws. */
export interface TransportCost {
  readonly flow: number;
  readonly optimal: number;
}

/** Of the flow's map between Gaussians. */
const TOLERANCE = 1e-12;

/** The pairs of two clouds of the same size, row by row, against the best pairing of the same points. */
export const pairsCost = (x0: Points, x1: Points): TransportCost => inOneGo(pairsCostInPieces(x0, x1));

/** {@link pairsCost} in pieces. */
export function* pairsCostInPieces(x0: Points, x1: Points): InPieces<TransportCost> {
  checkSameSize(x0, x1);
  const { count } = x0;
  const distances = squaredDistances(x0, x1);
  let flow = 0;
  for (let i = 0; i < count; i++) flow += distances[i * count + i];
  const best = yield* assigning(distances, count);
  return { flow: flow / count, optimal: best.reduce((sum, j, i) => sum + distances[i * count + j], 0) / count };
}

/**
 * The map of the flow from t = 0 to 1 between two Gaussians, which is affine, since its velocity is: `x -> matrix x + shift`.
 *
 * @returns the matrix row-major
 * @throws ArgumentError when one of the laws has several components
 */
export function gaussianFlowMap(model: MixtureModel): { readonly matrix: Float64Array; readonly shift: Float64Array } {
  const { source: { dimension, weights }, target } = model;
  if (weights.length !== 1 || target.weights.length !== 1) throw new ArgumentError('model', `must lead from one Gaussian to one, not from ${weights.length} to ${target.weights.length}`);
  // The origin, and the end of each unit vector.
  const ends = new Float64Array((dimension + 1) * dimension);
  for (let k = 0; k < dimension; k++) ends[(k + 1) * dimension + k] = 1;
  solve(exactVelocity(model), ends, { solver: 'dopri5', tolerance: TOLERANCE });
  const shift = ends.slice(0, dimension);
  return { shift, matrix: Float64Array.from({ length: dimension * dimension }, (_, e) => ends[((e % dimension) + 1) * dimension + Math.floor(e / dimension)] - shift[Math.floor(e / dimension)]) };
}

/**
 * What the flow's map between two Gaussians costs, the optimal one, and independent pairs of the same laws, all without draws. Where the covariances do not commute the flow's is not
 * optimal, and reflow keeps it (Hertrich, Chambolle and Delon 2025).
 *
 * @throws ArgumentError when one of the laws has several components
 */
export function gaussianTransportCost(model: MixtureModel): TransportCost & { readonly independent: number } {
  const { matrix, shift } = gaussianFlowMap(model);
  const { source, target } = model;
  const { dimension, means } = source;
  const [covariance, other] = [fullCovariance(source, 0), fullCovariance(target, 0)];
  // x_1 - x_0 = D x_0 + shift with D = matrix - I: |D m + shift|^2 + tr(D C D^T).
  const difference = (k: number, l: number): number => matrix[k * dimension + l] - Number(k === l);
  let [flow, independent] = [0, 0];
  for (let k = 0; k < dimension; k++) {
    independent += (target.means[k] - means[k]) ** 2 + covariance[k * (dimension + 1)] + other[k * (dimension + 1)];
    let mean = shift[k];
    for (let l = 0; l < dimension; l++) {
      mean += difference(k, l) * means[l];
      for (let m = 0; m < dimension; m++) flow += difference(k, l) * covariance[l * dimension + m] * difference(k, m);
    }
    flow += mean * mean;
  }
  return { flow, optimal: gaussianTransport(source, target).squaredDistance, independent };
}
