import { gridPoints, interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';
import type { Camera } from '../cameras/camera.ts';
import { atFocus } from '../cameras/spacetime-camera.ts';
import { operator, variable } from '../formula.ts';
import { NOWHERE } from '../marks.ts';
import type { ArrowsMark, Mark } from '../marks.ts';
import { typicalSpeed } from './field-frame.ts';
import { arrowLegend, cornerLine } from './legend.ts';
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
const SUBSCRIPTS = { exact: 't', learned: 'θ' } as const;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A three-dimensional field as one arrow at each node of its grid, from the farthest to the nearest. */
export class VolumeArrows {
  /** What lies behind the middle of the box, and what before it: a cloud is painted between them. */
  readonly far: Writable<ArrowsMark>;
  readonly near: Writable<ArrowsMark>;
  private readonly volume: FieldVolume;
  private readonly role: keyof typeof LOOKS;
  private readonly velocity: Float32Array;
  /** World positions of all nodes, and the nodes in the order of their depth. */
  private readonly nodes: Float32Array;
  private order: number[];
  /** Distance of neighbouring nodes, and length of a unit of speed, in the world. */
  private readonly spacing: number;
  private readonly worldPerSpeed: number;
  private camera: Camera | undefined;
  private t = Number.NaN;

  constructor(volume: FieldVolume, role: 'exact' | 'learned', space: VolumeSpace) {
    const { lower, upper, size } = volume.grid;
    const points = gridPoints(volume.grid);
    this.volume = volume;
    this.role = role;
    this.velocity = new Float32Array(points.length);
    this.nodes = new Float32Array(points.length);
    space.stand(points, this.nodes, 0);
    this.order = Array.from({ length: points.length / 3 }, (_, node) => node);
    this.spacing = space.scale * Math.min(...size.map((count, axis) => (upper[axis] - lower[axis]) / (count - 1)));
    this.worldPerSpeed = (TYPICAL * this.spacing) / typicalSpeed(volume);
    const mark = (): ArrowsMark => ({ ...LOOKS[role], kind: 'arrows', count: 0, positions: new Float32Array(points.length), vectors: new Float32Array(points.length), version: 0 });
    this.far = mark();
    this.near = mark();
  }

  /** To time t, in the order in which the camera sees them. */
  update(t: number, camera: Camera): void {
    const { far, near, nodes } = this;
    if (t === this.t && camera === this.camera) return;
    if (t !== this.t) interpolateField(this.volume, t, this.velocity);
    const depth = (node: number): number => depthOf(camera, nodes, 3 * node);
    if (camera !== this.camera) this.order.sort((a, b) => depth(b) - depth(a));
    this.t = t;
    this.camera = camera;
    far.count = near.count = 0;
    for (const node of this.order) this.add(depth(node) > camera.focus ? far : near, 3 * node);
    far.version++;
    near.version++;
  }

  /** @param named  whether the data has units of its own, of which an arrow that is seen from anywhere has none to show */
  legend(camera: Camera, named: boolean, fontSizePx: number, locale?: string): Mark[] {
    const middlePx = [camera.widthPx / 2, camera.heightPx / 2] as const;
    const [a, b] = [atFocus(camera, ...middlePx), atFocus(camera, middlePx[0] + 100, middlePx[1])];
    const pxPerWorld = 100 / Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
    const entry = { ...LOOKS[this.role], formula: [variable('v', SUBSCRIPTS[this.role]), operator('('), variable('x'), operator(')')] };
    const marks = arrowLegend(cornerLine(camera, fontSizePx), [entry], pxPerWorld * this.worldPerSpeed, fontSizePx, locale);
    return named ? marks.filter(({ kind }) => kind !== 'text') : marks;
  }

  private add(mark: Writable<ArrowsMark>, i: number): void {
    const { nodes, spacing, velocity, worldPerSpeed } = this;
    const across = velocity[i];
    const away = velocity[i + 1];
    const up = velocity[i + 2];
    const length = worldPerSpeed * Math.sqrt(across * across + away * away + up * up);
    if (!(length >= SHORTEST * spacing) || length === Infinity || nodes[i] === NOWHERE) return;
    const scale = worldPerSpeed * Math.min(1, (LONGEST * spacing) / length);
    const to = 3 * mark.count++;
    for (let axis = 0; axis < 3; axis++) mark.positions[to + axis] = nodes[i + axis];
    // As the space stands: the second axis goes away from the reader, the third up.
    mark.vectors[to] = scale * across;
    mark.vectors[to + 1] = scale * up;
    mark.vectors[to + 2] = -scale * away;
  }
}

const depthOf = ({ matrix }: Camera, positions: Float32Array, i: number): number =>
  matrix[3] * positions[i] + matrix[7] * positions[i + 1] + matrix[11] * positions[i + 2] + matrix[15];
