import { interpolateTrajectories } from '../../math/index.ts';
import type { FieldVolume, Points, Trajectories } from '../../math/index.ts';
import { project } from '../cameras/camera.ts';
import type { Camera } from '../cameras/camera.ts';
import type { Orbit } from '../cameras/orbit.ts';
import { insetRect } from '../cameras/plane-camera.ts';
import { spacetimeCamera } from '../cameras/spacetime-camera.ts';
import type { SpacetimeCamera } from '../cameras/spacetime-camera.ts';
import { assertPlanar } from '../domain.ts';
import type { Domain, Units } from '../domain.ts';
import { numeral, operator, variable } from '../formula.ts';
import type { Formula } from '../formula.ts';
import { dotRadiusPx } from '../layers/cloud.ts';
import { SlabArrows } from '../layers/slab-arrows.ts';
import { Slab } from '../layers/slab.ts';
import { edgeNames } from '../layers/slab-names.ts';
import { cloudAt, SpacetimeSpace, timeToWorld } from '../layers/spacetime-space.ts';
import { worldlines } from '../layers/worldlines.ts';
import type { Worldlines } from '../layers/worldlines.ts';
import { countLeftOut } from '../layers/left-out.ts';
import { NOWHERE } from '../marks.ts';
import type { LabelMark, Mark, PointsMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import { formatNumber } from '../ticks.ts';

/** Everything is two-dimensional and in inner coordinates. */
export interface SpacetimeSceneOptions {
  readonly trajectories: Trajectories;
  /** What lies far outside of this rectangle is left out. */
  readonly domain: Domain;
  /** What the slabs of p_0 and p_1 cover, those between them what lies between; the domain when absent. */
  readonly ends?: readonly [Domain, Domain];
  /** A field that is shown on the slab of the time, as one arrow at each node of its grid. */
  readonly volume?: FieldVolume;
  /** What that field is, which decides how its arrows look; exact when absent. */
  readonly role?: 'exact' | 'learned';
  /** Whether clouds and worldlines are shown; they are when absent. */
  readonly particles?: boolean;
  /** The data, shown at t = 1; the ends of the trajectories when absent. */
  readonly target?: Points;
  /** Only the names of the columns are shown. */
  readonly units?: Units;
}

const REST = { face: 'grid', faceOpacity: 0.13, edge: 'grid', edgeOpacity: 1, edgePx: 1.2 } as const;
/** The part of the slabs' area in the figure that clouds are spread over. */
const CLOUD_AREA = 0.1;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Paths through space and time: x and y across and up, t from the source on the left to the data on the right. */
export function spacetimeScene(options: SpacetimeSceneOptions): Scene {
  return new SpacetimeScene(options);
}

class SpacetimeScene implements Scene {
  readonly depth = 'deep';
  readonly leftOut: number;
  private readonly trajectories: Trajectories;
  private readonly space: SpacetimeSpace;
  private readonly lines: Worldlines;
  private readonly ends: readonly [Writable<PointsMark>, Writable<PointsMark>];
  private readonly cloud: Writable<PointsMark>;
  private readonly slabs: readonly [Slab, Slab];
  private readonly now: Slab;
  private readonly arrows: SlabArrows | undefined;
  private readonly particles: boolean;
  private readonly bounds: Float32Array;
  private readonly names: readonly string[];
  private readonly scratch: Float32Array;
  private t = Number.NaN;

  constructor({ trajectories, domain, ends = [domain, domain], volume, role = 'exact', particles = true, target, units }: SpacetimeSceneOptions) {
    assertPlanar('Trajectories', trajectories);
    if (target) assertPlanar('The target', target);
    if (volume) assertPlanar('The field', volume.grid);
    const source = cloudAt(trajectories, 0);
    const data = target ?? cloudAt(trajectories, 1);
    this.leftOut = countLeftOut(trajectories, domain);
    this.trajectories = trajectories;
    this.space = new SpacetimeSpace(domain, ends);
    this.lines = worldlines(trajectories, this.space);
    this.particles = particles;
    this.arrows = volume && new SlabArrows(volume, role, this.space);
    this.ends = [this.dots(source, 0), this.dots(data, 1)];
    this.cloud = this.dots(source, 0);
    this.slabs = [new Slab(this.space, REST).moveTo(0), new Slab(this.space, REST).moveTo(1)];
    this.now = new Slab(this.space, { face: 0, faceOpacity: 0.08, edge: 0, edgeOpacity: 0.6, edgePx: 1.6 });
    this.bounds = boundsOf(this.slabs, this.ends);
    this.names = units?.columns ?? [];
    this.scratch = new Float32Array(trajectories.count * 2);
  }

  camera({ widthPx, heightPx, theme }: Surface, orbit: Orbit): SpacetimeCamera {
    const sidePx = theme.fontSizePx * (this.names.length > 0 ? 1.6 : 1);
    const insets = { left: sidePx, right: sidePx, top: 1.7 * theme.fontSizePx, bottom: 1.7 * theme.fontSizePx };
    return spacetimeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, insets), this.bounds, orbit);
  }

  marks(t: number, surface: Surface, camera: SpacetimeCamera): readonly Mark[] {
    this.moveTo(t);
    this.lines.update(t, surface.widthPx);
    const radiusPx = dotRadiusPx(CLOUD_AREA * surface.widthPx * surface.heightPx, this.cloud.count);
    this.cloud.radiusPx = 1.15 * radiusPx;
    for (const end of this.ends) end.radiusPx = radiusPx;
    return [...this.painted(t, camera.eyeX), ...this.labels(t, camera, surface), ...this.columnNames(camera, surface)];
  }

  private dots(points: Points, t: number): Writable<PointsMark> {
    const positions = new Float32Array(points.count * 3);
    this.space.stand(points.coordinates, points.count, timeToWorld(t), positions);
    return { kind: 'points', count: points.count, positions, radiusPx: 1, color: t, opacity: 0.9, version: 0 };
  }

  private moveTo(t: number): void {
    if (t === this.t) return;
    this.t = t;
    interpolateTrajectories(this.trajectories, t, this.scratch);
    this.space.stand(this.scratch, this.cloud.count, timeToWorld(t), this.cloud.positions);
    this.cloud.version++;
    this.now.moveTo(t);
    this.arrows?.moveTo(t);
    this.cloud.color = this.now.face.color = this.now.edge.color = t;
  }

  /** All surfaces stand across time, so what is further from the eye along it lies behind: exact, and the same for every painter. */
  private painted(t: number, eyeX: number): Mark[] {
    const [first, last] = this.slabs;
    const stack = [
      { from: 0, to: 0, marks: [first.face, first.edge, this.ends[0]] },
      { from: 0, to: t, marks: [this.lines.behind] },
      { from: t, to: t, marks: [this.now.face, this.now.edge, this.cloud, ...(this.arrows ? [this.arrows.mark] : [])] },
      { from: t, to: 1, marks: [this.lines.ahead] },
      { from: 1, to: 1, marks: [last.face, last.edge, this.ends[1]] },
    ];
    const distance = ({ from, to }: { from: number; to: number }) => Math.abs(timeToWorld((from + to) / 2) - eyeX);
    const marks = stack.sort((a, b) => distance(b) - distance(a)).flatMap((part) => part.marks as Mark[]);
    return this.particles ? marks : marks.filter(({ kind }) => kind !== 'points' && kind !== 'threads');
  }

  private labels(t: number, camera: Camera, { theme }: Surface): LabelMark[] {
    const over = (key: string, slab: Slab, formula: Formula, color: LabelMark['color']): LabelMark => {
      const at = slab.corner(extreme(slab, camera, [0, 1], -1));
      return { kind: 'label', key, formula, color, at, offsetPx: [0, -3], align: 'center', baseline: 'bottom' };
    };
    const time = [variable('t'), operator('='), numeral(formatNumber(t, 2, theme.locale))];
    return [
      over('source', this.slabs[0], [variable('p', 0)], 'ink'),
      over('target', this.slabs[1], [variable('p', 1)], 'ink'),
      {
        kind: 'label',
        key: 'time',
        formula: time,
        color: 'ink',
        at: this.now.corner(extreme(this.now, camera, [2, 3], 1)),
        offsetPx: [0, 3],
        align: 'center',
        baseline: 'top',
      },
    ];
  }

  private columnNames(camera: Camera, { theme }: Surface): Mark[] {
    return this.names.length < 2 ? [] : edgeNames(this.slabs[1], camera, [this.names[0], this.names[1]], theme.fontSizePx);
  }
}

const at = new Float64Array(3);

/** Of two corners the one that is highest (side -1) or lowest (side 1) in the figure. */
function extreme(slab: Slab, camera: Camera, corners: readonly [number, number], side: 1 | -1): number {
  const [a, b] = corners.map((corner) => {
    project(camera, ...slab.corner(corner), at);
    return side * at[1];
  });
  return b > a ? corners[1] : corners[0];
}

/** Everything that the first view must show: both slabs, and the dots around them. */
function boundsOf(slabs: readonly Slab[], clouds: readonly PointsMark[]): Float32Array {
  const positions = [...slabs.map(({ face }) => face.corners), ...clouds.map((cloud) => cloud.positions)].flatMap((part) => [...part]);
  const seen: number[] = [];
  for (let p = 0; p < positions.length; p += 3) {
    if (positions[p + 1] !== NOWHERE) seen.push(positions[p], positions[p + 1], positions[p + 2]);
  }
  return Float32Array.from(seen);
}
