import { ArgumentError, fixedStep, modelDimension, stepGrid, velocityField, type Points, type Trajectories } from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import { checkSize } from './size-limit.ts';
import { SLICE_MS, type CallTask } from './task.ts';

/** Points that are carried together at first; then as many as make a solver step take a share of a slice. */
const FIRST_POINTS = 16;
/** Of a slice; a clock that is looked at so seldom costs nothing, and the slice is still kept. */
const STEP_SHARE = 1 / 4;

/** Points do not depend on each other: some are carried all the way, then others; the clock is looked at after each solver step. */
export const integrateTask: CallTask<'integrate'> = async ({ model, start, solver, steps }, breathe) => {
  const { dimension, count } = start;
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('start', `has dimension ${dimension}, but the model has ${expected}`);
  check(start, steps);
  checkSize((steps + 1) * count * dimension);
  const field = velocityField(model, { mlp: networkVelocity });
  const { field: stepped, places, times } = stepGrid(field, 0, 1, steps);
  const positions = new Float32Array((steps + 1) * count * dimension);
  let evaluations = 0;
  let size = FIRST_POINTS;
  let began = performance.now();
  for (let first = 0, end: number; first < count; first = end) {
    end = Math.min(count, first + size);
    const x = Float64Array.from(start.coordinates.subarray(first * dimension, end * dimension));
    const step = fixedStep(solver, x.length);
    evaluations = steps * step.stages;
    positions.set(x, first * dimension);
    let longestMs = 0;
    for (let s = 0; s < steps; s++) {
      const stepBegan = performance.now();
      step.advance(stepped, x, places[s], places[s + 1]);
      positions.set(x, ((s + 1) * count + first) * dimension);
      const now = performance.now();
      longestMs = Math.max(longestMs, now - stepBegan);
      if (now - began < SLICE_MS) continue;
      if (!(await breathe())) return undefined;
      began = performance.now();
    }
    size = Math.max(1, Math.floor(size * Math.min(2, (STEP_SHARE * SLICE_MS) / longestMs)));
  }
  return { dimension, count, times, positions, evaluations } satisfies Trajectories;
};

function check({ dimension, count, coordinates }: Points, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1) throw new ArgumentError('steps', `must be a whole number, 1 or more, not ${steps}`);
  if (count < 1 || coordinates.length !== count * dimension) {
    throw new ArgumentError('start', `must hold at least one point, and ${count * dimension} numbers for ${count} points, not ${coordinates.length}`);
  }
  const wrong = coordinates.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new ArgumentError('start', `must be finite, but number ${wrong} is ${coordinates[wrong]}`);
}
