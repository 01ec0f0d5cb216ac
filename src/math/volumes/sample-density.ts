import { ArgumentError } from '../argument-error.ts';
import { mixtureLogDensity } from '../fields/mixture-density.ts';
import { carryDensity } from '../likelihood.ts';
import { divergenceField, velocityField, type Divergences, type Evaluators } from '../models/fields.ts';
import { modelDimension } from '../models/traits.ts';
import type { Mixture, VelocityModel } from '../models/types.ts';
import { inOneGo, NODES_IN_A_PIECE, type InPieces } from '../pieces.ts';
import type { FieldVolume, Grid } from '../points.ts';
import { checkVolume, gridPoints } from './grid-points.ts';

/** Where and how finely a density is carried. */
export interface DensityOptions {
  readonly grid: Grid;
  /** Model times in [0, 1], increasing. */
  readonly times: Float64Array;
  /** Steps of the classical Runge-Kutta method from t = 1 back to 0, at least 1; the way back from another time takes its share of them. */
  readonly steps: number;
}

/** A velocity and the density that belongs to it, with how much of it the grid holds. */
export interface DensityVolume extends FieldVolume {
  readonly density: Float32Array;
  /** Of each time: the integral of the density over the grid by the trapezoid rule. What lacks to 1 is outside, or an error of steps or grid. */
  readonly mass: Float64Array;
}

/**
 * The density that any model's flow makes of a source: each node is carried back to t = 0, `log p_t(x) = log p_0(x_0) - integral of div v dt`
 * (Chen et al. 2018, eq. 8). It is 0 where the way back is not finite.
 *
 * @param source  the law at t = 0
 * @throws ArgumentError when the model, the source, the grid or `steps` is malformed, or their dimensions differ
 */
export const sampleDensity = (model: VelocityModel, source: Mixture, options: DensityOptions): DensityVolume => inOneGo(samplingDensity(model, source, options));

/** {@link sampleDensity} in pieces. */
export function* samplingDensity(model: VelocityModel, source: Mixture, { grid, times, steps }: DensityOptions, evaluators?: Evaluators, divergences?: Divergences): InPieces<DensityVolume> {
  const { dimension } = grid;
  for (const [argument, given] of [['grid', dimension], ['source', source.dimension]] as const) {
    if (given !== modelDimension(model)) throw new ArgumentError(argument, `has dimension ${given}, but the model has ${modelDimension(model)}`);
  }
  if (!(Number.isSafeInteger(steps) && steps >= 1)) throw new ArgumentError('steps', `must be a whole number, 1 or more, not ${steps}`);
  const x = gridPoints(grid);
  const nodes = x.length / dimension;
  checkVolume(grid, times.length);
  const [field, divergence, sourceLogDensity] = [velocityField(model, evaluators), divergenceField(model, divergences), mixtureLogDensity(source)];
  const velocity = new Float32Array(times.length * x.length);
  const density = new Float32Array(times.length * nodes);
  for (let s = 0; s < times.length; s++) {
    const from = times[s];
    const way = { solver: 'rk4', steps: Math.max(1, Math.ceil(steps * from)), from, to: 0 } as const;
    for (let first = 0; first < nodes; first += NODES_IN_A_PIECE) {
      const count = Math.min(nodes - first, NODES_IN_A_PIECE);
      const coordinates = x.subarray(first * dimension, (first + count) * dimension);
      const at = s * nodes + first;
      field(coordinates, from, velocity.subarray(at * dimension, (at + count) * dimension));
      const { end, change } = from > 0 ? carryDensity(field, divergence, { dimension, count, coordinates }, way) : { end: { coordinates }, change: new Float64Array(count) };
      const logDensity = new Float64Array(count);
      sourceLogDensity(Float64Array.from(end.coordinates), logDensity);
      for (let i = 0; i < count; i++) density[at + i] = Math.exp(logDensity[i] - change[i]) || 0;
      yield;
    }
  }
  return { grid, times, velocity, density, mass: massOnGrid(density, times.length, grid) };
}

/**
 * The integral of a density over a grid by the trapezoid rule.
 *
 * @param density  time-major, a number for each node, the first axis fastest
 * @returns one for each of so many times
 */
export function massOnGrid(density: ArrayLike<number>, times: number, { dimension, lower, upper, size }: Grid): Float64Array {
  const nodes = density.length / times;
  let cell = 1;
  for (let k = 0; k < dimension; k++) cell *= (upper[k] - lower[k]) / (size[k] - 1);
  const mass = new Float64Array(times);
  for (let node = 0; node < nodes; node++) {
    let weight = cell;
    let rest = node;
    for (let k = 0; k < dimension; k++) {
      const index = rest % size[k];
      rest = (rest - index) / size[k];
      if (index === 0 || index === size[k] - 1) weight /= 2;
    }
    for (let s = 0; s < times; s++) mass[s] += weight * density[s * nodes + node];
  }
  return mass;
}
