import type { FieldVolume, Points, Trajectories } from '../../math/index.ts';
import { insetRect, planeCamera } from '../cameras/plane-camera.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { assertPlanar } from '../domain.ts';
import type { Domain, Units } from '../domain.ts';
import { operator, variable } from '../formula.ts';
import { ArrowLayer, arrowScale } from '../layers/arrows.ts';
import { axesMarks, axisTicks, textWidthPx, TICK_SIZE } from '../layers/axes.ts';
import type { AxisReading, AxisTicks } from '../layers/axes.ts';
import { stillCloud } from '../layers/cloud.ts';
import { DensityLayer } from '../layers/density.ts';
import { FieldFrame } from '../layers/field-frame.ts';
import { arrowLegend } from '../layers/legend.ts';
import type { LegendEntry } from '../layers/legend.ts';
import { ParticleLayer } from '../layers/particles.ts';
import type { Mark, PointsMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';

/** Everything is two-dimensional and in inner coordinates; what is absent is not drawn. */
export interface PlaneSceneOptions {
  /** At least this much of the plane is shown. */
  readonly domain: Domain;
  /** The exact field; its density is drawn when it carries one. */
  readonly volume?: FieldVolume;
  /** The learned field; beside the exact one both take their role's colour. */
  readonly learned?: FieldVolume;
  readonly trajectories?: Trajectories;
  /** The data, faint and still. */
  readonly target?: Points;
  /** The data's own units and the names of its columns. */
  readonly units?: Units;
}

const velocity = (name: string) => [variable('v', name), operator('('), variable('x'), operator(')')];

/** Field, density and cloud in the plane. Throws a RangeError unless everything is two-dimensional. */
export function planeScene(options: PlaneSceneOptions): Scene {
  return new PlaneScene(options);
}

class PlaneScene implements Scene {
  readonly depth = 'flat';
  private readonly domain: Domain;
  private readonly readings: readonly [AxisReading, AxisReading];
  private readonly still: readonly PointsMark[];
  private readonly fields: readonly FieldFrame[];
  private readonly density: DensityLayer | undefined;
  private readonly arrows: readonly ArrowLayer[];
  private readonly legend: readonly LegendEntry[];
  private readonly particles: ParticleLayer | undefined;
  private readonly named: boolean;

  private surface: Surface | undefined;
  private view: PlaneCamera | undefined;
  private frameMarks: readonly Mark[] = [];
  private t = Number.NaN;

  constructor({ domain, volume, learned, trajectories, target, units }: PlaneSceneOptions) {
    if (volume) assertPlanar('The exact field', volume.grid);
    if (learned) assertPlanar('The learned field', learned.grid);
    if (trajectories) assertPlanar('Trajectories', trajectories);
    if (target) assertPlanar('The target', target);
    const reading = (axis: 0 | 1): AxisReading => ({
      offset: units?.centre[axis] ?? 0,
      scale: units?.scale[axis] ?? 1,
      ...(units?.columns[axis] && { name: units.columns[axis] }),
    });
    const exactFrame = volume && new FieldFrame(volume);
    const learnedFrame = learned && new FieldFrame(learned);
    const both = volume !== undefined && learned !== undefined;
    const layers: ArrowLayer[] = [];
    const legend: LegendEntry[] = [];
    if (exactFrame) {
      const color = both ? 'exact' : 'ink';
      layers.push(new ArrowLayer(exactFrame, color, 'solid', both ? 0.85 : 0.62));
      legend.push({ formula: velocity('t'), color, shape: 'solid' });
    }
    if (learnedFrame) {
      layers.push(new ArrowLayer(learnedFrame, 'learned', 'dashed', 0.9));
      legend.push({ formula: velocity('θ'), color: 'learned', shape: 'dashed' });
    }
    this.domain = domain;
    this.readings = [reading(0), reading(1)];
    this.named = this.readings.some(({ name }) => name !== undefined);
    this.still = target ? [stillCloud(target, 'target', 1.6, 0.35)] : [];
    this.fields = [exactFrame, learnedFrame].filter((frame) => frame !== undefined);
    this.density = exactFrame?.density && new DensityLayer(exactFrame);
    this.arrows = layers;
    this.legend = legend;
    this.particles = trajectories && new ParticleLayer(trajectories);
  }

  camera(surface: Surface): PlaneCamera {
    if (surface === this.surface && this.view) return this.view;
    const { widthPx, heightPx, theme } = surface;
    const tickPx = TICK_SIZE * theme.fontSizePx;
    const bottom = 1.5 * tickPx + 7 + (this.named ? 1.35 * tickPx : 0);
    const top = this.named || this.fields.length > 0 ? 1.9 * theme.fontSizePx : tickPx;
    // Numbers on the left decide how far the plot goes, which decides the numbers: the second guess is good.
    let left = 30;
    let view = planeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, { left, right: 8, top, bottom }), this.domain);
    left = 12 + Math.max(0, ...this.ticks(view, theme.locale)[1].texts.map((text) => textWidthPx(text, tickPx)));
    view = planeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, { left, right: 8, top, bottom }), this.domain);
    this.layout(view, surface);
    return view;
  }

  marks(t: number, surface: Surface): readonly Mark[] {
    this.camera(surface);
    if (t !== this.t) {
      this.t = t;
      for (const field of this.fields) field.moveTo(t);
      this.density?.update(t);
      this.particles?.update(t);
      for (const layer of this.arrows) layer.update();
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
    const scale = arrowScale(view, this.fields[0]?.speed ?? 1);
    for (const layer of this.arrows) layer.layout(view, scale);
    this.frameMarks = [
      ...(this.density ? [this.density.image, this.density.lines] : []),
      ...this.still,
      ...this.arrows.map((layer) => layer.mark),
      ...(this.particles ? [this.particles.trails, this.particles.dots] : []),
      ...axesMarks(view, this.readings, this.ticks(view, locale), fontSizePx),
      ...(this.arrows.length > 0 ? arrowLegend(view, this.legend, scale, this.readings[0], fontSizePx, locale) : []),
    ];
    this.surface = surface;
    this.view = view;
    this.t = Number.NaN;
  }
}
