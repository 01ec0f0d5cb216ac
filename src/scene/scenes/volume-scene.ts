import { interpolateTrajectories } from '../../math/index.ts';
import type { FieldVolume, Points, Trajectories } from '../../math/index.ts';
import type { Camera } from '../cameras/camera.ts';
import { insetRect } from '../cameras/plane-camera.ts';
import type { Orbit } from '../cameras/orbit.ts';
import { spacetimeCamera, VOLUME_VIEWS } from '../cameras/spacetime-camera.ts';
import type { FirstView } from '../cameras/spacetime-camera.ts';
import { assertDimension } from '../domain.ts';
import type { Domain, Units } from '../domain.ts';
import { numeral, operator, variable } from '../formula.ts';
import { textWidthPx, TICK_SIZE } from '../layers/axes.ts';
import { dotRadiusPx } from '../layers/cloud.ts';
import { ParticleLayer } from '../layers/particles.ts';
import { VolumeArrows } from '../layers/volume-arrows.ts';
import { VolumeSpace } from '../layers/volume-space.ts';
import { countLeftOut } from '../layers/left-out.ts';
import type { LabelMark, Mark, PointsMark, TextMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import { formatNumber } from '../ticks.ts';

/** Everything is three-dimensional and in inner coordinates. */
export interface VolumeSceneOptions {
  readonly trajectories: Trajectories;
  /** The box around the picture. */
  readonly domain: Domain;
  /** What p_0 and p_1 take up of it: data that lies flat is first seen from above. */
  readonly ends?: readonly [Domain, Domain];
  /** A field that is shown as one arrow at each node of its grid, some thousand at most. */
  readonly volume?: FieldVolume;
  /** What that field is, which decides how its arrows look; exact when absent. */
  readonly role?: 'exact' | 'learned';
  /** Whether the cloud is shown, with its trails and its ends; it is when absent. */
  readonly particles?: boolean;
  /** The data, faint and still; the ends of the trajectories when absent. */
  readonly target?: Points;
  /** Only the names of the columns are shown. */
  readonly units?: Units;
}

/** The part of the figure that a cloud is spread over: dots in space are larger than those on paper, so that near and far ones differ. */
const CLOUD_AREA = 0.4;
/** How fast dots fade with their distance; at that of the camera's focus they have their own opacity. */
const FADE = 5;
const CLOUD_OPACITY = 0.8;
/** Trails are to be seen between larger dots. */
const TRAIL_PX = 1.8;
/** Where the cloud comes from and where it goes, beside the cloud itself. */
const END_OPACITY = { source: 0.1, target: 0.18 };
/** Data that is thinner than this part of its width, from top to bottom, lies flat. */
const FLAT = 0.6;
const NAME_GAP_PX = 4;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Three-dimensional data that moves: the cloud at time t with its trails, between its faint source and its faint target, in the field. */
export function volumeScene(options: VolumeSceneOptions): Scene {
  return new VolumeScene(options);
}

class VolumeScene implements Scene {
  readonly depth = 'deep';
  readonly leftOut: number;
  private readonly space: VolumeSpace;
  private readonly edges: Mark;
  private readonly ends: readonly Writable<PointsMark>[];
  private readonly arrows: VolumeArrows | undefined;
  private readonly particles: ParticleLayer | undefined;
  private readonly bounds: Float32Array;
  private readonly names: readonly string[];
  private readonly first: FirstView;
  private view: { surface: Surface; orbit: Orbit; camera: Camera } | undefined;
  private key: { camera: Camera; marks: readonly Mark[] } | undefined;
  private t = Number.NaN;

  constructor({ trajectories, domain, ends, volume, role = 'exact', particles = true, target, units }: VolumeSceneOptions) {
    assertDimension('Trajectories', trajectories, 3);
    if (target) assertDimension('The target', target, 3);
    if (volume) assertDimension('The field', volume.grid, 3);
    this.leftOut = countLeftOut(trajectories, domain);
    this.space = new VolumeSpace(domain);
    this.edges = this.space.edges();
    this.bounds = (this.edges as { positions: Float32Array }).positions;
    this.ends = !particles ? [] : [
      this.still(endOf(trajectories, 0), 0, END_OPACITY.source),
      this.still(target ? target.coordinates : endOf(trajectories, 1), 1, END_OPACITY.target),
    ];
    this.arrows = volume && new VolumeArrows(volume, role, this.space);
    this.particles = particles ? new ParticleLayer(trajectories, this.space.stand) : undefined;
    if (this.particles) {
      Object.assign(this.particles.dots, { fade: FADE, opacity: CLOUD_OPACITY });
      this.particles.trails.widthPx = TRAIL_PX;
    }
    this.names = units?.columns ?? [];
    this.first = ends && isFlat(ends[1]) ? VOLUME_VIEWS.above : VOLUME_VIEWS.front;
  }

  /** The same object until it is looked at otherwise: what was sorted and laid out for it holds. */
  camera(surface: Surface, orbit: Orbit): Camera {
    if (this.view?.surface === surface && this.view.orbit === orbit) return this.view.camera;
    const { widthPx, heightPx, theme } = surface;
    const roomPx = 1.7 * theme.fontSizePx;
    const [, away, up] = this.names.map((name) => textWidthPx(name, TICK_SIZE * theme.fontSizePx));
    // Names begin or end at an edge of the box; the second's edge is not the outermost.
    const left = Math.max(roomPx, (up ?? 0) + 2 * NAME_GAP_PX);
    const right = Math.max(roomPx, (away ?? 0) - 0.04 * widthPx);
    const insets = { left, right, top: roomPx, bottom: roomPx };
    const camera = spacetimeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, insets), this.bounds, orbit, this.first);
    this.view = { surface, orbit, camera };
    return camera;
  }

  marks(t: number, surface: Surface, camera: Camera): readonly Mark[] {
    const areaPx = CLOUD_AREA * surface.widthPx * surface.heightPx;
    this.arrows?.update(t, camera);
    if (t !== this.t) this.particles?.update(t);
    this.t = t;
    this.particles?.layout(areaPx);
    for (const end of this.ends) end.radiusPx = dotRadiusPx(areaPx, end.count);
    const cloud = this.particles ? [...this.ends, this.particles.trails, this.particles.dots] : [];
    const field = this.arrows ? [this.arrows.far, ...cloud, this.arrows.near, ...this.legend(camera, surface)] : cloud;
    return [this.edges, ...field, ...this.axisNames(), this.timeLabel(t, surface)];
  }

  private legend(camera: Camera, { theme }: Surface): readonly Mark[] {
    if (this.key?.camera !== camera) {
      this.key = { camera, marks: this.arrows?.legend(camera, this.names.length > 0, theme.fontSizePx, theme.locale) ?? [] };
    }
    return this.key.marks;
  }

  private still(triples: ArrayLike<number>, t: number, opacity: number): Writable<PointsMark> {
    const count = triples.length / 3;
    const positions = new Float32Array(triples.length);
    this.space.stand(triples, positions, 0);
    return { kind: 'points', count, positions, radiusPx: 1, color: t, opacity, version: 0 };
  }

  /** At the middle of the edges that the first view has in front. */
  private axisNames(): (LabelMark | TextMark)[] {
    const anchors = [
      { at: this.space.corner(0, -1, 1), offsetPx: [0, NAME_GAP_PX], align: 'center', baseline: 'top' },
      { at: this.space.corner(1, -1, 0), offsetPx: [NAME_GAP_PX, NAME_GAP_PX], align: 'left', baseline: 'top' },
      { at: this.space.corner(-1, 0, 1), offsetPx: [-NAME_GAP_PX, 0], align: 'right', baseline: 'middle' },
    ] as const;
    return anchors.map((anchor, axis) => {
      const name = this.names[axis];
      if (name === undefined) return { kind: 'label', key: `axis ${axis}`, formula: [variable('x', axis + 1)], color: 'ink', ...anchor };
      return { kind: 'text', text: name, size: TICK_SIZE, color: 'ink', opacity: 0.9, ...anchor };
    });
  }

  private timeLabel(t: number, { theme }: Surface): LabelMark {
    const formula = [variable('t'), operator('='), numeral(formatNumber(t, 2, theme.locale))];
    return { kind: 'label', key: 'time', formula, color: 'ink', at: this.space.corner(-1, 1, -1), offsetPx: [0, -NAME_GAP_PX], align: 'left', baseline: 'bottom' };
  }
}

function isFlat({ lower, upper }: Domain): boolean {
  const [across, away, up] = lower.map((from, axis) => upper[axis] - from);
  return up < FLAT * Math.min(across, away);
}

function endOf(trajectories: Trajectories, t: number): Float32Array {
  const cloud = new Float32Array(3 * trajectories.count);
  interpolateTrajectories(trajectories, t, cloud);
  return cloud;
}
