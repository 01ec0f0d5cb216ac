import { isPointLaw } from '../mixtures.ts';
import { VELOCITIES, type Evaluators } from '../models/fields.ts';
import { lawsOf } from '../models/traits.ts';
import type { VelocityModel } from '../models/types.ts';
import type { FieldVolume, Grid } from '../points.ts';
import { fieldOnGrid } from './field-on-grid.ts';
import { checkVolume, gridPoints } from './grid-points.ts';
import { inOneGo, NODES_IN_A_PIECE, type InPieces } from '../pieces.ts';

/**
 * Evaluate a model on the nodes of a grid at given times. Mixtures bring their density along, in which no component is narrower than 0.6
 * spacings of the grid, since it would fall between the nodes.
 *
 * @param times  model times in [0, 1], increasing
 * @throws ArgumentError when the model or the grid is malformed, their dimensions differ, or there are more nodes than memory
 */
export function sampleField(model: VelocityModel, grid: Grid, times: Float64Array): FieldVolume {
  return inOneGo(samplingField(model, grid, times));
}

/** `sampleField` in pieces. */
export const samplingField = (model: VelocityModel, grid: Grid, times: Float64Array): InPieces<FieldVolume> => samplingFieldBy(VELOCITIES, model, grid, times);

/** The same by what evaluates models. */
export function* samplingFieldBy(evaluators: Evaluators, model: VelocityModel, grid: Grid, times: Float64Array): InPieces<FieldVolume> {
  const { dimension } = grid;
  const x = gridPoints(grid);
  const nodes = x.length / dimension;
  checkVolume(grid, times.length);
  const field = fieldOnGrid(evaluators, model, grid);
  const laws = lawsOf(model);
  const velocity = new Float32Array(times.length * x.length);
  const density = laws ? new Float32Array(times.length * nodes) : undefined;
  for (let s = 0; s < times.length; s++) {
    for (let first = 0; first < nodes; first += NODES_IN_A_PIECE) {
      const end = Math.min(nodes, first + NODES_IN_A_PIECE);
      const [from, to] = [s * nodes + first, s * nodes + end];
      field(x.subarray(first * dimension, end * dimension), times[s], velocity.subarray(from * dimension, to * dimension), density?.subarray(from, to));
      yield;
    }
  }
  return { grid, times, velocity, ...(density && { density }), ...(laws && isPointLaw(laws.target) && { endsInPoints: true }) };
}
