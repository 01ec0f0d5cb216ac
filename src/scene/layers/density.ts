import type { ImageMark, StrokesMark } from '../marks.ts';
import type { FieldFrame } from './field-frame.ts';
import { Isolines } from './isolines.ts';

/** Opacity where the density is at its reference, and how fast it falls with the density. */
const FULL_OPACITY = 0.48;
const SOFTNESS = 0.8;
/** Contours at these parts of the reference density. */
const LEVELS = [0.12, 0.38, 0.7];

/**
 * Where neighbours on the grid differ by this part of the density, contours begin to fade, and where they differ by that
 * part they are gone: they would show the grid's corners, not the distribution.
 */
const ROUGHNESS = { fading: 0.3, gone: 0.8 };
const CONTOUR_OPACITY = 0.5;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The density p_t in the colour of its time, from transparent to full, with a few contours. */
export class DensityLayer {
  readonly image: Writable<ImageMark>;
  readonly lines: Writable<StrokesMark>;
  private readonly field: FieldFrame;
  private readonly isolines: Isolines;

  constructor(field: FieldFrame) {
    const { lower, upper, size } = field.volume.grid;
    const [columns, rows] = size;
    const step = [0, 1].map((axis) => (upper[axis] - lower[axis]) / (size[axis] - 1));
    const half = step.map((distance) => distance / 2);
    this.field = field;
    this.isolines = new Isolines(columns, rows, lower, step);
    this.image = {
      kind: 'image',
      columns,
      rows,
      opacities: new Uint8ClampedArray(columns * rows),
      lower: [lower[0] - half[0], lower[1] - half[1]],
      upper: [upper[0] + half[0], upper[1] + half[1]],
      color: 0,
      opacity: 1,
      clipped: true,
    };
    this.lines = {
      kind: 'strokes',
      offsets: this.isolines.offsets,
      positions: this.isolines.positions,
      widthPx: 1,
      color: 0,
      opacity: CONTOUR_OPACITY,
      clipped: true,
      version: 0,
    };
  }

  update(t: number): void {
    const { density } = this.field;
    if (density === undefined) return;
    this.image.color = this.lines.color = t;
    const reference = referenceDensity(density);
    for (let i = 0; i < density.length; i++) this.image.opacities[i] = densityShade(density[i], reference);
    const fading = (ROUGHNESS.gone - this.roughness(density)) / (ROUGHNESS.gone - ROUGHNESS.fading);
    const clear = Math.min(1, Math.max(0, fading));
    this.image.opacity = 0.5 + 0.5 * clear;
    this.lines.opacity = CONTOUR_OPACITY * clear;
    if (clear > 0) this.traceContours(density, reference);
  }

  /** By how much a node differs from the mean of its four neighbours, as a part of the density: near 0 when it is resolved. */
  private roughness(density: Float32Array): number {
    const { columns, rows } = this.image;
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

  private traceContours(density: Float32Array, reference: number): void {
    const { isolines, lines } = this;
    isolines.clear();
    for (const level of LEVELS) isolines.trace(density, level * reference);
    lines.positions = isolines.positions;
    lines.version++;
  }
}

/** The opacity, 0..255, that stands for a density beside the reference. */
export function densityShade(density: number, reference: number): number {
  const part = Math.min(1, density / reference);
  return part > 0 ? 255 * FULL_OPACITY * part ** SOFTNESS : 0;
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
