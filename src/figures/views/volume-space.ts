import type { Coordinates } from '../../math/index.ts';
import { NOWHERE, type Domain, type StrokesMark } from '../../scene/index.ts';

/** What lies further out than this many half-boxes is left out: the tails of a Gaussian stand outside of its box. */
const FARTHEST = 2.6;

/** How three-dimensional data stands in the world: its axes go across, away from the first view, and up. */
export class VolumeSpace {
  /** Half of the box along world x, y and z; the largest is 1. */
  readonly halves: readonly [number, number, number];
  private readonly middle: readonly number[];
  /** World units for one of the data's. */
  readonly scale: number;

  constructor({ lower, upper }: Domain) {
    this.middle = lower.map((value, axis) => (value + upper[axis]) / 2);
    const [across, away, up] = lower.map((value, axis) => (upper[axis] - value) / 2);
    this.scale = 1 / Math.max(across, away, up);
    this.halves = [across * this.scale, up * this.scale, away * this.scale];
  }

  /** The first `count` of interleaved triples of the data to interleaved world positions from vertex `first` on. */
  stand(triples: ArrayLike<number>, count: number, out: Coordinates, first = 0): void {
    const { middle, scale, halves } = this;
    for (let i = 0, v = 3 * first; i < 3 * count; i += 3, v += 3) {
      const x = (triples[i] - middle[0]) * scale;
      const y = (triples[i + 2] - middle[2]) * scale;
      const z = (middle[1] - triples[i + 1]) * scale;
      const isInside = Math.abs(x) <= FARTHEST * halves[0] && Math.abs(y) <= FARTHEST * halves[1] && Math.abs(z) <= FARTHEST * halves[2];
      out[v] = isInside ? x : NOWHERE;
      out[v + 1] = isInside ? y : NOWHERE;
      out[v + 2] = isInside ? z : NOWHERE;
    }
  }

  /** The data's coordinates of a place of the world. */
  dataAt([x, y, z]: readonly [number, number, number]): [number, number, number] {
    const { middle, scale } = this;
    return [middle[0] + x / scale, middle[1] - z / scale, middle[2] + y / scale];
  }

  /** A corner of the box: each side is -1 or 1, along world x, y and z. */
  corner(x: number, y: number, z: number): [number, number, number] {
    return [x * this.halves[0], y * this.halves[1], z * this.halves[2]];
  }

  /** The twelve edges of the box. */
  edges(): StrokesMark {
    const sides = [-1, 1];
    const lines = sides.flatMap((a) => sides.flatMap((b) => [
      [...this.corner(-1, a, b), ...this.corner(1, a, b)],
      [...this.corner(a, -1, b), ...this.corner(a, 1, b)],
      [...this.corner(a, b, -1), ...this.corner(a, b, 1)],
    ]));
    const offsets = Array.from({ length: lines.length + 1 }, (_, line) => 2 * line);
    return { kind: 'strokes', offsets, positions: Float32Array.from(lines.flat()), widthPx: 1, color: 'grid', opacity: 0.9, version: 0 };
  }
}
