import { checkCount, pointsMixture, sampleMixture } from '../mixtures.ts';
import type { Classes } from '../generators/conditions.ts';
import type { Mixture } from '../models/types.ts';
import type { Random } from '../random.ts';
import type { Dataset } from './registry.ts';

/** Some data, and where they come from. */
export interface DrawnData {
  /** The points themselves, as a law. */
  readonly data: Dataset;
  /** The law that they come from. */
  readonly from: Mixture;
  /** The law of data that are not among them; absent where none are left. */
  readonly fresh?: Mixture;
  /** Of the fresh ones, where the data have classes. */
  readonly freshClasses?: Classes;
}

/**
 * Finite data: independent draws of a law, or of an author's rows some that are drawn without putting any back, so that the others are fresh. Fewer are
 * the beginning of more.
 *
 * @param count  1 or more; of an author's rows all, where it is larger
 * @throws ArgumentError when `count` is no whole number above 0
 */
export function drawnData(dataset: Dataset, count: number, random: Random): DrawnData {
  checkCount('count', count);
  const { law, dimension, classes, units } = dataset;
  if (!units) return { data: { ...withoutClasses(dataset), law: pointsMixture(sampleMixture(law, count, random)) }, from: law, fresh: law };
  const order = shuffled(law.weights.length, random);
  const pointsOf = (rows: readonly number[]): Mixture =>
    pointsMixture({ dimension, count: rows.length, coordinates: Float64Array.from(rows.flatMap((row) => Array.from(law.means.subarray(row * dimension, (row + 1) * dimension)))) });
  const [kept, left] = [order.slice(0, count), order.slice(count)];
  return {
    data: { ...withoutClasses(dataset), law: pointsOf(kept), ...(classes && { classes: classesOf(kept, classes) }) },
    from: law,
    ...(left.length > 0 && { fresh: pointsOf(left), ...(classes && { freshClasses: classesOf(left, classes) }) }),
  };
}

const classesOf = (rows: readonly number[], { names, ofComponents }: Classes): Classes => ({ names, ofComponents: Int32Array.from(rows, (row) => ofComponents[row]) });

/** Draws of a law have no classes of their own. */
const withoutClasses = ({ classes: _, ...dataset }: Dataset): Dataset => dataset;

/** Fisher and Yates, from the front. */
function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = 0; i + 1 < count; i++) {
    const other = i + Math.floor(random.uniform() * (count - i));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
