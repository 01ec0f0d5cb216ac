import { checkPoints } from './mixtures.ts';
import type { ScalarField, VelocityField } from './models/types.ts';
import type { Points } from './points.ts';
import { solve, type SolverOptions } from './solvers/solve.ts';

/** A cloud carried along a flow with the change of its log density. */
export interface CarriedDensity {
  /** The cloud at the end of the way, float64. */
  readonly end: Points;
  /** `log p_to(end) - log p_from(start)` for each point, `- integral of div v` along its path. */
  readonly change: Float64Array;
  readonly evaluations: number;
}

/**
 * Follow the instantaneous change of variables, `d log p_t(x_t) / dt = - div v_t(x_t)` (Chen et al. 2018, eq. 8), together with the points.
 *
 * @param divergence  of `field`: `divergenceField(model)` exactly, `hutchinsonDivergence` as an estimate
 * @throws ArgumentError when a number of `start` is not finite or an option is out of its range
 */
export function carryDensity(field: VelocityField, divergence: ScalarField, start: Points, options: SolverOptions): CarriedDensity {
  checkPoints('start', start);
  const { dimension, count } = start;
  const length = count * dimension;
  const state = new Float64Array(length + count);
  state.set(start.coordinates);
  const x = new Float64Array(length);
  const v = new Float64Array(length);
  const rate = new Float64Array(count);
  const together = (velocity: VelocityField, expansion: ScalarField): VelocityField => (augmented, t, out) => {
    for (let i = 0; i < length; i++) x[i] = augmented[i];
    velocity(x, t, v);
    expansion(x, t, rate);
    for (let i = 0; i < length; i++) out[i] = v[i];
    for (let i = 0; i < count; i++) out[length + i] = -rate[i];
  };
  const augmented = together(field, divergence);
  const { retimed } = field;
  const smooth = retimed && divergence.retimed ? { retimed: { change: retimed.change, field: together(retimed.field, divergence.retimed.field) } } : {};
  const evaluations = solve(Object.assign(augmented, smooth), state, options);
  return { end: { dimension, count, coordinates: state.slice(0, length) }, change: state.slice(length), evaluations };
}

/**
 * Log likelihood of points under a flow: carried back to t = 0, `log p_1(x_1) = log p_0(x_0) - integral of div v_t dt`.
 *
 * @param sourceLogDensity  of the source, `mixtureLogDensity(source)`: reads interleaved points, writes one number each
 */
export function logLikelihood(
  field: VelocityField,
  divergence: ScalarField,
  sourceLogDensity: (x: Float64Array, out: Float64Array) => void,
  points: Points,
  options: LikelihoodOptions,
): Float64Array {
  const { end, change } = carryDensity(field, divergence, points, { ...options, from: 1, to: 0 });
  const logDensity = new Float64Array(points.count);
  sourceLogDensity(Float64Array.from(end.coordinates), logDensity);
  return logDensity.map((value, i) => value - change[i]);
}

/** A solver with its steps or tolerance; the way is always from t = 1 to 0. */
export type LikelihoodOptions =
  | { readonly solver: 'euler' | 'midpoint' | 'heun' | 'rk4'; readonly steps: number }
  | { readonly solver: 'dopri5'; readonly tolerance?: number };
