import { ArgumentError } from './argument-error.ts';
import { checkTime } from './model-time.ts';
import { checkPoints } from './mixtures.ts';
import type { ScalarField, VelocityField } from './models/types.ts';
import { inOneGo, type InPieces } from './pieces.ts';
import type { Points } from './points.ts';
import { solving } from './solvers/solve.ts';

/** What happens to volume around points that a flow carries; all by the times of the way, which ascend. */
export interface Trace {
  readonly dimension: number;
  readonly count: number;
  /** Those of the solver's own steps, with `at` among them. */
  readonly times: Float64Array;
  /** Time-major, interleaved: axis `k` of point `i` at `times[s]` stands at `[(s * count + i) * dimension + k]`. */
  readonly positions: Float64Array;
  /** `integral of div v` along the path from `at` to each time, `[s * count + i]`: the log of the ratio of volumes. */
  readonly expansion: Float64Array;
  /**
   * The same with `e . (J e)` in place of `div v`, as Hutchinson estimates it with one vector of signs for the whole way, for each vector there
   * is but for its sign, `[(s * count + i) * signs + e]`, `signs = 2^(dimension - 1)`: each is as likely as the others, and their mean is `expansion`.
   */
  readonly estimates: Float64Array;
  /** Of the map from `at` to each time, by differences of paths that start beside: row-major at `[(s * count + i) * dimension^2]`; absent where not asked for. */
  readonly jacobians?: Float64Array;
}

export interface TraceOptions {
  /** Model time in [0, 1] at which `start` stands. */
  readonly at: number;
  /** The way ends there, 0 and 1 when absent; `at` lies between. */
  readonly span?: readonly [from: number, to: number];
  /** Of Dormand and Prince's steps; 1e-9 when absent. */
  readonly tolerance?: number;
  /** Whether paths beside the points are carried, for `jacobians`. */
  readonly withJacobians?: boolean;
}

/** Half the distance of central differences of the field. */
const FIELD_STEP = 1e-5;
/** And of paths: what paths differ by is large against the solver's error, and small against the bends of the flow. */
const PATH_STEP = 1e-4;

/**
 * Carry points back and on along a flow and record what their surroundings do: `d log p_t(x_t) / dt = - div v_t(x_t)` (Chen et al. 2018, eq. 8),
 * Hutchinson's estimate of it (Grathwohl et al. 2019, section 3.1), and the Jacobian of the flow's map.
 *
 * @param divergence  of `field`, exactly
 * @throws ArgumentError for options out of their range and points that are none; SolverError where the way leads to infinity
 */
export const trace = (field: VelocityField, divergence: ScalarField, start: Points, options: TraceOptions): Trace => inOneGo(tracing(field, divergence, start, options));

/** {@link trace}, one step of the solver at a time. */
export function* tracing(field: VelocityField, divergence: ScalarField, start: Points, { at, span: [from, to] = [0, 1], tolerance = 1e-9, withJacobians = false }: TraceOptions): InPieces<Trace> {
  checkPoints('start', start);
  checkTime('at', at);
  if (!(from <= at && at <= to && from < to)) throw new ArgumentError('at', `must lie between ${from} and ${to}, not ${at}`);
  const { dimension, count } = start;
  const layout = layoutOf(dimension, count, withJacobians);
  const origin = new Float64Array(layout.length);
  origin.set(start.coordinates);
  for (let n = 0; n < layout.neighbours; n++) {
    const beside = layout.beside + n * count * dimension;
    origin.set(start.coordinates, beside);
    for (let i = 0; i < count; i++) origin[beside + i * dimension + (n >> 1)] += n & 1 ? -PATH_STEP : PATH_STEP;
  }
  const whole = Object.assign(withVolume(field, divergence, layout), field.retimed && divergence.retimed && { retimed: { change: field.retimed.change, field: withVolume(field.retimed.field, divergence.retimed.field, layout) } });
  const before: State[] = [];
  const after: State[] = [];
  for (const [end, states] of [[from, before], [to, after]] as const) {
    if (end === at) continue;
    const x = origin.slice();
    for (const t of solving(whole, x, { solver: 'dopri5', from: at, to: end, tolerance })) {
      states.push({ t, x: x.slice() });
      yield;
    }
  }
  return recorded([...before.reverse(), { t: at, x: origin }, ...after], layout);
}

