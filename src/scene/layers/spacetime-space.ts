import { interpolateTrajectories } from '../../math/index.ts';
import type { Points, Trajectories } from '../../math/index.ts';
import type { Domain } from '../domain.ts';
import { NOWHERE } from '../marks.ts';

/** Length of the axis of time in world units; slabs are at most 2 units wide and high. */
const LENGTH = 4.2;
/** Slabs are trimmed to the data in steps of this part of the domain, so that they keep still while a flow is learned. */
const TRIM_STEPS = 12;
/** What lies further out than this many half-slabs is left out. */
const FARTHEST = 1.6;

/** World x of a model time: t runs from left to right, its middle at the origin. */
export const timeToWorld = (t: number): number => (t - 0.5) * LENGTH;

/** How the plane of the data stands in the world: data y is up, data x goes across, away from the first view. */
export class SpacetimeSpace {
  /** Half of a slab up (world y) and across (world z). */
  readonly halves: readonly [number, number];
  private readonly middle: readonly [number, number];
  /** World units for one of the data's. */
  readonly scale: number;

  /** @param clouds  what must be seen, as far as it lies in the domain */
  constructor(domain: Domain, clouds: readonly Points[]) {
    const sides = [0, 1].map((axis) => trim(domain, clouds, axis));
    this.middle = [(sides[0].lower + sides[0].upper) / 2, (sides[1].lower + sides[1].upper) / 2];
    const [across, up] = sides.map(({ lower, upper }) => (upper - lower) / 2);
    this.scale = 1 / Math.max(across, up);
    this.halves = [up * this.scale, across * this.scale];
  }

  /** Whether a point of the plane lies on the slabs. */
  covers(x: number, y: number): boolean {
    return Math.abs(y - this.middle[1]) * this.scale <= this.halves[0] && Math.abs(x - this.middle[0]) * this.scale <= this.halves[1];
  }

  /**
   * Stands interleaved pairs up at world `x`, from vertex `first` of `out` on; what is not finite or too far out goes to `NOWHERE`.
   *
   * @param count  how many of the pairs
   */
  stand(pairs: ArrayLike<number>, count: number, x: number, out: Float32Array, first = 0): void {
    const { middle, scale, halves } = this;
    for (let i = 0, v = 3 * first; i < 2 * count; i += 2, v += 3) {
      const up = (pairs[i + 1] - middle[1]) * scale;
      const across = (middle[0] - pairs[i]) * scale;
      const inside = Math.abs(up) <= FARTHEST * halves[0] && Math.abs(across) <= FARTHEST * halves[1];
      out[v] = x;
      out[v + 1] = inside ? up : NOWHERE;
      out[v + 2] = inside ? across : NOWHERE;
    }
  }
}

/** One axis of the domain, trimmed on both sides alike to what the clouds need of it. */
function trim({ lower, upper }: Domain, clouds: readonly Points[], axis: number): { lower: number; upper: number } {
  const middle = (lower[axis] + upper[axis]) / 2;
  const half = (upper[axis] - lower[axis]) / 2;
  let reach = 0;
  for (const { coordinates, count } of clouds) {
    for (let i = axis; i < 2 * count; i += 2) {
      const distance = Math.abs(coordinates[i] - middle);
      if (distance > reach && distance <= half) reach = distance;
    }
  }
  const part = Math.ceil((reach / half) * TRIM_STEPS) / TRIM_STEPS;
  const trimmed = half * (part > 0 ? Math.min(1, part) : 1);
  return { lower: middle - trimmed, upper: middle + trimmed };
}

/** The cloud of some trajectories at time t. */
export function cloudAt(trajectories: Trajectories, t: number): Points {
  const { count } = trajectories;
  const coordinates = new Float32Array(2 * count);
  interpolateTrajectories(trajectories, t, coordinates);
  return { dimension: 2, count, coordinates };
}
