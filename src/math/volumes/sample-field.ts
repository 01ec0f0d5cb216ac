import type { VelocityModel } from '../models.ts';
import type { FieldVolume, Grid } from '../points.ts';
import { fieldOnGrid } from './field-on-grid.ts';
import { gridPoints } from './grid-points.ts';

/**
 * Evaluate a model on the nodes of a grid at given times. Mixtures bring their density along, in which no component is narrower than 0.6
 * spacings of the grid, since it would fall between the nodes.
 *
 * @param times  model times in [0, 1], increasing
 * @throws ArgumentError when the model or the grid is malformed
 */
export function sampleField(model: VelocityModel, grid: Grid, times: Float64Array): FieldVolume {
  const x = gridPoints(grid);
  const nodes = x.length / grid.dimension;
  const field = fieldOnGrid(model, grid);
  const velocity = new Float32Array(times.length * x.length);
  const density = model.kind === 'mixture' ? new Float32Array(times.length * nodes) : undefined;
  for (let s = 0; s < times.length; s++) {
    field(x, times[s], velocity.subarray(s * x.length, (s + 1) * x.length), density?.subarray(s * nodes, (s + 1) * nodes));
  }
  return density ? { grid, times, velocity, density } : { grid, times, velocity };
}
