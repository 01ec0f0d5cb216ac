import type { LineFlow } from './line-flow.ts';
import { checkTime } from './model-time.ts';
import type { VelocityField } from './models/types.ts';
import { solve } from './solvers/solve.ts';

/** Where a point is carried, and how fast on average. */
export interface AverageVelocity {
  /** Times from the one to the other, ascending as they are gone through. */
  readonly times: Float64Array;
  /** Time-major, one point at each time. */
  readonly places: Float64Array;
  /** `u(x, from, to) = (phi_{from -> to}(x) - x) / (to - from)`; v where both times are one. */
  readonly average: Float64Array;
  /** `v_from(x)`. */
  readonly velocity: Float64Array;
  /** `u(x, from, to)` as a network of two times says it, which has learned it for `from <= to`; absent else. */
  readonly learned?: Float64Array;
}

/** Local error of a step of `dopri5`; the end errs by less than 1e-6. */
const TOLERANCE = 1e-9;

/**
 * The average velocity `u(x, s, t)` that few-step models learn (Geng et al. 2025, MeanFlow, eq. 3, in this direction of time): one step
 * `x + (t - s) u` ends where the flow does. On a line of exact models by quantiles, else by `dopri5`.
 *
 * @param flow  the closed form where there is one
 * @param steps  stretches in which the way is told, 1 or more
 */
export function averageVelocity(field: VelocityField, x: Float64Array, from: number, to: number, steps: number, flow?: LineFlow): AverageVelocity {
  checkTime('from', from);
  checkTime('to', to);
  const dimension = x.length;
  const velocity = new Float64Array(dimension);
  field(x, from, velocity);
  const learned = field.average && from <= to ? new Float64Array(dimension) : undefined;
  if (learned) field.average!(x, from, to, learned);
  const times = Float64Array.from({ length: steps + 1 }, (_, s) => from + (s / steps) * (to - from));
  const places = new Float64Array((steps + 1) * dimension);
  const state = Float64Array.from(x);
  places.set(state);
  if (from === to) {
    times.forEach((_, s) => places.set(x, s * dimension));
    return { times, places, average: velocity.slice(), velocity, ...(learned && { learned }) };
  }
  for (let s = 1; s <= steps; s++) {
    if (flow) state[0] = flow(x[0], from, times[s]);
    else solve(field, state, { solver: 'dopri5', tolerance: TOLERANCE, from: times[s - 1], to: times[s] });
    places.set(state, s * dimension);
  }
  return { times, places, average: state.map((value, k) => (value - x[k]) / (to - from)), velocity, ...(learned && { learned }) };
}
