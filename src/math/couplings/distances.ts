import { ArgumentError } from '../argument-error.ts';
import { checkPoints } from '../mixtures.ts';
import type { Points } from '../points.ts';

/** `|a_i - b_j|^2`, row-major `[a.count, b.count]`. @throws ArgumentError when a cloud is malformed or the dimensions differ */
export function squaredDistances(a: Points, b: Points): Float64Array {
  checkSameDimension(a, b);
  const { dimension } = a;
  const out = new Float64Array(a.count * b.count);
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) {
        const difference = a.coordinates[i * dimension + k] - b.coordinates[j * dimension + k];
        square += difference * difference;
      }
      out[i * b.count + j] = square;
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
