import { contours } from 'd3-contour';
import type { ImageMark, StrokesMark } from '../marks.ts';
import type { FieldFrame } from './field-frame.ts';

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
  private readonly trace;

  constructor(field: FieldFrame) {
    const { lower, upper, size } = field.volume.grid;
    const [columns, rows] = size;
    const half = [0, 1].map((axis) => (upper[axis] - lower[axis]) / (size[axis] - 1) / 2);
    this.field = field;
    this.trace = contours().size([columns, rows]).smooth(true);
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
      offsets: [0],
      positions: new Float32Array(0),
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
    let [difference, mass] = [0, 0];
    for (let row = 1; row < rows - 1; row++) {
      for (let i = row * columns + 1; i < (row + 1) * columns - 1; i++) {
        const around = (density[i - 1] + density[i + 1] + density[i - columns] + density[i + columns]) / 4;
        if (!Number.isFinite(density[i] + around)) continue;
        difference += Math.abs(density[i] - around);
        mass += density[i];
      }
    }
    return mass > 0 ? difference / mass : 0;
  }

  private traceContours(density: Float32Array, reference: number): void {
    const { columns, rows, lower, upper } = this.image;
    const { trace } = this;
    const unit = [(upper[0] - lower[0]) / columns, (upper[1] - lower[1]) / rows];
    const values = Array.from(density, (value) => (Number.isFinite(value) ? value : 0));
    const positions: number[] = [];
    const offsets = [0];
    for (const level of LEVELS) {
      for (const polygon of trace.contour(values, level * reference).coordinates) {
        for (const ring of polygon) {
          for (const [x, y] of ring) {
            // Where a contour runs along the edge of the grid it is cut open: the density only ends there because the grid does.
            if (x <= 0.5 || y <= 0.5 || x >= columns - 0.5 || y >= rows - 0.5) {
              if (positions.length / 3 > offsets[offsets.length - 1]) offsets.push(positions.length / 3);
            } else positions.push(lower[0] + x * unit[0], lower[1] + y * unit[1], 0);
          }
          if (positions.length / 3 > offsets[offsets.length - 1]) offsets.push(positions.length / 3);
        }
      }
    }
    this.lines.positions = Float32Array.from(positions);
    this.lines.offsets = offsets;
    this.lines.version++;
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
  let [mass, square] = [0, 0];
  for (let i = 0; i < density.length; i++) {
    const value = density[i];
    if (!Number.isFinite(value)) continue;
    mass += value;
    square += value * value;
  }
  return mass > 0 && square > 0 ? (2 * square) / mass : 1;
}
