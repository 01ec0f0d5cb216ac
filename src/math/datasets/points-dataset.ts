import { ArgumentError } from '../argument-error.ts';
import { checkPoints, isotropicMixture } from '../mixtures.ts';
import type { Classes } from '../generators/conditions.ts';
import type { Points } from '../points.ts';
import type { Dataset } from './registry.ts';

/** A column that varies by less than this part of its numbers leaves three digits of each or fewer: steps of rounding, not data. */
const LEAST_VARIATION = 1e-12;
/** Reciprocals of smaller deviations overflow, and parts of them lose their digits. */
const LEAST_DEVIATION = 1e-300;

export interface PointsDatasetOptions {
  readonly name: string;
  /** One name for each axis. */
  readonly columns: readonly string[];
  /** In the author's own units. */
  readonly points: Points;
  /**
   * Standard deviation of the round Gaussian that stands for each point, in standard deviations of the columns, 0 or more; 0 when absent, which
   * keeps the points themselves.
   */
  readonly bandwidth?: number;
  /** Of the points; none when absent. */
  readonly classes?: Classes;
}

/**
 * An author's points as a distribution: their kernel density estimate, or, without a bandwidth, the points themselves. Inside, each column
 * of the points has mean 0 and standard deviation 1 (the mean square over all points); `units` leads back.
 *
 * @throws ArgumentError when there are fewer than two points, a number is not finite or its square overflows, or a column has no spread or one below 1e-300
 */
export function pointsDataset({ name, columns, points, bandwidth = 0, classes }: PointsDatasetOptions): Dataset {
  checkPoints('points', points);
  const { dimension, count, coordinates } = points;
  if (columns.length !== dimension) throw new ArgumentError('columns', `needs ${dimension} names, not ${columns.length}`);
  if (count < 2) throw new ArgumentError('points', 'needs two points or more, there is only one');
  if (!(bandwidth >= 0 && bandwidth < Infinity)) throw new ArgumentError('bandwidth', `must be 0 or more, not ${bandwidth}`);
  const inner = new Float64Array(count * dimension);
  const centre: number[] = [];
  const scale: number[] = [];
  for (let k = 0; k < dimension; k++) {
    const { mean, deviation } = momentsOf(points, k, columns[k]);
    for (let i = 0; i < count; i++) inner[i * dimension + k] = (coordinates[i * dimension + k] - mean) / deviation;
    centre.push(mean);
    scale.push(deviation);
  }
  return {
    name,
    dimension,
    sentence: `${count} points of ${columns.join(' and ')}.`,
    law: isotropicMixture(dimension, inner, bandwidth),
    units: { columns: [...columns], centre, scale },
    ...(classes && { classes }),
  };
}

/** Squares are taken of parts of the largest deviation, so that neither large nor small units overflow. */
function momentsOf({ dimension, count, coordinates }: Points, axis: number, column: string): { mean: number; deviation: number } {
  let mean = 0;
  for (let at = axis; at < coordinates.length; at += dimension) mean += coordinates[at] / count;
  let reach = 0;
  let largest = 0;
  for (let at = axis; at < coordinates.length; at += dimension) {
    reach = Math.max(reach, Math.abs(coordinates[at] - mean));
    largest = Math.max(largest, Math.abs(coordinates[at]));
  }
  if (reach === Infinity) {
    throw new ArgumentError('points', `column "${column}" holds numbers that are too large to be compared, up to ${largest}`, { key: 'hugeColumn', column, largest });
  }
  let square = 0;
  if (reach > 0) for (let at = axis; at < coordinates.length; at += dimension) square += ((coordinates[at] - mean) / reach) ** 2 / count;
  const deviation = reach * Math.sqrt(square);
  const isTiny = deviation < LEAST_DEVIATION;
  if (deviation > LEAST_VARIATION * largest && !isTiny) return { mean, deviation };
  const isConstant = coordinates.every((value, at) => at % dimension !== axis || value === coordinates[axis]);
  if (isTiny && !isConstant) {
    throw new ArgumentError('points', `column "${column}" spreads over less than ${LEAST_DEVIATION}, too little for arithmetic`, { key: 'tinyColumn', column });
  }
  const value = coordinates[axis];
  const what = isConstant ? `holds ${value} in every point` : `varies only beyond the 12th digit of its numbers, about ${value}`;
  throw new ArgumentError('points', `column "${column}" ${what}`, { key: isConstant ? 'constantColumn' : 'roundedColumn', column, value });
}
