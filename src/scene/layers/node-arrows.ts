import { interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import type { ArrowsMark } from '../marks.ts';
import { typicalSpeed } from './field-frame.ts';

/** No arrow takes more than this part of the distance to its neighbour. */
const LONGEST = 0.9;

export type FieldRole = 'exact' | 'learned';

/** How arrows on nodes look, by what their field is. */
export type NodeArrowLooks = Readonly<Record<FieldRole, Pick<ArrowsMark, 'color' | 'shape' | 'opacity' | 'widthPx'>>>;

/** Parts of the distance between neighbours: what an arrow of typical speed takes, and what is so short that it would be dirt. */
export interface NodeArrowLengths {
  readonly typical: number;
  readonly shortest: number;
}

/** The velocities of a field at the nodes of its grid, and how long they are drawn in a world. */
export class NodeArrows {
  /** At the time last moved to, interleaved. */
  readonly velocity: Float32Array;
  /** Length of a unit of speed in the world. */
  readonly worldPerSpeed: number;
  private readonly volume: FieldVolume;
  private readonly spacing: number;
  private readonly shortest: number;

  /** @param scale  world units for one of the data's */
  constructor(volume: FieldVolume, scale: number, { typical, shortest }: NodeArrowLengths) {
    const { lower, upper, size } = volume.grid;
    this.volume = volume;
    this.velocity = new Float32Array(volume.velocity.length / volume.times.length);
    this.spacing = scale * Math.min(...size.map((count, axis) => (upper[axis] - lower[axis]) / (count - 1)));
    this.worldPerSpeed = (typical * this.spacing) / typicalSpeed(volume);
    this.shortest = shortest;
  }

  moveTo(t: number): void {
    interpolateField(this.volume, t, this.velocity);
  }

  /**
   * Adds an arrow to the mark, unless it were dirt or is not finite.
   *
   * @param place  the middle of the arrow is at number `i` of these
   * @param way  the velocity as it stands in the world
   */
  add(mark: { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] }, place: Float32Array, i: number, way: Float64Array): void {
    const length = this.worldPerSpeed * Math.sqrt(way[0] * way[0] + way[1] * way[1] + way[2] * way[2]);
    if (!(length >= this.shortest * this.spacing) || length === Infinity) return;
    const scale = this.worldPerSpeed * Math.min(1, (LONGEST * this.spacing) / length);
    const to = 3 * mark.count++;
    for (let axis = 0; axis < 3; axis++) {
      mark.positions[to + axis] = place[i + axis];
      mark.vectors[to + axis] = scale * way[axis];
    }
  }

  /** Room for an arrow at each node. */
  createMark(look: NodeArrowLooks[FieldRole]): { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] } {
    const numbers = (3 * this.velocity.length) / this.volume.grid.dimension;
    return { ...look, kind: 'arrows', count: 0, positions: new Float32Array(numbers), vectors: new Float32Array(numbers), version: 0 };
  }
}
