import { ArgumentError } from '../argument-error.ts';
import { checkPoints } from '../mixtures.ts';
import type { Points } from '../points.ts';
import type { PrincipalAxes } from './principal-axes.ts';

/** Where each point stands along the axes, from the mean: a code of one number an axis. @throws ArgumentError for points of another dimension */
export function encode({ dimension, mean, axes }: PrincipalAxes, points: Points): Points {
  checkPoints('points', points);
  if (points.dimension !== dimension) throw new ArgumentError('points', `have dimension ${points.dimension}, but the axes ${dimension}`);
  const size = axes.length / dimension;
  const coordinates = new Float64Array(points.count * size);
  const centred = new Float64Array(dimension);
  for (let i = 0; i < points.count; i++) {
    for (let k = 0; k < dimension; k++) centred[k] = points.coordinates[i * dimension + k] - mean[k];
    for (let a = 0; a < size; a++) {
      let sum = 0;
      for (let k = 0; k < dimension; k++) sum += axes[a * dimension + k] * centred[k];
      coordinates[i * size + a] = sum;
    }
  }
  return { dimension: size, count: points.count, coordinates };
}

/**
 * The points that codes stand for. On average over the encoded cloud, the squared distance to what was encoded is the sum of the variances of the
 * axes that were left out, and no other axes leave less (Eckart and Young 1936).
 *
 * @throws ArgumentError for codes of another dimension
 */
export function decode({ dimension, mean, axes }: PrincipalAxes, code: Points): Points {
  checkPoints('code', code);
  const size = axes.length / dimension;
  if (code.dimension !== size) throw new ArgumentError('code', `has dimension ${code.dimension}, but there are ${size} axes`);
  const coordinates = new Float64Array(code.count * dimension);
  for (let i = 0; i < code.count; i++) {
    const point = coordinates.subarray(i * dimension, (i + 1) * dimension);
    point.set(mean);
    for (let a = 0; a < size; a++) {
      const along = code.coordinates[i * size + a];
      for (let k = 0; k < dimension; k++) point[k] += along * axes[a * dimension + k];
    }
  }
  return { dimension, count: code.count, coordinates };
}
