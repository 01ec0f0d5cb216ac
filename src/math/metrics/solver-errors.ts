import { closedFlow } from '../closed-flow.ts';
import { isLive, lawsOf } from '../models/traits.ts';
import type { VelocityField, VelocityModel } from '../models/types.ts';
import { inOneGo, type InPieces } from '../pieces.ts';
import type { Points } from '../points.ts';
import type { FixedStepSolver } from '../solvers/fixed-step.ts';
import { solving, type SolverOptions } from '../solvers/solve.ts';

/** Those that know the velocity alone. */
type EvenSolver = Exclude<FixedStepSolver, 'average-velocity'>;

/** How far one solver's ends are from where the flow leads, for more and more work; from the coarsest on, until its order shows or work is enough. */
export interface SolverCurve {
  readonly solver: EvenSolver | 'dopri5';
  /** Of the field, for each point. */
  readonly evaluations: Float64Array;
  /** Median over the points of the distance at t = 1: few that take another way, where ways part, hide no order. */
  readonly errors: Float64Array;
}

export interface SolverErrors {
  /** Where the flow leads the points, interleaved. */
  readonly ends: Float64Array;
  /** Known in closed form, or by `dopri5` with a tolerance that no curve comes near to. */
  readonly isClosed: boolean;
  /** Errors below are rounding, or the reference's. */
  readonly resolved: number;
  readonly curves: readonly SolverCurve[];
}

/** Evaluations of the field in a step. */
const STAGES: Readonly<Record<EvenSolver, number>> = { euler: 1, midpoint: 2, heun: 2, rk4: 4 };
/** All solvers of even steps are tried at these costs, which each of them divides. */
const COSTS = [4, 8, 16, 32, 64, 128, 256];
/** Where thin laws make a field so sharp that no order shows by then, costs are doubled up to this. Networks, which are asked about again and again, are not followed so far. */
const MOST_COST = 2048;
const TOLERANCES = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8];
/** How far the reference is followed, and below which its errors are as much those of the reference. Weights of networks are of single precision: their flow is not followed further. */
const REFERENCE = { exact: { tolerance: 1e-13, resolved: 2e-11 }, live: { tolerance: 1e-11, resolved: 1e-9 } };
/** An order shows where the last two slopes are so near to each other, and the last three: the error of a slope falls with the step, so that of the finest is less. */
const SETTLED = { two: 0.1, three: 0.3 };

/** The errors of the solvers at equal numbers of evaluations. @throws SolverError where the flow cannot be followed, ArgumentError as `integrate` */
export const solverErrors = (model: VelocityModel, field: VelocityField, start: Points): SolverErrors => inOneGo(comparingSolvers(model, field, start));

/** {@link solverErrors}, one solver step of all points at a time. */
export function* comparingSolvers(model: VelocityModel, field: VelocityField, { coordinates, dimension }: Points): InPieces<SolverErrors> {
  const laws = lawsOf(model);
  const closed = laws && closedFlow(laws);
  const { tolerance, resolved } = isLive(model) ? REFERENCE.live : REFERENCE.exact;
  const ends = Float64Array.from(coordinates);
  if (closed) closed(coordinates, ends);
  else yield* solving(field, ends, { solver: 'dopri5', tolerance });
  const extended = function* ({ solver, evaluations, errors }: SolverCurve, run: SolverOptions): InPieces<SolverCurve> {
    const x = Float64Array.from(coordinates);
    const cost = yield* solving(field, x, run);
    return { solver, evaluations: Float64Array.of(...evaluations, cost), errors: Float64Array.of(...errors, medianDistance(x, ends, dimension)) };
  };
  const empty = { evaluations: new Float64Array(0), errors: new Float64Array(0) };
  const curves: SolverCurve[] = [];
  const most = isLive(model) ? 0 : MOST_COST;
  for (const solver of Object.keys(STAGES) as EvenSolver[]) {
    let curve: SolverCurve = { solver, ...empty };
    for (const cost of COSTS) curve = yield* extended(curve, { solver, steps: cost / STAGES[solver] });
    for (let cost = 2 * COSTS[COSTS.length - 1]; cost <= most && isToCome(curve, resolved); cost *= 2) curve = yield* extended(curve, { solver, steps: cost / STAGES[solver] });
    curves.push(curve);
  }
  let adaptive: SolverCurve = { solver: 'dopri5', ...empty };
  for (const tried of TOLERANCES) adaptive = yield* extended(adaptive, { solver: 'dopri5', tolerance: tried });
  curves.push(adaptive);
  return { ends, isClosed: closed !== undefined, resolved, curves };
}

/** Whether an order may show at finer steps, before errors are rounding. */
const isToCome = (curve: SolverCurve, resolved: number): boolean => fittedOrder(curve, resolved) === undefined && !isRounding(curve, resolved);

/** Whether a curve has come down to what is not the solver's error. */
export const isRounding = ({ errors }: Pick<SolverCurve, 'errors'>, resolved: number): boolean => errors[errors.length - 1] <= resolved;

/**
 * The order that a curve shows: the slope between its two finest resolved points on log-log axes, with its sign turned.
 *
 * @param resolved  errors below are rounding
 * @returns undefined where fewer than three points are resolved, as one slope may be anything, and where the slopes before are others: the steps are too coarse for an order then
 */
export function fittedOrder({ evaluations, errors }: Pick<SolverCurve, 'evaluations' | 'errors'>, resolved: number): number | undefined {
  const kept = [...errors.keys()].filter((i) => errors[i] > resolved && errors[i] < Infinity);
  const slopes = kept.slice(1).map((i, before) => Math.log(errors[kept[before]] / errors[i]) / Math.log(evaluations[i] / evaluations[kept[before]]));
  const spread = (count: number): number => Math.max(...slopes.slice(-count)) - Math.min(...slopes.slice(-count));
  return slopes.length > 1 && spread(2) < SETTLED.two && spread(3) < SETTLED.three ? slopes[slopes.length - 1] : undefined;
}

/** Between interleaved points, one by one. */
export function medianDistance(a: ArrayLike<number>, b: ArrayLike<number>, dimension: number): number {
  const distances = new Float64Array(a.length / dimension);
  for (let i = 0; i < a.length; i++) distances[Math.floor(i / dimension)] += (a[i] - b[i]) ** 2;
  distances.sort();
  const middle = (distances.length - 1) / 2;
  return (Math.sqrt(distances[Math.floor(middle)]) + Math.sqrt(distances[Math.ceil(middle)])) / 2;
}
