import { ArgumentError } from '../argument-error.ts';
import type { Mixture } from '../models.ts';
import { checkerboard, circles, eightGaussians, gaussian, moons } from './plane.ts';

/** A distribution with a name: its law is what is drawn from, shown as a density, and transported. */
export interface Dataset {
  readonly name: string;
  readonly dimension: number;
  /** What it is, in one sentence for a reader. */
  readonly sentence: string;
  readonly law: Mixture;
  /** How the author's numbers come back from ours; absent when they are the same. */
  readonly units?: Units;
}

/** `datum[k] = centre[k] + scale[k] * inner[k]`, with the name of each column. */
export interface Units {
  readonly columns: readonly string[];
  readonly centre: readonly number[];
  readonly scale: readonly number[];
}

interface Entry {
  readonly name: string;
  readonly dimension: number;
  readonly sentence: string;
  readonly law: () => Mixture;
}

const ENTRIES: readonly Entry[] = [
  { name: 'gaussian', dimension: 2, sentence: 'The standard normal distribution.', law: gaussian },
  { name: 'moons', dimension: 2, sentence: 'Two interleaved half circles with a little noise.', law: () => moons() },
  { name: 'circles', dimension: 2, sentence: 'Two circles, one inside the other, with a little noise.', law: () => circles() },
  { name: 'eight-gaussians', dimension: 2, sentence: 'Eight round clouds on a circle.', law: eightGaussians },
  { name: 'checkerboard', dimension: 2, sentence: 'The eight dark squares of a 4 by 4 board.', law: checkerboard },
];

/**
 * A distribution by name.
 *
 * @throws ArgumentError when there is none of that name; its message lists those there are
 */
export function dataset(name: string): Dataset {
  const entry = ENTRIES.find((candidate) => candidate.name === name);
  if (!entry) throw new ArgumentError('name', `there is no data set "${name}"; there are ${datasetNames().join(', ')}`);
  return { ...entry, law: entry.law() };
}

/** Every known name, or those of one dimension. */
export function datasetNames(dimension?: number): string[] {
  return ENTRIES.filter((entry) => dimension === undefined || entry.dimension === dimension).map(({ name }) => name);
}
