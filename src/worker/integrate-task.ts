import {
  ArgumentError, createRandom, fixedStep, integrating, integratingSde, modelDimension, namedSchedule, scoreField, stepGrid, velocityField,
  type FixedStepSolver, type InPieces, type Points, type Trajectories, type VelocityField,
} from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import type { IntegrateRequest } from './protocol.ts';
import { inSlices } from './slices.ts';
import { checkSize } from './size-limit.ts';
import { SLICE_MS, type Breathe, type CallTask } from './task.ts';

/** The stream of random numbers that the noise of paths is drawn from; clouds, batches and pairs have others. */
const NOISE_STREAM = 106;
/** Points that are carried together at first; then as many as make a solver step take a share of a slice. */
const FIRST_POINTS = 16;
/** Of a slice; a clock that is looked at so seldom costs nothing, and the slice is still kept. */
const STEP_SHARE = 1 / 4;

export const integrateTask: CallTask<'integrate'> = async (request, breathe) => {
  const { model, start, solver, steps, tolerance = 1e-4 } = request;
  const { dimension, count } = start;
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('start', `has dimension ${dimension}, but the model has ${expected}`);
  check(start, steps);
  const field = velocityField(model, { mlp: networkVelocity });
  if (solver === 'dopri5') return inSlices(withinSize(integrating(field, start, { solver, tolerance }), count * dimension), breathe);
  checkSize((steps + 1) * count * dimension);
  return solver === 'sde' ? inSlices(stochastic(request, field), breathe) : inBatches(field, start, solver, steps, breathe);
};

/** An adaptive solver's states, as many as memory holds. */
function* withinSize(work: Generator<number, Trajectories>, numbers: number): InPieces<Trajectories> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    checkSize(value * numbers);
    yield;
  }
}

/** All points share one stream of random numbers, so that the same seed gives the same paths on every machine. */
function stochastic({ model, start, steps, noise = 1, seed = 1, schedule = 'linear' }: IntegrateRequest, field: VelocityField): InPieces<Trajectories> {
  // The score grows as the noise of the path falls: a level that did not fall with it would need ever shorter steps.
  const { sigma } = namedSchedule(schedule);
  return integratingSde(field, scoreField(model, field, schedule), start, { steps, noise: (t) => noise * sigma(t), random: createRandom(seed, NOISE_STREAM) });
}

/** Points do not depend on each other: some are carried all the way, then others; the clock is looked at after each solver step. */
async function inBatches(field: VelocityField, { dimension, count, coordinates }: Points, solver: FixedStepSolver, steps: number, breathe: Breathe): Promise<Trajectories | undefined> {
  const { field: stepped, places, times } = stepGrid(field, 0, 1, steps);
  const positions = new Float32Array((steps + 1) * count * dimension);
  let evaluations = 0;
  let size = FIRST_POINTS;
  let began = performance.now();
  for (let first = 0, end: number; first < count; first = end) {
    end = Math.min(count, first + size);
    const x = Float64Array.from(coordinates.subarray(first * dimension, end * dimension));
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
  return { dimension, count, times, positions, evaluations };
}

function check({ dimension, count, coordinates }: Points, steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 1) throw new ArgumentError('steps', `must be a whole number, 1 or more, not ${steps}`);
  if (count < 1 || coordinates.length !== count * dimension) {
    throw new ArgumentError('start', `must hold at least one point, and ${count * dimension} numbers for ${count} points, not ${coordinates.length}`);
  }
  const wrong = coordinates.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new ArgumentError('start', `must be finite, but number ${wrong} is ${coordinates[wrong]}`);
}
