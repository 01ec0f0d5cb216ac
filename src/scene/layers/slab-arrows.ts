import { gridPoints, interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import { NOWHERE } from '../marks.ts';
import type { ArrowsMark } from '../marks.ts';
import { typicalSpeed } from './field-frame.ts';
import { timeToWorld } from './spacetime-space.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

/** An arrow of typical speed takes this part of the distance to its neighbour, none takes more than `LONGEST`, and shorter ones are dirt. */
const TYPICAL = 0.72;
const LONGEST = 0.9;
const SHORTEST = 0.08;
const LOOKS = {
  exact: { color: 'ink', shape: 'solid', opacity: 0.62, widthPx: 1.2 },
  learned: { color: 'learned', shape: 'dashed', opacity: 0.9, widthPx: 1.2 },
} as const;

/** A two-dimensional field as one arrow at each node of its grid, on the slab of the time it was last moved to. */
export class SlabArrows {
  readonly mark: { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] };
  private readonly volume: FieldVolume;
  private readonly space: SpacetimeSpace;
  private readonly points: Float64Array;
  private readonly velocity: Float32Array;
  private readonly nodes: Float32Array;
  private readonly spacing: number;
  private readonly worldPerSpeed: number;

  constructor(volume: FieldVolume, role: 'exact' | 'learned', space: SpacetimeSpace) {
    const { lower, upper, size } = volume.grid;
    this.volume = volume;
    this.space = space;
    this.points = gridPoints(volume.grid);
    const count = this.points.length / 2;
    this.velocity = new Float32Array(2 * count);
    this.nodes = new Float32Array(3 * count);
    this.spacing = space.scale * Math.min(...size.map((nodes, axis) => (upper[axis] - lower[axis]) / (nodes - 1)));
    this.worldPerSpeed = (TYPICAL * this.spacing) / typicalSpeed(volume);
    this.mark = { ...LOOKS[role], kind: 'arrows', count: 0, positions: new Float32Array(3 * count), vectors: new Float32Array(3 * count), version: 0 };
  }

  moveTo(t: number): void {
    const { mark, nodes, points, space, spacing, velocity, worldPerSpeed } = this;
    interpolateField(this.volume, t, velocity);
    space.stand(points, points.length / 2, timeToWorld(t), nodes);
    let count = 0;
    for (let node = 0; node < points.length / 2; node++) {
      const across = velocity[2 * node];
      const up = velocity[2 * node + 1];
      const length = worldPerSpeed * Math.sqrt(across * across + up * up);
      const isOutside = nodes[3 * node + 1] === NOWHERE || !space.covers(points[2 * node], points[2 * node + 1]);
      if (!(length >= SHORTEST * spacing) || length === Infinity || isOutside) continue;
      const scale = worldPerSpeed * Math.min(1, (LONGEST * spacing) / length);
      for (let axis = 0; axis < 3; axis++) mark.positions[3 * count + axis] = nodes[3 * node + axis];
      // As the plane stands: y is up, x goes away from the reader.
      mark.vectors[3 * count + 1] = scale * up;
      mark.vectors[3 * count + 2] = -scale * across;
      count++;
    }
    mark.count = count;
    mark.version++;
  }
}
