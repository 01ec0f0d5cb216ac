import { ArgumentError } from '../argument-error.ts';
import { widenedDensity } from '../fields/exact-density.ts';
import { exactVelocity, exactVelocityAndDensity, type VelocityAndDensity } from '../fields/exact-velocity.ts';
import { mlpVelocity } from '../fields/mlp-velocity.ts';
import { modelDimension, type MlpModel, type VelocityField, type VelocityModel } from '../models.ts';
import type { Grid } from '../points.ts';

/** A density narrower than this many spacings of the grid (as a standard deviation) falls between its nodes and is widened to it. */
const NARROWEST_SPACINGS = 0.6;

/** How a network is evaluated: by plain arithmetic, or by something faster that agrees with it. */
export type NetworkEvaluator = (model: MlpModel) => VelocityField;

/**
 * A model's velocity and density for the nodes of a grid. The velocity is exact; of the density, what is too narrow for the grid is widened to
 * what it can carry: data points at t = 1 become small round clouds instead of nothing between the nodes.
 */
export function fieldOnGrid(
  model: VelocityModel, { dimension, lower, upper, size }: Grid, evaluator: NetworkEvaluator = mlpVelocity,
): VelocityAndDensity {
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError('grid', `has dimension ${dimension}, but the model has ${expected}`);
  if (model.kind === 'mlp') return evaluator(model);
  let spacing = 0;
  for (let k = 0; k < dimension; k++) spacing = Math.max(spacing, (upper[k] - lower[k]) / (size[k] - 1));
  const both = exactVelocityAndDensity(model);
  const velocity = exactVelocity(model);
  const widened = widenedDensity(model, (NARROWEST_SPACINGS * spacing) ** 2);
  return (x, t, out, density) => {
    if (density && widened(x, t, density)) velocity(x, t, out);
    else both(x, t, out, density);
  };
}
