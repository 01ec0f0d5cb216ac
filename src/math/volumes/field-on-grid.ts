import { ArgumentError } from '../argument-error.ts';
import type { VelocityAndDensity } from '../fields/exact-velocity.ts';
import { velocityAndDensityBy, type Evaluators } from '../models/fields.ts';
import { modelDimension } from '../models/traits.ts';
import type { VelocityModel } from '../models/types.ts';
import type { Grid } from '../points.ts';

/** A density narrower than this many spacings of the grid (as a standard deviation) falls between its nodes and is widened to it. */
const NARROWEST_SPACINGS = 0.6;

/**
 * A model's velocity and density for the nodes of a grid. The velocity is exact; of the density, what is too narrow for the grid is widened to
 * what it can carry: data points at t = 1 become small round clouds instead of nothing between the nodes.
 */
export function fieldOnGrid(evaluators: Evaluators, model: VelocityModel, { dimension, lower, upper, size }: Grid): VelocityAndDensity {
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('grid', `has dimension ${dimension}, but the model has ${expected}`);
  let spacing = 0;
  for (let k = 0; k < dimension; k++) spacing = Math.max(spacing, (upper[k] - lower[k]) / (size[k] - 1));
  return velocityAndDensityBy(evaluators, model, (NARROWEST_SPACINGS * spacing) ** 2);
}
