import type { Ink } from '../colors.ts';
import type { FaceMark, StrokesMark } from '../marks.ts';

/** How a plane of constant time looks: a veil with an edge. */
export interface SlabStyle {
  readonly face: Ink;
  readonly faceOpacity: number;
  readonly edge: Ink;
  readonly edgeOpacity: number;
  readonly edgePx: number;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A rectangle across time, centred on the axis of time. */
export class Slab {
  readonly face: Writable<FaceMark>;
  readonly edge: Writable<StrokesMark>;

  /** @param halves  half of its extent up (world y) and across (world z) */
  constructor([up, across]: readonly [number, number], style: SlabStyle) {
    const corners = Float32Array.of(0, up, across, 0, up, -across, 0, -up, -across, 0, -up, across);
    const around = new Float32Array(15);
    around.set(corners);
    around.set(corners.subarray(0, 3), 12);
    this.face = { kind: 'face', corners, color: style.face, opacity: style.faceOpacity, version: 0 };
    this.edge = {
      kind: 'strokes',
      offsets: [0, 5],
      positions: around,
      widthPx: style.edgePx,
      color: style.edge,
      opacity: style.edgeOpacity,
      version: 0,
    };
  }

  moveTo(x: number): this {
    for (let v = 0; v < 12; v += 3) this.face.corners[v] = x;
    for (let v = 0; v < 15; v += 3) this.edge.positions[v] = x;
    this.face.version++;
    this.edge.version++;
    return this;
  }

  /** Corner `index` (top near, top far, bottom far, bottom near) as a label's anchor. */
  corner(index: number): [number, number, number] {
    const { corners } = this.face;
    return [corners[3 * index], corners[3 * index + 1], corners[3 * index + 2]];
  }
}
