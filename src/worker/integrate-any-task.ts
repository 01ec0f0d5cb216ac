import { ArgumentError, createRandom, FIXED_STEPS, integratingSde, namedSchedule, noiseLevel, scoreField, velocityField, type InPieces, type Trajectories, type VelocityField } from '../math/index.ts';
import { adaptivePaths } from './adaptive-paths.ts';
import { checkIntegrate, integrateBy } from './integrate-task.ts';
import type { IntegrateRequest } from './protocol.ts';
import { inSlices } from './slices.ts';
import { checkSize } from './size-limit.ts';
import type { CallTask } from './task.ts';
import { callRow, calls } from './tasks.ts';

/** The stream of random numbers that the noise of paths is drawn from; clouds, batches and pairs have others. */
const NOISE_STREAM = 106;

/** By every solver. */
export const integrateAnyTask: CallTask<IntegrateRequest, Trajectories> = async (request, yieldNow, evaluators) => {
  const { model, start, at = 0, solver, steps, tolerance = 1e-4 } = request;
  if (solver !== 'dopri5' && solver !== 'sde') return integrateBy(FIXED_STEPS, request, yieldNow, evaluators);
  checkIntegrate(request);
  if (solver === 'dopri5') return inSlices(adaptivePaths(velocityField(model, evaluators), start, at, tolerance), yieldNow);
  checkSize((steps + 2) * start.count * start.dimension);
  if (at > 0) throw new ArgumentError('at', `must be 0 for sde, whose paths have no way back, not ${at}`);
  return inSlices(stochastic(request, velocityField(model, evaluators)), yieldNow);
};

/** All points share one stream of random numbers, so that the same seed gives the same paths on every machine. */
function stochastic({ model, start, steps, noise = 1, seed = 1, schedule = 'linear' }: IntegrateRequest, field: VelocityField): InPieces<Trajectories> {
  // The score grows as the noise of the path falls: a level that did not fall with it would need ever shorter steps.
  const level = noiseLevel(namedSchedule(schedule), noise, steps);
  return integratingSde(field, scoreField(model, field, schedule), start, { steps, noise: level, random: createRandom(seed, NOISE_STREAM) });
}

/** In the place of the call that every worker answers. */
export const integrateAny = callRow(integrateAnyTask, calls.integrate.length);
