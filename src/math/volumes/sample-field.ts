import { exactVelocityAndDensity } from '../fields/exact-velocity.ts';
import { mlpVelocity } from '../fields/mlp-velocity.ts';
import type { VelocityModel } from '../models.ts';
import type { FieldVolume, Grid } from '../points.ts';
import { gridPoints } from './grid-points.ts';

/**
 * Evaluate a model on the nodes of a grid at given times; mixtures bring their density along.
 *
 * @param times  model times in [0, 1], increasing
 * @throws ArgumentError when the model or the grid is malformed
 */
export function sampleField(model: VelocityModel, grid: Grid, times: Float64Array): FieldVolume {
  const x = gridPoints(grid);
  const nodes = x.length / grid.dimension;
  const velocity = new Float32Array(times.length * x.length);
  if (model.kind === 'mlp') {
    const field = mlpVelocity(model);
    for (let s = 0; s < times.length; s++) field(x, times[s], velocity.subarray(s * x.length, (s + 1) * x.length));
    return { grid, times, velocity };
  }
  const field = exactVelocityAndDensity(model);
  const density = new Float32Array(times.length * nodes);
  for (let s = 0; s < times.length; s++) {
    field(x, times[s], velocity.subarray(s * x.length, (s + 1) * x.length), density.subarray(s * nodes, (s + 1) * nodes));
  }
  return { grid, times, velocity, density };
}
