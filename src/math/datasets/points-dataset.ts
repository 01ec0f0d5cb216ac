import { ArgumentError } from '../argument-error.ts';
import { checkPoints, pointsMixture } from '../mixtures.ts';
import type { Points } from '../points.ts';
import type { Dataset } from './registry.ts';

export interface PointsDatasetOptions {
  readonly name: string;
  /** One name for each axis. */
  readonly columns: readonly string[];
  /** In the author's own units. */
  readonly points: Points;
}

/**
 * An author's points as a distribution. Inside, each column has mean 0 and standard deviation 1 (the mean square over all points);
 * `units` leads back.
 *
 * @throws ArgumentError when there are fewer than two points, a number is not finite, or a column has no spread
 */
export function pointsDataset({ name, columns, points }: PointsDatasetOptions): Dataset {
  checkPoints('points', points);
  const { dimension, count, coordinates } = points;
  if (columns.length !== dimension) throw new ArgumentError('columns', `needs ${dimension} names, not ${columns.length}`);
  if (count < 2) throw new ArgumentError('points', 'needs two points or more, there is only one');
  const inner = new Float64Array(count * dimension);
  const centre: number[] = [];
  const scale: number[] = [];
  for (let k = 0; k < dimension; k++) {
    let mean = 0;
    for (let i = 0; i < count; i++) mean += coordinates[i * dimension + k] / count;
    let variance = 0;
    let largest = 0;
    for (let i = 0; i < count; i++) {
      variance += (coordinates[i * dimension + k] - mean) ** 2 / count;
      largest = Math.max(largest, Math.abs(coordinates[i * dimension + k]));
    }
    const deviation = Math.sqrt(variance);
    // Equal numbers may leave a deviation of a few roundings.
    if (!(deviation > 1e-12 * largest)) throw new ArgumentError('points', `column "${columns[k]}" has the same value, ${coordinates[k]}, in every point`);
    for (let i = 0; i < count; i++) inner[i * dimension + k] = (coordinates[i * dimension + k] - mean) / deviation;
    centre.push(mean);
    scale.push(deviation);
  }
  return {
    name,
    dimension,
    sentence: `${count} points of ${columns.join(' and ')}.`,
    law: pointsMixture({ dimension, count, coordinates: inner }),
    units: { columns: [...columns], centre, scale },
  };
}
