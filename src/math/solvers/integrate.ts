import { checkPoints } from '../mixtures.ts';
import type { VelocityField } from '../models/types.ts';
import type { Points, Trajectories } from '../points.ts';
import { inOneGo } from '../pieces.ts';
import { solve, solving, type SolverOptions } from './solve.ts';

/** How to integrate: a solver with its steps or tolerance, and the times. */
export type IntegrateOptions = SolverOptions;

/**
 * Carry a cloud along a field and record it after every solver step. States are float64 inside, recorded as float32.
 *
 * @throws ArgumentError when a number of `start` is not finite or an option is out of its range; SolverError when `dopri5` cannot meet its tolerance
 */
export const integrate = (field: VelocityField, start: Points, options: IntegrateOptions): Trajectories => inOneGo(integrating(field, start, options));

/** {@link integrate}, one solver step of the whole cloud at a time. Yields how many states are recorded: an adaptive solver may take very many. */
export function* integrating(field: VelocityField, start: Points, options: IntegrateOptions): Generator<number, Trajectories> {
  checkPoints('start', start);
  const { dimension, count } = start;
  const recorder = createRecorder(start.coordinates.length, options.solver === 'dopri5' ? 32 : options.steps + 1);
  const state = Float64Array.from(start.coordinates);
  recorder.record(options.from ?? 0, state);
  const steps = solving(field, state, options);
  for (let taken = 1; ; taken++) {
    const { done, value } = steps.next();
    if (done) return { dimension, count, ...recorder.result(), evaluations: value };
    recorder.record(value, state);
    yield taken + 1;
  }
}

/**
 * Where a cloud is carried, without the way: the end in float64.
 *
 * @throws ArgumentError as `integrate`
 */
export function carry(field: VelocityField, start: Points, options: IntegrateOptions): Points & { readonly evaluations: number } {
  checkPoints('start', start);
  const coordinates = Float64Array.from(start.coordinates);
  const evaluations = solve(field, coordinates, options);
  return { dimension: start.dimension, count: start.count, coordinates, evaluations };
}

/** Collects states; its memory doubles when an adaptive solver takes more steps than there is room for. */
export function createRecorder(length: number, room: number) {
  let times = new Float64Array(room);
  let positions = new Float32Array(room * length);
  let used = 0;
  return {
    record(t: number, x: Float64Array): void {
      if (used === times.length) {
        const wider = new Float64Array(2 * used);
        wider.set(times);
        times = wider;
        const longer = new Float32Array(2 * used * length);
        longer.set(positions);
        positions = longer;
      }
      times[used] = t;
      positions.set(x, used * length);
      used++;
    },
    result: () => ({ times: times.slice(0, used), positions: positions.slice(0, used * length) }),
  };
}
