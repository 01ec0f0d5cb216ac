/** How a density of one time is shown: beside what it is shaded, and how clearly its grid carries it. */
export interface DensityShading {
  /** The density that is drawn darkest. */
  readonly reference: number;
  /** From 0, where the grid is too coarse for it, to 1: contours would show the grid's corners, not the distribution. */
  readonly clearness: number;
}

/** Opacity where the density is at its reference, and how fast it falls with the density. */
const FULL_OPACITY = 0.48;
const SOFTNESS = 0.8;
/** Where neighbours on the grid differ by this part of the density, contours begin to fade, and where they differ by that part they are gone. */
const ROUGHNESS = { fading: 0.3, gone: 0.8 };

/** The opacity, 0..255, that stands for a density beside the reference. */
export function densityShade(density: number, reference: number): number {
  const part = Math.min(1, density / reference);
  return part > 0 ? 255 * FULL_OPACITY * part ** SOFTNESS : 0;
}

/** @param size  nodes of the density's grid, the first axis fastest */
export function shadingOf(density: ArrayLike<number>, [columns, rows = 1]: readonly number[]): DensityShading {
  const part = (ROUGHNESS.gone - roughness(density, columns, rows)) / (ROUGHNESS.gone - ROUGHNESS.fading);
  return { reference: referenceDensity(density), clearness: Math.min(1, Math.max(0, part)) };
}

/**
 * Twice the density that a random point of the distribution sees, 2 E[p(X)]: the peak for a Gaussian, and unlike the
 * peak not at the mercy of one sharp data point.
 */
export function referenceDensity(density: ArrayLike<number>): number {
  let mass = 0;
  let square = 0;
  for (let i = 0; i < density.length; i++) {
    const value = density[i];
    if (!(value < Infinity)) continue;
    mass += value;
    square += value * value;
  }
  return mass > 0 && square > 0 ? (2 * square) / mass : 1;
}

/** By how much a node differs from the mean of its four neighbours, as a part of the density: near 0 when it is resolved. */
function roughness(density: ArrayLike<number>, columns: number, rows: number): number {
  let difference = 0;
  let mass = 0;
  for (let row = 1; row < rows - 1; row++) {
    for (let i = row * columns + 1; i < (row + 1) * columns - 1; i++) {
      const around = (density[i - 1] + density[i + 1] + density[i - columns] + density[i + columns]) / 4;
      if (!(density[i] + around < Infinity)) continue;
      difference += Math.abs(density[i] - around);
      mass += density[i];
    }
  }
  return mass > 0 ? difference / mass : 0;
}
