import type { Ink } from '../colors.ts';
import type { FaceMark, StrokesMark } from '../marks.ts';
import { timeToWorld } from './spacetime-space.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

/** How a plane of constant time looks: a veil with an edge. */
export interface SlabStyle {
  readonly face: Ink;
  readonly faceOpacity: number;
  readonly edge: Ink;
  readonly edgeOpacity: number;
  readonly edgePx: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

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
    const { lower, upper } = space.covered(t);
    const x = timeToWorld(t);
    const [top, bottom, near, far] = [space.up(upper[1]), space.up(lower[1]), space.across(lower[0]), space.across(upper[0])];
    face.corners.set([x, top, near, x, top, far, x, bottom, far, x, bottom, near]);
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
