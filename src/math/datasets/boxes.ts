import { isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';

/** Deviation of a cell in units of the cells' spacing: the inside is even to 3 %, an edge is as wide as a cell. */
const CELL_DEVIATION = 0.5;

/**
 * Boxes filled evenly, as a mixture: every box is a lattice of round Gaussians. Its edges are soft, over about one cell; this softened
 * law is the one that is drawn from, shown as a density, and transported.
 *
 * @param corners  the lower corner of each box
 * @param side  length of every box on each axis
 * @param cells  Gaussians on each axis of a box
 */
export function filledBoxes(corners: readonly (readonly number[])[], side: number, cells: number): Mixture {
  const dimension = corners[0].length;
  const centres: number[] = [];
  for (const corner of corners) {
    for (let cell = 0; cell < cells ** dimension; cell++) {
      for (let k = 0; k < dimension; k++) {
        centres.push(corner[k] + (side * ((Math.floor(cell / cells ** k) % cells) + 0.5)) / cells);
      }
    }
  }
  return isotropicMixture(dimension, centres, (CELL_DEVIATION * side) / cells);
}
