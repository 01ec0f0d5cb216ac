import type { FieldVolume, Points, Trajectories } from '../../math/index.ts';
import { chartCamera, insetRect, shapedPlot } from '../cameras/plane-camera.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { assertPlanar } from '../domain.ts';
import type { Domain, Units } from '../domain.ts';
import { axesMarks, axisTicks, textWidthPx, TICK_SIZE } from '../layers/axes.ts';
import type { AxisReading, AxisTicks } from '../layers/axes.ts';
import { stillCloud } from '../layers/cloud.ts';
import { ParticleLayer } from '../layers/particles.ts';
import { bothFields, fieldDifference, singleField } from '../layers/plane-fields.ts';
import type { PlaneFields, PlaneLayer } from '../layers/plane-fields.ts';
import { countLeftOut } from '../layers/left-out.ts';
import type { Mark, PointsMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';

/** Everything is two-dimensional and in inner coordinates; what is absent is not drawn. */
export interface PlaneSceneOptions {
  /** What is shown of the plane, with equal scales; it also gives the plot its shape. */
  readonly domain: Domain;
  /** The field; its density is drawn when it carries one. */
  readonly volume?: FieldVolume;
  /** What the field is, which decides the colour and shape of its arrows; exact when absent. */
  readonly role?: 'exact' | 'learned';
  /** A learned field to be compared with `volume`, which is then the exact one; nothing without it. */
  readonly learned?: FieldVolume;
  /** How the two are compared: by their arrows, side by side, or by the length of their difference; by arrows when absent. */
  readonly compare?: 'arrows' | 'difference';
  readonly trajectories?: Trajectories;
  /** What is shown of all this; arrows, density, contours and particles when absent. A comparison by difference shows the difference. */
  readonly layers?: readonly PlaneLayer[];
  /** The data, faint and still. */
  readonly target?: Points;
  /** The data's own units and the names of its columns. */
  readonly units?: Units;
}

const USUAL_LAYERS: readonly PlaneLayer[] = ['arrows', 'density', 'contours', 'particles'];

/** Field, density and cloud in the plane. Throws a RangeError unless everything is two-dimensional. */
export function planeScene(options: PlaneSceneOptions): Scene {
  return new PlaneScene(options);
}

class PlaneScene implements Scene {
  readonly depth = 'flat';
  readonly leftOut: number;
  private readonly domain: Domain;
  private readonly readings: readonly [AxisReading, AxisReading];
  private readonly still: readonly PointsMark[];
  private readonly fields: PlaneFields | undefined;
  private readonly particles: ParticleLayer | undefined;
  private readonly named: boolean;

  private surface: Surface | undefined;
  private view: PlaneCamera | undefined;
  private frameMarks: readonly Mark[] = [];
  private t = Number.NaN;

  constructor(options: PlaneSceneOptions) {
    const { domain, volume, learned, trajectories, target, units, layers = USUAL_LAYERS } = options;
    const shown = new Set(layers);
    if (volume) assertPlanar('The field', volume.grid);
    if (learned) assertPlanar('The learned field', learned.grid);
    if (trajectories) assertPlanar('Trajectories', trajectories);
    if (target) assertPlanar('The target', target);
    const reading = (axis: 0 | 1): AxisReading => ({
      offset: units?.centre[axis] ?? 0,
      scale: units?.scale[axis] ?? 1,
      ...(units?.columns[axis] && { name: units.columns[axis] }),
    });
    this.leftOut = trajectories ? countLeftOut(trajectories, domain) : 0;
    this.domain = domain;
    this.readings = [reading(0), reading(1)];
    this.named = this.readings.some(({ name }) => name !== undefined);
    this.still = target ? [stillCloud(target, 'target', 1.6, 0.35)] : [];
    this.fields = volume && fieldsOf(volume, options, shown);
    this.particles = trajectories && shown.has('particles') ? new ParticleLayer(trajectories) : undefined;
  }

  camera(surface: Surface): PlaneCamera {
    if (surface === this.surface && this.view) return this.view;
    const { widthPx, heightPx, theme } = surface;
    const tickPx = TICK_SIZE * theme.fontSizePx;
    const bottom = 1.5 * tickPx + 7 + (this.named ? 1.35 * tickPx : 0);
    const top = this.named || this.fields ? 1.9 * theme.fontSizePx : tickPx;
    const look = (left: number) => {
      const room = insetRect(widthPx, heightPx, { left, right: 10, top, bottom });
      return chartCamera(widthPx, heightPx, shapedPlot(room, this.domain), this.domain);
    };
    // Numbers on the left decide how far the plot goes, which decides the numbers: the second guess is good.
    const [, { texts }] = this.ticks(look(30), theme.locale);
    const view = look(12 + Math.max(0, ...texts.map((text) => textWidthPx(text, tickPx))));
    this.layout(view, surface);
    return view;
  }

  marks(t: number, surface: Surface): readonly Mark[] {
    this.camera(surface);
    if (t !== this.t) {
      this.t = t;
      this.fields?.update(t);
      this.particles?.update(t);
    }
    return this.frameMarks;
  }

  private ticks({ visible, plot }: PlaneCamera, locale?: string): [AxisTicks, AxisTicks] {
    const range = (axis: 0 | 1) => [visible.lower[axis], visible.upper[axis]] as const;
    return [
      axisTicks(range(0), plot.width, 'across', this.readings[0], locale),
      axisTicks(range(1), plot.height, 'up', this.readings[1], locale),
    ];
  }

  private layout(view: PlaneCamera, surface: Surface): void {
    const { fontSizePx, locale } = surface.theme;
    this.fields?.layout(view);
    this.frameMarks = [
      ...(this.fields?.under ?? []),
      ...this.still,
      ...(this.fields?.arrows ?? []),
      ...(this.particles ? [this.particles.trails, this.particles.dots] : []),
      ...axesMarks(view, this.readings, this.ticks(view, locale), fontSizePx),
      ...(this.fields?.legend(view, this.readings[0], fontSizePx, locale) ?? []),
    ];
    this.particles?.layout(view.plot.width * view.plot.height);
    this.surface = surface;
    this.view = view;
    this.t = Number.NaN;
  }
}

function fieldsOf(volume: FieldVolume, { role = 'exact', learned, compare }: PlaneSceneOptions, shown: ReadonlySet<PlaneLayer>): PlaneFields {
  if (!learned) return singleField(volume, role, shown);
  return compare === 'difference' ? fieldDifference(volume, learned) : bothFields(volume, learned, shown);
}
