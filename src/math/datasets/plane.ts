import { gaussianMixture, isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models.ts';
import { closedCurves, openCurves } from './curves.ts';

/** Noise of scikit-learn's examples for moons and circles. */
const CURVE_NOISE = 0.05;

export const gaussian = (): Mixture => gaussianMixture(2);

/** `make_moons` of scikit-learn: an upper half circle of radius 1 and a lower one shifted by (1, 0.5). */
export const moons = (nodes = 96): Mixture =>
  openCurves(
    [
      (u) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)],
      (u) => [1 - Math.cos(Math.PI * u), 0.5 - Math.sin(Math.PI * u)],
    ],
    CURVE_NOISE,
    nodes,
  );

/** `make_circles` of scikit-learn with factor 0.5. */
export const circles = (nodes = 128): Mixture => closedCurves([circle(1), circle(0.5)], CURVE_NOISE, nodes);

/** FFJORD's eight Gaussians (Grathwohl et al. 2019): radius 4, deviation 0.5, all divided by 1.414. */
export const eightGaussians = (): Mixture => {
  const centres = Array.from({ length: 8 }, (_, i) => circle(4 / 1.414)(i / 8));
  return isotropicMixture(2, centres.flat(), 0.5 / 1.414);
};

/** Soft cells on each side of a square of the checkerboard, and their deviation in units of their spacing. */
const CELLS = 8;
const CELL_DEVIATION = 0.5;

/**
 * FFJORD's checkerboard: eight squares of side 2 in [-4, 4]^2. Each is 8 x 8 Gaussians, so its inside is even to 3 % and its edge
 * is 0.125 wide; this softened board is the law that is drawn from, shown as a density, and transported.
 */
export const checkerboard = (): Mixture => {
  const centres: number[] = [];
  for (let column = -2; column < 2; column++) {
    for (let row = -2; row < 2; row++) {
      if ((column + row) % 2 !== 0) continue;
      for (let a = 0; a < CELLS; a++) {
        for (let b = 0; b < CELLS; b++) centres.push(2 * (column + (a + 0.5) / CELLS), 2 * (row + (b + 0.5) / CELLS));
      }
    }
  }
  return isotropicMixture(2, centres, (CELL_DEVIATION * 2) / CELLS);
};

function circle(radius: number) {
  return (u: number): number[] => [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)];
}
