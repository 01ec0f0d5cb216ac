import type { Coordinates } from '../../math/index.ts';
import { NOWHERE, type Domain } from '../../scene/index.ts';

/** Length of the axis of time in world units; what the slabs hold together is at most 2 units wide and high. */
const LENGTH = 3.6;
/** What lies further out than this many half-domains is left out. */
const FARTHEST = 1.6;
/** Between two of these the ellipse bulges by 2 % of its radius. */
const ELLIPSE_PLACES = 16;

/** World x of a model time: t runs from left to right, its middle at the origin. */
export const timeToWorld = (t: number): number => (t - 0.5) * LENGTH;

/** How the plane of the data stands in the world: data y is up, data x goes across, away from the first view. */
export class SpacetimeSpace {
  /** World units for one of the data's. */
  readonly scale: number;
  private readonly domain: Domain;
  private readonly ends: readonly [Domain, Domain];
  private readonly middle: readonly number[];

  /**
   * @param domain  what is far outside of it is left out
   * @param ends  the rectangles that hold p_0 and p_1
   */
  constructor(domain: Domain, ends: readonly [Domain, Domain]) {
    const lower = [0, 1].map((axis) => Math.min(ends[0].lower[axis], ends[1].lower[axis]));
    const upper = [0, 1].map((axis) => Math.max(ends[0].upper[axis], ends[1].upper[axis]));
    this.domain = domain;
    this.ends = ends;
    this.middle = lower.map((value, axis) => (value + upper[axis]) / 2);
    this.scale = 2 / Math.max(upper[0] - lower[0], upper[1] - lower[1]);
  }

  /** What the slab of time t covers of the plane: on straight lines X_t is a mean of X_0 and X_1, and a mean of their rectangles holds it. */
  covered(t: number): Domain {
    const [source, target] = this.ends;
    const between = (side: 'lower' | 'upper') => [0, 1].map((axis) => (1 - t) * source[side][axis] + t * target[side][axis]);
    return { lower: between('lower'), upper: between('upper') };
  }

  /** World y of a place's second coordinate. */
  up(y: number): number {
    return (y - this.middle[1]) * this.scale;
  }

  /** World z of a place's first coordinate. */
  across(x: number): number {
    return (this.middle[0] - x) * this.scale;
  }

  /** The data's coordinates of a place on a slab. */
  dataAt([y, z]: readonly [y: number, z: number]): [number, number] {
    return [this.middle[0] - z / this.scale, this.middle[1] + y / this.scale];
  }

  /** World positions of the four corners of a rectangle of the plane that stands at time t. */
  corners({ lower, upper }: Domain, t: number): number[] {
    const x = timeToWorld(t);
    const [top, bottom, near, far] = [this.up(upper[1]), this.up(lower[1]), this.across(lower[0]), this.across(upper[0])];
    return [x, top, near, x, top, far, x, bottom, far, x, bottom, near];
  }

  /** World positions around the ellipse in a rectangle of the plane that stands at time t. */
  ellipse({ lower, upper }: Domain, t: number): number[] {
    const x = timeToWorld(t);
    return Array.from({ length: ELLIPSE_PLACES }, (_, i) => (2 * Math.PI * i) / ELLIPSE_PLACES).flatMap((angleRad) => {
      const along = (axis: 0 | 1, part: number) => (lower[axis] + upper[axis] + part * (upper[axis] - lower[axis])) / 2;
      return [x, this.up(along(1, Math.sin(angleRad))), this.across(along(0, Math.cos(angleRad)))];
    });
  }

  /**
   * Stands interleaved pairs up at world `x`, from vertex `first` of `out` on; what is not finite or too far out goes to `NOWHERE`.
   *
   * @param count  how many of the pairs
   */
  stand(pairs: ArrayLike<number>, count: number, x: number, out: Coordinates, first = 0): void {
    const { middle, scale, domain: { lower, upper } } = this;
    const centreX = (lower[0] + upper[0]) / 2;
    const centreY = (lower[1] + upper[1]) / 2;
    const farX = (FARTHEST * (upper[0] - lower[0])) / 2;
    const farY = (FARTHEST * (upper[1] - lower[1])) / 2;
    for (let i = 0, v = 3 * first; i < 2 * count; i += 2, v += 3) {
      const inside = Math.abs(pairs[i] - centreX) <= farX && Math.abs(pairs[i + 1] - centreY) <= farY;
      out[v] = x;
      out[v + 1] = inside ? (pairs[i + 1] - middle[1]) * scale : NOWHERE;
      out[v + 2] = inside ? (middle[0] - pairs[i]) * scale : NOWHERE;
    }
  }
}
