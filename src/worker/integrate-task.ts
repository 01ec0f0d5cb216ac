import { ArgumentError, modelDimension, stepBy, stepGridThrough, velocityBy, VELOCITY_STEPS, type Evaluators, type FixedStep, type Points, type StepGridThrough, type Steps, type Trajectories } from '../math/index.ts';
import type { IntegrateRequest } from './protocol.ts';
import { checkSize } from './size-limit.ts';
import { SLICE_MS, type YieldNow, type CallTask } from './task.ts';

/** Points that are carried together at first; then as many as make a solver step take a share of a slice. */
const FIRST_POINTS = 16;
/** Of a slice; a clock that is looked at so seldom costs nothing, and the slice is still kept. */
const STEP_SHARE = 1 / 4;

/** By solvers that ask for velocities alone, in steps of one length. */
export const integrateTask: CallTask<IntegrateRequest, Trajectories> = (request, yieldNow, evaluators) => integrateBy(VELOCITY_STEPS, request, yieldNow, evaluators);

/** By the solvers of a table. */
export async function integrateBy(table: Steps, request: IntegrateRequest, yieldNow: YieldNow, evaluators: Evaluators): Promise<Trajectories | undefined> {
  checkIntegrate(request);
  const { model, start, at = 0, solver, steps } = request;
  // One more state where `at` makes two steps of one.
  checkSize((steps + 2) * start.count * start.dimension);
  const through = stepGridThrough(velocityBy(evaluators, model), at, steps);
  // Where it integrates, its steps are found for a batch as a whole: of another size, the same point would be carried by other ones.
  const isAdaptive = solver === 'average-velocity' && (at > 0 || !through.field.average);
  return inBatches(through, start, (length) => stepBy(table, solver, length), !isAdaptive, yieldNow);
}

/**
 * Points do not depend on each other: some are carried all the way, then others; the clock is looked at after each solver step.
 *
 * @param isTimed  whether the clock may say how many are carried together
 */
async function inBatches({ field, places, times, first: home }: StepGridThrough, { dimension, count, coordinates }: Points, createStep: (length: number) => FixedStep, isTimed: boolean, yieldNow: YieldNow): Promise<Trajectories | undefined> {
  const positions = new Float32Array(times.length * count * dimension);
  const steps = times.length - 1;
  /** Of one point; the most of any. */
  let evaluations = 0;
  let size = FIRST_POINTS;
  let began = performance.now();
  for (let first = 0, end: number; first < count; first = end) {
    end = Math.min(count, first + size);
    const start = coordinates.subarray(first * dimension, end * dimension);
    const x = Float64Array.from(start);
    const step = createStep(x.length);
    let evaluated = 0;
    positions.set(x, (home * count + first) * dimension);
    let longestMs = 0;
    for (let taken = 0; taken < steps; taken++) {
      // Back to the first place, then from the start once more to the last.
      const [from, to] = taken < home ? [home - taken, home - taken - 1] : [taken, taken + 1];
      if (taken === home) x.set(start);
      const stepBegan = performance.now();
      evaluated += step.advance(field, x, places[from], places[to]);
      positions.set(x, (to * count + first) * dimension);
      const now = performance.now();
      longestMs = Math.max(longestMs, now - stepBegan);
      if (now - began < SLICE_MS) continue;
      if (!(await yieldNow())) return undefined;
      began = performance.now();
    }
    evaluations = Math.max(evaluations, evaluated);
    if (isTimed) size = Math.max(1, Math.floor(size * Math.min(2, (STEP_SHARE * SLICE_MS) / longestMs)));
  }
  return { dimension, count, times, positions, evaluations };
}

/** @throws ArgumentError when the points are not the model's, or a number is out of its range */
export function checkIntegrate({ model, start: { dimension, count, coordinates }, at = 0, steps }: IntegrateRequest): void {
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('start', `has dimension ${dimension}, but the model has ${expected}`);
  if (!Number.isSafeInteger(steps) || steps < 1) throw new ArgumentError('steps', `must be a whole number, 1 or more, not ${steps}`);
  if (count < 1 || coordinates.length !== count * dimension) {
    throw new ArgumentError('start', `must hold at least one point, and ${count * dimension} numbers for ${count} points, not ${coordinates.length}`);
  }
  const wrong = coordinates.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new ArgumentError('start', `must be finite, but number ${wrong} is ${coordinates[wrong]}`);
  if (!(at >= 0 && at <= 1)) throw new ArgumentError('at', `must lie in [0, 1], not ${at}`);
}
