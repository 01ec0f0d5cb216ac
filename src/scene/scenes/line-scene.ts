import { interpolateTrajectories } from '../../math/index.ts';
import type { FieldVolume, Trajectories } from '../../math/index.ts';
import { chartCamera, insetRect } from '../cameras/plane-camera.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { assertDimension } from '../domain.ts';
import type { Domain, Units } from '../domain.ts';
import { numeral, operator, variable } from '../formula.ts';
import type { Formula } from '../formula.ts';
import { axesMarks, axisTicks, textWidthPx, TICK_SIZE } from '../layers/axes.ts';
import type { AxisReading, AxisTicks } from '../layers/axes.ts';
import { densityOverTime } from '../layers/density-over-time.ts';
import { pathsOverTime } from '../layers/paths-over-time.ts';
import { countLeftOut } from '../layers/left-out.ts';
import type { LabelMark, Mark, PointsMark, StrokesMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import { formatNumber } from '../ticks.ts';

/** Everything is one-dimensional and in inner coordinates; what is absent is not drawn. */
export interface LineSceneOptions {
  /** What is shown of the line. */
  readonly domain: Domain;
  /** The exact field with its density, which is drawn behind all else. */
  readonly volume?: FieldVolume;
  /** The cloud on the line of the present time, and paths of some of it. */
  readonly trajectories?: Trajectories;
  /** Whose trajectories they are, which decides colour and stroke of the paths; the exact field's when absent. */
  readonly role?: 'exact' | 'learned';
  /** The learned field's trajectories from the same start, to be compared with the exact field's. */
  readonly learned?: Trajectories;
  /** The data's own unit and the name of its column. */
  readonly units?: Units;
}

const PATHS = {
  exact: { color: 'ink', opacity: 0.6, widthPx: 1.2 },
  learned: { color: 'learned', opacity: 0.95, widthPx: 1.4, dashPx: [5, 3] },
} as const;
/** More dots than this on one line are a bar. */
const MOST_DOTS = 400;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One-dimensional data over time: t across, x up. Throws a RangeError unless everything is one-dimensional. */
export function lineScene(options: LineSceneOptions): Scene {
  return new LineScene(options);
}

class LineScene implements Scene {
  readonly depth = 'flat';
  readonly leftOut: number;
  private readonly domain: Domain;
  private readonly readings: readonly [AxisReading, AxisReading];
  private readonly still: readonly Mark[];
  private readonly cloud: Trajectories | undefined;
  private readonly dots: Writable<PointsMark>;
  private readonly scratch: Float32Array;
  private readonly now: Writable<StrokesMark>;
  private surface: Surface | undefined;
  private view: PlaneCamera | undefined;
  private axes: readonly Mark[] = [];

  constructor({ domain, volume, trajectories, role = 'exact', learned, units }: LineSceneOptions) {
    if (volume) assertDimension('The field', volume.grid, 1);
    for (const paths of [trajectories, learned]) if (paths) assertDimension('Trajectories', paths, 1);
    const name = units?.columns[0];
    this.leftOut = trajectories ? countLeftOut(trajectories, domain) : 0;
    this.domain = domain;
    this.readings = [{ offset: 0, scale: 1 }, { offset: units?.centre[0] ?? 0, scale: units?.scale[0] ?? 1, ...(name !== undefined && { name }) }];
    this.still = [
      ...(volume?.density ? [densityOverTime(volume)] : []),
      ...(trajectories ? [pathsOverTime(trajectories, PATHS[role])] : []),
      ...(learned ? [pathsOverTime(learned, PATHS.learned)] : []),
    ];
    this.cloud = learned ?? trajectories;
    const count = Math.min(MOST_DOTS, this.cloud?.count ?? 0);
    this.scratch = new Float32Array(this.cloud?.count ?? 0);
    this.dots = { kind: 'points', count, positions: new Float32Array(3 * count), radiusPx: 2.2, color: 0, opacity: 0.5, clipped: true, version: 0 };
    this.now = { kind: 'strokes', offsets: [0, 2], positions: new Float32Array(6), widthPx: 1.2, color: 'ink', opacity: 0.8, version: 0 };
  }

  camera(surface: Surface): PlaneCamera {
    if (surface === this.surface && this.view) return this.view;
    const { widthPx, heightPx, theme } = surface;
    const tickPx = TICK_SIZE * theme.fontSizePx;
    const [lower, upper] = [this.domain.lower[0], this.domain.upper[0]];
    const look = (left: number): PlaneCamera => {
      const room = insetRect(widthPx, heightPx, { left, right: 14, top: 1.9 * theme.fontSizePx + this.nameRowPx(surface), bottom: 1.5 * tickPx + 7 + 1.35 * tickPx });
      return chartCamera(widthPx, heightPx, room, { lower: [0, lower], upper: [1, upper] });
    };
    const ticks = ({ plot }: PlaneCamera): [AxisTicks, AxisTicks] => [
      axisTicks([0, 1], plot.width, 'across', this.readings[0], theme.locale),
      axisTicks([lower, upper], plot.height, 'up', this.readings[1], theme.locale),
    ];
    const widest = Math.max(0, ...ticks(look(40))[1].texts.map((text) => textWidthPx(text, tickPx)));
    const view = look(12 + widest);
    this.axes = axesMarks(view, this.readings, ticks(view), theme.fontSizePx);
    this.surface = surface;
    return (this.view = view);
  }

  marks(t: number, surface: Surface): readonly Mark[] {
    const { visible } = this.camera(surface);
    this.moveTo(t, visible);
    return [...this.still, ...this.axes, this.now, this.dots, ...this.labels(t, visible, surface)];
  }

  private moveTo(t: number, { lower, upper }: Domain): void {
    const { dots, now, cloud, scratch } = this;
    now.positions.set([t, lower[1], 0, t, upper[1], 0]);
    now.version++;
    dots.color = t;
    dots.version++;
    if (!cloud) return;
    interpolateTrajectories(cloud, t, scratch);
    for (let i = 0; i < dots.count; i++) {
      dots.positions[3 * i] = t;
      dots.positions[3 * i + 1] = scratch[i];
    }
  }

  /** The name of the column stands at the top left, where the laws are named else. */
  private nameRowPx({ theme }: Surface): number {
    return this.readings[1].name === undefined ? 0 : 1.35 * TICK_SIZE * theme.fontSizePx;
  }

  private labels(t: number, { lower, upper }: Domain, surface: Surface): LabelMark[] {
    const { theme } = surface;
    const above = -4 - this.nameRowPx(surface);
    const over = (key: string, formula: Formula, at: number): LabelMark => {
      return { kind: 'label', key, formula, color: 'ink', at: [at, upper[1], 0], offsetPx: [0, above], align: 'center', baseline: 'bottom' };
    };
    const time: LabelMark = {
      kind: 'label', key: 'time', formula: [variable('t'), operator('='), numeral(formatNumber(t, 2, theme.locale))], color: 'ink',
      at: [0.5, lower[1], 0], offsetPx: [0, 7 + 1.35 * TICK_SIZE * theme.fontSizePx], align: 'center', baseline: 'top',
    };
    return [over('source', [variable('p', 0)], 0), over('target', [variable('p', 1)], 1), time];
  }
}
