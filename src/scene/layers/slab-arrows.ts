import { gridPoints } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import type { ArrowsMark } from '../marks.ts';
import { NodeArrows } from './node-arrows.ts';
import type { FieldRole, NodeArrowLooks } from './node-arrows.ts';
import { timeToWorld } from './spacetime-space.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

const LENGTHS = { typical: 0.72, shortest: 0.08 };
const LOOKS: NodeArrowLooks = {
  exact: { color: 'ink', shape: 'solid', opacity: 0.62, widthPx: 1.2 },
  learned: { color: 'learned', shape: 'dashed', opacity: 0.9, widthPx: 1.2 },
};

/** A two-dimensional field as one arrow at each node of its grid, on the slab of the time it was last moved to. */
export class SlabArrows {
  readonly mark: { -readonly [K in keyof ArrowsMark]: ArrowsMark[K] };
  private readonly arrows: NodeArrows;
  private readonly space: SpacetimeSpace;
  private readonly points: Float64Array;
  private readonly nodes: Float32Array;
  private readonly way = new Float64Array(3);

  constructor(volume: FieldVolume, role: FieldRole, space: SpacetimeSpace) {
    this.arrows = new NodeArrows(volume, space.scale, LENGTHS);
    this.space = space;
    this.points = gridPoints(volume.grid);
    this.nodes = new Float32Array((3 * this.points.length) / 2);
    this.mark = this.arrows.createMark(LOOKS[role]);
  }

  moveTo(t: number): void {
    const { arrows, mark, nodes, points, space, way } = this;
    const { velocity } = arrows;
    const { lower, upper } = space.covered(t);
    arrows.moveTo(t);
    space.stand(points, points.length / 2, timeToWorld(t), nodes);
    mark.count = 0;
    for (let node = 0; node < points.length / 2; node++) {
      const x = points[2 * node];
      const y = points[2 * node + 1];
      if (!(x >= lower[0] && x <= upper[0] && y >= lower[1] && y <= upper[1])) continue;
      // As the plane stands: y is up, x goes away from the reader.
      way[1] = velocity[2 * node + 1];
      way[2] = -velocity[2 * node];
      arrows.add(mark, nodes, 3 * node, way);
    }
    mark.version++;
  }
}
