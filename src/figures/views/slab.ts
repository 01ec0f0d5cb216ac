import type { FaceMark, Ink, StrokesMark, Writable } from '../../scene/index.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

/** How a plane of constant time looks: a veil with an edge. */
export interface SlabStyle {
  readonly face: Ink;
  readonly faceOpacity: number;
  readonly edge: Ink;
  readonly edgeOpacity: number;
  readonly edgePx: number;
}

/** A rectangle across time that holds the cloud of its time. */
export class Slab {
  readonly face: Writable<FaceMark>;
  readonly edge: Writable<StrokesMark>;
  private readonly space: SpacetimeSpace;

  constructor(space: SpacetimeSpace, style: SlabStyle) {
    this.space = space;
    this.face = { kind: 'face', corners: new Float32Array(12), color: style.face, opacity: style.faceOpacity, version: 0 };
    this.edge = {
      kind: 'strokes',
      offsets: [0, 5],
      positions: new Float32Array(15),
      widthPx: style.edgePx,
      color: style.edge,
      opacity: style.edgeOpacity,
      version: 0,
    };
  }

  moveTo(t: number): this {
    const { space, face, edge } = this;
    face.corners.set(space.corners(space.covered(t), t));
    edge.positions.set(face.corners);
    edge.positions.set(face.corners.subarray(0, 3), 12);
    face.version++;
    edge.version++;
    return this;
  }

  /** Corner `index` (top near, top far, bottom far, bottom near) as a label's anchor. */
  corner(index: number): [number, number, number] {
    const { corners } = this.face;
    return [corners[3 * index], corners[3 * index + 1], corners[3 * index + 2]];
  }
}
