import { gridPoints } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import type { Camera } from '../cameras/camera.ts';
import { velocityFormula } from '../formula.ts';
import { NOWHERE } from '../marks.ts';
import type { ArrowsMark, Mark } from '../marks.ts';
import { arrowLegend, cornerLine } from './legend.ts';
import { NodeArrows } from './node-arrows.ts';
import type { FieldRole, NodeArrowLooks } from './node-arrows.ts';
import type { VolumeSpace } from './volume-space.ts';

const LENGTHS = { typical: 0.6, shortest: 0.06 };
/** Exact and learned fields look as they do in the plane; fainter, since arrows stand behind one another. */
const LOOKS: NodeArrowLooks = {
  exact: { color: 'ink', shape: 'solid', opacity: 0.45, widthPx: 1.2 },
  learned: { color: 'learned', shape: 'dashed', opacity: 0.7, widthPx: 1.2 },
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A three-dimensional field as one arrow at each node of its grid, from the farthest to the nearest. */
export class VolumeArrows {
  /** What lies behind the middle of the box, and what before it: a cloud is painted between them. */
  readonly far: Writable<ArrowsMark>;
  readonly near: Writable<ArrowsMark>;
  private readonly role: FieldRole;
  private readonly arrows: NodeArrows;
  /** World positions of all nodes, and the nodes in the order of their depth. */
  private readonly nodes: Float32Array;
  private readonly order: number[];
  private readonly way = new Float64Array(3);
  private camera: Camera | undefined;
  private t = Number.NaN;

  constructor(volume: FieldVolume, role: FieldRole, space: VolumeSpace) {
    const points = gridPoints(volume.grid);
    this.role = role;
    this.arrows = new NodeArrows(volume, space.scale, LENGTHS);
    this.nodes = new Float32Array(points.length);
    space.stand(points, this.nodes, 0);
    this.order = Array.from({ length: points.length / 3 }, (_, node) => node).filter((node) => this.nodes[3 * node] !== NOWHERE);
    this.far = this.arrows.createMark(LOOKS[role]);
    this.near = this.arrows.createMark(LOOKS[role]);
  }

  /** To time t, in the order in which the camera sees them. */
  update(t: number, camera: Camera): void {
    const { arrows, far, near, nodes, way } = this;
    const { velocity } = arrows;
    if (t === this.t && camera === this.camera) return;
    if (t !== this.t) arrows.moveTo(t);
    const depth = (node: number): number => depthOf(camera, nodes, 3 * node);
    if (camera !== this.camera) this.order.sort((a, b) => depth(b) - depth(a));
    this.t = t;
    this.camera = camera;
    far.count = near.count = 0;
    for (const node of this.order) {
      // As the space stands: the second axis goes away from the reader, the third up.
      way[0] = velocity[3 * node];
      way[1] = velocity[3 * node + 2];
      way[2] = -velocity[3 * node + 1];
      arrows.add(depth(node) > camera.focus ? far : near, nodes, 3 * node, way);
    }
    far.version++;
    near.version++;
  }

  /** @param named  whether the data has units of its own, of which an arrow that is seen from anywhere has none to show */
  legend(camera: Camera, named: boolean, fontSizePx: number, locale?: string): Mark[] {
    const line = cornerLine(camera, fontSizePx);
    const pxPerSpeed = this.arrows.worldPerSpeed / Math.hypot(...line.across);
    const marks = arrowLegend(line, [{ ...LOOKS[this.role], formula: velocityFormula(this.role) }], pxPerSpeed, fontSizePx, locale);
    return named ? marks.filter(({ kind }) => kind !== 'text') : marks;
  }
}

const depthOf = ({ matrix }: Camera, positions: Float32Array, i: number): number =>
  matrix[3] * positions[i] + matrix[7] * positions[i + 1] + matrix[11] * positions[i + 2] + matrix[15];
