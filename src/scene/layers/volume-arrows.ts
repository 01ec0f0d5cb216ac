import { gridPoints, interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import { NOWHERE } from '../marks.ts';
import type { ArrowsMark } from '../marks.ts';
import { typicalSpeed } from './field-frame.ts';
import type { VolumeSpace } from './volume-space.ts';

/** An arrow of typical speed takes this part of the distance to its neighbour, none takes more than `LONGEST`, and shorter ones are dirt. */
const TYPICAL = 0.6;
const LONGEST = 0.9;
const SHORTEST = 0.06;
/** Exact and learned fields look as they do in the plane; fainter, since arrows stand behind one another. */
const LOOKS = {
  exact: { color: 'ink', shape: 'solid', opacity: 0.45, widthPx: 1.2 },
  learned: { color: 'learned', shape: 'dashed', opacity: 0.7, widthPx: 1.2 },
} as const;

/** A three-dimensional field as one arrow at each node of its grid, at the time it was last moved to. */
export class VolumeArrows {
  readonly mark: { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] };
  private readonly volume: FieldVolume;
  private readonly velocity: Float32Array;
  /** World positions of all nodes. */
  private readonly nodes: Float32Array;
  /** Distance of neighbouring nodes, and length of a unit of speed, in the world. */
  private readonly spacing: number;
  private readonly worldPerSpeed: number;

  constructor(volume: FieldVolume, role: 'exact' | 'learned', space: VolumeSpace) {
    const { lower, upper, size } = volume.grid;
    const points = gridPoints(volume.grid);
    this.volume = volume;
    this.velocity = new Float32Array(points.length);
    this.nodes = new Float32Array(points.length);
    space.stand(points, this.nodes, 0);
    this.spacing = space.scale * Math.min(...size.map((count, axis) => (upper[axis] - lower[axis]) / (count - 1)));
    this.worldPerSpeed = (TYPICAL * this.spacing) / typicalSpeed(volume);
    this.mark = {
      ...LOOKS[role],
      kind: 'arrows',
      count: 0,
      positions: new Float32Array(points.length),
      vectors: new Float32Array(points.length),
      version: 0,
    };
  }

  update(t: number): void {
    const { mark, nodes, spacing, velocity, worldPerSpeed } = this;
    interpolateField(this.volume, t, velocity);
    let to = 0;
    for (let i = 0; i < nodes.length; i += 3) {
      const across = velocity[i];
      const away = velocity[i + 1];
      const up = velocity[i + 2];
      const length = worldPerSpeed * Math.sqrt(across * across + away * away + up * up);
      if (!(length >= SHORTEST * spacing) || length === Infinity || nodes[i] === NOWHERE) continue;
      const scale = worldPerSpeed * Math.min(1, (LONGEST * spacing) / length);
      for (let axis = 0; axis < 3; axis++) mark.positions[to + axis] = nodes[i + axis];
      // As the space stands: the second axis goes away from the reader, the third up.
      mark.vectors[to] = scale * across;
      mark.vectors[to + 1] = scale * up;
      mark.vectors[to + 2] = -scale * away;
      to += 3;
    }
    mark.count = to / 3;
    mark.version++;
  }
}
