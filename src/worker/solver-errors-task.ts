import { ArgumentError, comparingSolvers, lawsOf, modelDimension, SolverError, velocityField, type Points, type VelocityModel } from '../math/index.ts';
import { inSlices } from './slices.ts';
import type { SolverErrorsRequest, SolversCompared } from './protocol.ts';
import type { CallTask } from './task.ts';

/** About how often the field is asked of a point, by all solvers at all costs and by the reference: 8,004 times of the exact field to moons. */
export const TRIED = 8000;
/** A point of a mixture costs as much as there are pairs of parts: as many are followed as take about two seconds. */
const PARTS = 2400;
const LEAST_POINTS = 8;

/** By plain arithmetic, also of networks: what is faster is of single precision, whose rounding would be taken for errors of the solvers. */
export const solverErrorsTask: CallTask<SolverErrorsRequest, SolversCompared> = async ({ model, start }, yieldNow) => {
  const expected = modelDimension(model);
  if (start.dimension !== expected) throw new ArgumentError('start', `has dimension ${start.dimension}, but the model has ${expected}`);
  try {
    const compared = await inSlices(comparingSolvers(model, velocityField(model), firstOf(start, model)), yieldNow);
    return compared && { known: true, ...compared };
  } catch (error) {
    if (error instanceof SolverError) return { known: false };
    throw error;
  }
};

function firstOf({ dimension, count: all, coordinates }: Points, model: VelocityModel): Points {
  const laws = lawsOf(model);
  const parts = laws ? laws.source.weights.length * laws.target.weights.length : 1;
  const count = Math.min(all, Math.max(LEAST_POINTS, Math.floor(PARTS / parts)));
  return { dimension, count, coordinates: Float64Array.from(coordinates.subarray(0, count * dimension)) };
}
