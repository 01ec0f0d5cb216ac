import { ArgumentError } from '../argument-error.ts';
import { checkPoints } from '../mixtures.ts';
import type { Points } from '../points.ts';

/** `|a_i - b_j|^2`, row-major `[a.count, b.count]`. @throws ArgumentError when a cloud is malformed or the dimensions differ */
export function squaredDistances(a: Points, b: Points): Float64Array {
  checkSameDimension(a, b);
  const { dimension, coordinates: from } = a;
  const { coordinates: to } = b;
  const out = new Float64Array(a.count * b.count);
  for (let i = 0, e = 0; i < a.count; i++) {
    const at = i * dimension;
    for (let j = 0; j < b.count; j++, e++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const difference = from[at + k] - to[j * dimension + k];
        square += difference * difference;
      }
      out[e] = square;
    }
  }
  return out;
}

export function checkSameDimension(a: Points, b: Points): void {
  checkPoints('a', a);
  checkPoints('b', b);
  if (a.dimension !== b.dimension) throw new ArgumentError('b', `has dimension ${b.dimension}, but a has ${a.dimension}`);
}

export function checkSameSize(a: Points, b: Points): void {
  checkSameDimension(a, b);
  if (a.count !== b.count) throw new ArgumentError('b', `has ${b.count} points, but a has ${a.count}`);
}
