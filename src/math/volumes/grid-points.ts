import { ArgumentError } from '../argument-error.ts';
import type { Grid } from '../points.ts';

/** Coordinates of every node, the first axis fastest. @throws ArgumentError when the grid is malformed */
export function gridPoints({ dimension, lower, upper, size }: Grid): Float64Array {
  if (lower.length !== dimension || upper.length !== dimension || size.length !== dimension) {
    throw new ArgumentError('grid', `lower, upper and size need ${dimension} numbers each`);
  }
  let nodes = 1;
  for (let k = 0; k < dimension; k++) {
    if (!(Number.isSafeInteger(size[k]) && size[k] >= 2)) throw new ArgumentError('grid.size', `must be 2 or more on each axis, not ${size[k]}`);
    if (!(upper[k] > lower[k])) throw new ArgumentError('grid.upper', `must lie above lower on axis ${k}`);
    nodes *= size[k];
  }
  const coordinates = new Float64Array(nodes * dimension);
  for (let node = 0; node < nodes; node++) {
    let rest = node;
    for (let k = 0; k < dimension; k++) {
      const index = rest % size[k];
      rest = (rest - index) / size[k];
      coordinates[node * dimension + k] = lower[k] + ((upper[k] - lower[k]) * index) / (size[k] - 1);
    }
  }
  return coordinates;
}
