import { ArgumentError } from '../argument-error.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import type { Random } from '../random.ts';
import { assigning } from './assignment.ts';
import { takePoints } from './couplings.ts';
import { checkSameSize, squaredDistances } from './distances.ts';
import { drawPartners, sinkhornInPieces, sinkhornRoundsInPieces } from './sinkhorn.ts';

export interface PlanOptions {
  readonly coupling: 'independent' | 'ot' | 'sinkhorn';
  /** So many points are paired at a time, as in a minibatch; all when absent. */
  readonly group?: number;
  /** Of `sinkhorn`: strength of the entropy, in squared units of the points, above 0; 0.1 when absent. */
  readonly epsilon?: number;
  /** Of `sinkhorn`: only so many rounds, 1 or more, after which sums of rows need not be right yet; as many as they need when absent. */
  readonly rounds?: number;
}

/** A coupling of two clouds, and what it costs. */
export interface Plan {
  /** `P_ij` of point i of `a` and j of `b`, row-major, sum 1, with uniform marginals where no `rounds` are given: 0 between points of different groups. */
  readonly weights: Float64Array;
  /** For each point of `a` one of `b`, drawn from its row; for `independent` and `ot` a permutation. */
  readonly partner: Int32Array;
  /** `sum P_ij |a_i - b_j|^2`, of this plan, of the product of the marginals, and of the best there is. */
  readonly cost: number;
  readonly independentCost: number;
  readonly optimalCost: number;
}

/** Sinkhorn's rounds end when sums are right to this. */
const TOLERANCE = 1e-6;
const MOST_ROUNDS = 2000;

/**
 * @param a  as many points as `b`
 * @throws ArgumentError for clouds of other sizes, a group that is no whole number of points, and an `epsilon` that is not above 0
 */
export const couplingPlan = (a: Points, b: Points, options: PlanOptions, random: Random): Plan => inOneGo(couplingPlanInPieces(a, b, options, random));

/** {@link couplingPlan} in pieces, of which none takes longer than a few passes over all pairs. */
export function* couplingPlanInPieces(a: Points, b: Points, { coupling, group = a.count, epsilon = 0.1, rounds }: PlanOptions, random: Random): InPieces<Plan> {
  checkSameSize(a, b);
  if (!Number.isSafeInteger(group) || group < 1) throw new ArgumentError('group', `must be a whole number, 1 or more, not ${group}`);
  const { count } = a;
  const distances = squaredDistances(a, b);
  const weights = new Float64Array(count * count);
  const partner = new Int32Array(count);
  for (let first = 0; first < count; first += group) {
    const places = Array.from({ length: Math.min(group, count - first) }, (_, i) => first + i);
    const [from, to] = [takePoints(a, places), takePoints(b, places)];
    const part = yield* groupPlan(from, to, { coupling, epsilon, ...(rounds !== undefined && { rounds }) }, random);
    part.partner.forEach((j, i) => (partner[first + i] = first + j));
    const share = places.length / count;
    places.forEach((row, i) => places.forEach((column, j) => (weights[row * count + column] = share * part.weights[i * places.length + j])));
    yield;
  }
  const product = distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
  const best = coupling === 'ot' && group >= count ? partner : yield* assigning(distances, count);
  const optimalCost = best.reduce((sum, j, i) => sum + distances[i * count + j], 0) / count;
  return { weights, partner, cost: distances.reduce((sum, distance, e) => sum + weights[e] * distance, 0), independentCost: product, optimalCost };
}

type GroupOptions = Omit<PlanOptions, 'group'> & { readonly epsilon: number };

function* groupPlan(a: Points, b: Points, { coupling, epsilon, rounds }: GroupOptions, random: Random): InPieces<Pick<Plan, 'weights' | 'partner'>> {
  const { count } = a;
  if (coupling === 'sinkhorn' && rounds !== undefined) {
    const { weights } = yield* sinkhornRoundsInPieces(a, b, { epsilon, rounds });
    return { weights, partner: drawPartners({ rows: count, columns: count, weights: withUniformRows(weights, count) }, random) };
  }
  if (coupling === 'sinkhorn') {
    const plan = yield* sinkhornInPieces(a, b, { epsilon, tolerance: TOLERANCE, maxIterations: MOST_ROUNDS });
    return { weights: plan.weights, partner: drawPartners(plan, random) };
  }
  // Points are drawn independently of each other: in the order in which they came they are paired at random.
  if (coupling === 'independent') return { weights: new Float64Array(count * count).fill(1 / count ** 2), partner: Int32Array.from({ length: count }, (_, i) => i) };
  const partner = yield* assigning(squaredDistances(a, b), count);
  const weights = new Float64Array(count * count);
  partner.forEach((j, i) => (weights[i * count + j] = 1 / count));
  return { weights, partner };
}

function withUniformRows(weights: Float64Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  weights.forEach((weight, e) => (sums[Math.floor(e / count)] += weight));
  return weights.map((weight, e) => weight / sums[Math.floor(e / count)] / count);
}
