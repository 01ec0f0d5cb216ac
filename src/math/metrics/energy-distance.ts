import { checkSameDimension } from '../couplings/distances.ts';
import type { Points } from '../points.ts';

/**
 * Energy distance (Szekely and Rizzo 2013): the root of `2 E|X - Y| - E|X - X'| - E|Y - Y'|`, each mean over all pairs of points, a point
 * with itself included; 0 only when the clouds are the same. The clouds may differ in size.
 *
 * @throws ArgumentError when a cloud is empty or not finite, or the dimensions differ
 */
export function energyDistance(a: Points, b: Points): number {
  checkSameDimension(a, b);
  return Math.sqrt(Math.max(0, 2 * meanDistance(a, b) - meanDistance(a, a) - meanDistance(b, b)));
}

function meanDistance(a: Points, b: Points): number {
  const { dimension } = a;
  let sum = 0;
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += (a.coordinates[i * dimension + k] - b.coordinates[j * dimension + k]) ** 2;
      sum += Math.sqrt(square);
    }
  }
  return sum / (a.count * b.count);
}
