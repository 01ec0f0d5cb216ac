import { ArgumentError } from '../argument-error.ts';
import { checkCount, gaussianMixture } from '../mixtures.ts';
import type { Classes } from '../generators/conditions.ts';
import type { PictureCode } from '../generators/picture-code.ts';
import type { Mixture } from '../models/types.ts';
import { twoGaussians, twoUniforms } from './line.ts';
import { pinwheel } from './pinwheel.ts';
import { checkerboard, circles, eightGaussians, moons, ring, sCurve, swissRoll, threeModes, tiltedGaussian, twoSpirals, uniform, wideGaussian } from './plane.ts';
import { helix, sCurve3d, swissRoll3d, torus, trefoil } from './space.ts';

/** A distribution with a name: its law is what is drawn from, shown as a density, and transported. */
export interface Dataset {
  readonly name: string;
  readonly dimension: number;
  /** What it is, in one sentence for a reader. */
  readonly sentence: string;
  readonly law: Mixture;
  /** How the author's numbers come back from ours; absent when they are the same. */
  readonly units?: Units;
  /** Of the law's components; absent where the data have none. */
  readonly classes?: Classes;
  /** The points are codes of pictures, whose units lead to places along the axes. */
  readonly pictures?: PictureCode;
}

/** `datum[k] = centre[k] + scale[k] * inner[k]`, with the name of each column. */
export interface Units {
  readonly columns: readonly string[];
  readonly centre: readonly number[];
  readonly scale: readonly number[];
}

interface Entry {
  readonly name: string;
  /** Every dimension in which there is one; in all, when absent. */
  readonly dimension?: number;
  readonly sentence: string;
  readonly law: (dimension: number) => Mixture;
}

const ENTRIES: readonly Entry[] = [
  { name: 'gaussian', sentence: 'The standard normal distribution.', law: gaussianMixture },
  { name: 'moons', dimension: 2, sentence: 'Two interleaved half circles with a little noise.', law: () => moons() },
  { name: 'circles', dimension: 2, sentence: 'Two circles, one inside the other, with a little noise.', law: () => circles() },
  { name: 'eight-gaussians', dimension: 2, sentence: 'Eight round clouds on a circle.', law: () => eightGaussians() },
  { name: 'three-modes', dimension: 2, sentence: 'Three round clouds of unequal weight.', law: () => threeModes() },
  { name: 'checkerboard', dimension: 2, sentence: 'The eight dark squares of a 4 by 4 board.', law: () => checkerboard() },
  { name: 'two-spirals', dimension: 2, sentence: 'Two spirals wound into each other.', law: () => twoSpirals() },
  { name: 'pinwheel', dimension: 2, sentence: 'Five twisted arms around a centre.', law: () => pinwheel() },
  { name: 'swiss-roll', dimension: 2, sentence: 'A spiral: a rolled sheet seen from its end.', law: () => swissRoll() },
  { name: 's-curve', dimension: 2, sentence: 'A curve in the shape of an S.', law: () => sCurve() },
  { name: 'ring', dimension: 2, sentence: 'One circle with noise.', law: () => ring() },
  { name: 'wide-gaussian', dimension: 2, sentence: 'A Gaussian that is longer across than up.', law: () => wideGaussian() },
  { name: 'tilted-gaussian', dimension: 2, sentence: 'The same Gaussian, turned.', law: () => tiltedGaussian() },
  { name: 'uniform', dimension: 2, sentence: 'A square, evenly filled.', law: () => uniform() },
  { name: 'two-gaussians', dimension: 1, sentence: 'Two bells on a line.', law: () => twoGaussians() },
  { name: 'two-uniforms', dimension: 1, sentence: 'Two intervals of a line, evenly filled.', law: () => twoUniforms() },
  { name: 'swiss-roll-3d', dimension: 3, sentence: 'A rolled sheet.', law: () => swissRoll3d() },
  { name: 's-curve-3d', dimension: 3, sentence: 'A sheet bent into an S.', law: () => sCurve3d() },
  { name: 'torus', dimension: 3, sentence: 'The surface of a ring.', law: () => torus() },
  { name: 'trefoil', dimension: 3, sentence: 'The simplest knot.', law: () => trefoil() },
  { name: 'helix', dimension: 3, sentence: 'Three turns of a screw.', law: () => helix() },
];

/** Of a set that there is in every dimension, when none is named. */
const USUAL_DIMENSION = 2;

/**
 * A distribution by name.
 *
 * @param dimension  where a name stands for one in every dimension (`gaussian`); the usual one when absent
 * @throws ArgumentError when there is none of that name (its message lists those there are) or not in that dimension
 */
export function dataset(name: string, dimension?: number): Dataset {
  const entry = ENTRIES.find((candidate) => candidate.name === name);
  if (!entry) throw new ArgumentError('name', `there is no data set "${name}"; there are ${datasetNames().join(', ')}`);
  const chosen = dimension ?? entry.dimension ?? USUAL_DIMENSION;
  checkCount('dimension', chosen);
  if (entry.dimension !== undefined && entry.dimension !== chosen) {
    throw new ArgumentError('name', `"${name}" has dimension ${entry.dimension}, not ${chosen}; there are ${datasetNames(chosen).join(', ')}`);
  }
  return { name, dimension: chosen, sentence: entry.sentence, law: entry.law(chosen) };
}

/** Every known name, or those of one dimension. */
export function datasetNames(dimension?: number): string[] {
  return ENTRIES.filter((entry) => dimension === undefined || (entry.dimension ?? dimension) === dimension).map(({ name }) => name);
}