interface State {
  readonly t: number;
  readonly x: Float64Array;
}

/** Of one state: positions, expansion, estimates, and neighbours ahead and behind along each axis. */
interface Layout {
  readonly dimension: number;
  readonly count: number;
  readonly signs: number;
  readonly neighbours: number;
  readonly expansion: number;
  readonly estimates: number;
  readonly beside: number;
  readonly length: number;
}

function layoutOf(dimension: number, count: number, withJacobians: boolean): Layout {
  const signs = 2 ** (dimension - 1);
  const neighbours = withJacobians ? 2 * dimension : 0;
  const expansion = count * dimension;
  const estimates = expansion + count;
  const beside = estimates + count * signs;
  return { dimension, count, signs, neighbours, expansion, estimates, beside, length: beside + neighbours * count * dimension };
}

function withVolume(velocity: VelocityField, divergence: ScalarField, { dimension, count, signs, neighbours, expansion, estimates, beside }: Layout): VelocityField {
  const numbers = count * dimension;
  const [x, v, moved, ahead, behind] = Array.from({ length: 5 }, () => new Float64Array(numbers));
  const rate = new Float64Array(count);
  const sign = (e: number, k: number): number => (k > 0 && (e >> (k - 1)) & 1 ? -1 : 1);
  return (state, t, out) => {
    x.set(state.subarray(0, numbers));
    velocity(x, t, v);
    out.set(v);
    divergence(x, t, rate);
    out.set(rate, expansion);
    for (let e = 0; e < signs; e++) {
      for (let i = 0; i < numbers; i++) moved[i] = x[i] + FIELD_STEP * sign(e, i % dimension);
      velocity(moved, t, ahead);
      for (let i = 0; i < numbers; i++) moved[i] = x[i] - FIELD_STEP * sign(e, i % dimension);
      velocity(moved, t, behind);
      for (let i = 0; i < count; i++) {
        let along = 0;
        for (let k = 0; k < dimension; k++) along += sign(e, k) * (ahead[i * dimension + k] - behind[i * dimension + k]);
        out[estimates + i * signs + e] = along / (2 * FIELD_STEP);
      }
    }
    for (let n = 0; n < neighbours; n++) {
      const first = beside + n * numbers;
      moved.set(state.subarray(first, first + numbers));
      velocity(moved, t, v);
      out.set(v, first);
    }
  };
}

function recorded(states: readonly State[], { dimension, count, signs, neighbours, expansion, estimates, beside }: Layout): Trace {
  const part = (from: number, length: number): Float64Array => {
    const all = new Float64Array(states.length * length);
    states.forEach(({ x }, s) => all.set(x.subarray(from, from + length), s * length));
    return all;
  };
  const entries = dimension * dimension;
  const jacobians = new Float64Array(neighbours > 0 ? states.length * count * entries : 0);
  const column = count * dimension;
  states.forEach(({ x }, s) => {
    for (let e = 0; e < count * entries && neighbours > 0; e++) {
      const [i, row, axis] = [Math.floor(e / entries), Math.floor((e % entries) / dimension), e % dimension];
      const at = beside + 2 * axis * column + i * dimension + row;
      jacobians[s * count * entries + e] = (x[at] - x[at + column]) / (2 * PATH_STEP);
    }
  });
  return {
    dimension, count, times: Float64Array.from(states, ({ t }) => t), positions: part(0, column), expansion: part(expansion, count),
    estimates: part(estimates, count * signs), ...(neighbours > 0 && { jacobians }),
  };
}
