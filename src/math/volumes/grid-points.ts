import { ArgumentError } from '../argument-error.ts';
import type { Grid } from '../points.ts';

/** Numbers in one array: 1 GB in float64. Beyond, browsers refuse it in words of their own. */
const MOST_NUMBERS = 2 ** 27;

/** @throws ArgumentError when `times` values of a vector field on the grid are more than an array can hold */
export function checkVolume({ dimension, size }: Grid, times: number): void {
  const numbers = size.reduce((product, nodes) => product * nodes, times * dimension);
  if (!(numbers <= MOST_NUMBERS)) {
    throw new ArgumentError('grid.size', `makes ${size.join(' x ')} nodes in dimension ${dimension}, ${numbers} numbers with ${times} times; at most ${MOST_NUMBERS} are held`);
  }
}

/** Coordinates of every node, the first axis fastest. @throws ArgumentError when the grid is malformed or has too many */
export function gridPoints(grid: Grid): Float64Array {
  const { dimension, lower, upper, size } = grid;
  if (lower.length !== dimension || upper.length !== dimension || size.length !== dimension) {
    throw new ArgumentError('grid', `lower, upper and size need ${dimension} numbers each`);
  }
  let nodes = 1;
  for (let k = 0; k < dimension; k++) {
    if (!(Number.isSafeInteger(size[k]) && size[k] >= 2)) throw new ArgumentError('grid.size', `must be 2 or more on each axis, not ${size[k]}`);
    if (!(upper[k] > lower[k])) throw new ArgumentError('grid.upper', `must lie above lower on axis ${k}`);
    nodes *= size[k];
  }
  checkVolume(grid, 1);
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
