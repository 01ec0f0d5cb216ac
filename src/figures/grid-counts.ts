import type { Coordinates, Grid } from '../math/index.ts';

/** The density of a cloud by its points around each node of a grid; on a line cells lie between the ends, in the plane around the nodes. Points outside count, and are not shown. */
export function gridCounts(points: Coordinates, { dimension, lower, upper, size }: Grid): Float64Array {
  const cells = size.map((nodes, axis) => (upper[axis] - lower[axis]) / (dimension === 1 ? nodes : nodes - 1));
  const counts = new Float64Array(size.reduce((product, nodes) => product * nodes, 1));
  const unit = 1 / ((points.length / dimension) * cells.reduce((product, cell) => product * cell, 1));
  for (let at = 0; at < points.length; at += dimension) {
    let node = 0;
    let stride = 1;
    for (let axis = 0; axis < dimension; axis++) {
      const place = (points[at + axis] - lower[axis]) / cells[axis];
      const index = dimension === 1 ? Math.floor(place) : Math.round(place);
      if (!(index >= 0 && index < size[axis])) {
        node = -1;
        break;
      }
      node += index * stride;
      stride *= size[axis];
    }
    if (node >= 0) counts[node] += unit;
  }
  return counts;
}

/** Beyond so many standard deviations a Gaussian is nothing. */
const REACH = 3;

/** Values on a grid of the plane, smoothed by a Gaussian of `deviation` cells; what is not finite counts as nothing. */
export function smoothed(values: ArrayLike<number>, [columns, rows]: readonly number[], deviation: number): Float64Array {
  const reach = Math.ceil(REACH * deviation);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-(((k - reach) / deviation) ** 2) / 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = (from: ArrayLike<number>, length: number, stride: number, lines: number, next: number): Float64Array => {
    const out = new Float64Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < length; i++) {
        let total = 0;
        for (let k = Math.max(0, i - reach); k <= Math.min(length - 1, i + reach); k++) {
          const value = from[line * next + k * stride];
          if (Number.isFinite(value)) total += (weights[k - i + reach] / sum) * value;
        }
        out[line * next + i * stride] = total;
      }
    }
    return out;
  };
  return along(along(values, columns, 1, rows, columns), rows, columns, columns, 1);
}
