import { formatTicks, operator, toldTime, variable, type Camera, type Convention, type Formula, type ImageMark, type LabelMark, type PlaneCamera, type StrokesMark, type Surface, type TextMark, type Theme } from '../../scene/index.ts';
import { isStill } from '../../streams/index.ts';
import { planeImage } from '../grid-image.ts';
import { Isolines } from '../isolines.ts';
import type { LayerContext, LayerMarks, Legend } from '../layer.ts';
import { lookOf } from '../looks.ts';
import { highest, mapReading, type LikelihoodMapReading, type LogDensities, type LogDensity } from '../log-density.ts';
import { volumeIn } from '../units.ts';
import type { LegendPlace, Part } from '../view.ts';
import { TICK_SIZE } from '../views/axes.ts';
import { shadeLegend, type Shades } from '../views/shade-legend.ts';

/** So far below the highest, in nats, shades and curves end: e^-10 of the density. */
const DEPTH = 10;
/** Lines of equal log density stand so far apart, in nats. */
const LEVELS = 2;
const FULL_OPACITY = 0.8;
/** Differences from so many nats on are all darkest. */
const DARKEST_DIFFERENCE = 3;
const LINES = { widthPx: 1, opacity: 0.5 };
const LEARNED: Formula = [operator('log'), variable('p', 'θ')];
const exactFormula = (convention: Convention | undefined): Formula => [operator('log'), variable('p', toldTime(1, convention))];

/** The map in the plane. */
export class LikelihoodPlane implements LayerMarks<LogDensities, LikelihoodMapReading> {
  parts: readonly Part[] = [];
  reading: LikelihoodMapReading | undefined;
  private readonly context: LayerContext;
  private legended: { formula(convention: Convention | undefined): Formula; readonly shades: Shades } | undefined;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take(densities: LogDensities): void {
    this.reading = mapReading(densities, this.context);
    this.parts = [];
    this.legended = undefined;
    const [first, second] = densities.filter((one) => one !== undefined);
    if (!first || !Number.isFinite(highest(first))) return;
    if (second) this.compare(first, second);
    else this.show(first);
  }

  update(): void {
    // The law of the data stands for all times.
  }

  legend(place: LegendPlace): Legend | undefined {
    return this.legended && shadeLegend(place, this.legended.formula(place.convention), this.legended.shades);
  }

  private show(one: LogDensity): void {
    const { units, view } = this.context;
    const top = highest(one);
    const image = planeImage(one.grid, 1);
    one.values.forEach((value, node) => (image.opacities[node] = 255 * FULL_OPACITY * Math.max(0, 1 - (top - value) / DEPTH)));
    this.parts = ground(image, contours(one, 1));
    const most = top - Math.log(volumeIn(units, view.dimension));
    this.legended = { formula: !isStill(one.model) ? () => LEARNED : exactFormula, shades: { values: [most - DEPTH, most], stretches: [{ color: 1, from: 0, to: FULL_OPACITY }] } };
  }

  /** Where the second is higher in its colour, where it is lower in the first one's; only where one of them is in the map at all. */
  private compare(exact: LogDensity, learned: LogDensity): void {
    const bottom = Math.max(highest(exact), highest(learned)) - DEPTH;
    const images = (['exact', 'learned'] as const).map((color) => planeImage(exact.grid, color));
    exact.values.forEach((value, node) => {
      const [a, b] = [Math.max(bottom, value), Math.max(bottom, learned.values[node] || bottom)];
      images[b > a ? 1 : 0].opacities[node] = 255 * FULL_OPACITY * Math.min(1, Math.abs(b - a) / DARKEST_DIFFERENCE);
    });
    this.parts = ground(...images, contours(exact, 'ink'));
    this.legended = {
      formula: (convention) => [...LEARNED, operator('−'), ...exactFormula(convention)],
      shades: { values: [-DARKEST_DIFFERENCE, DARKEST_DIFFERENCE], stretches: [{ color: 'exact', from: FULL_OPACITY, to: 0 }, { color: 'learned', from: 0, to: FULL_OPACITY }] },
    };
  }
}

const ground = (...marks: readonly (ImageMark | StrokesMark)[]): Part[] => marks.map((mark) => ({ mark, kind: 'ground' }));

/** Lines of equal log density, from the highest down. */
function contours(one: LogDensity, color: StrokesMark['color']): StrokesMark {
  const { lower, upper, size: [columns, rows] } = one.grid;
  const lines = new Isolines(columns, rows, lower, [0, 1].map((axis) => (upper[axis] - lower[axis]) / ([columns, rows][axis] - 1)));
  for (let below = LEVELS; below <= DEPTH; below += LEVELS) lines.trace(one.values, highest(one) - below);
  return { ...LINES, kind: 'strokes', offsets: lines.offsets, positions: lines.positions, color, clipped: true, version: 0 };
}

type Look = Pick<StrokesMark, 'color' | 'opacity' | 'dashPx'>;

/** On a line: the part of the times that the curves take, from t = 1 to the left. */
const WIDTH = 0.32;
/** Ticks of the log density, in parts of its depth. */
const TICKS = [0, 0.5, 1];
const TICK_ROOM_PX = 56;

/** The curves over a line. */
export class LikelihoodLine implements LayerMarks<LogDensities, LikelihoodMapReading> {
  parts: readonly Part[] = [];
  reading: LikelihoodMapReading | undefined;
  private readonly context: LayerContext;
  private densities: LogDensities = [];

  constructor(context: LayerContext) {
    this.context = context;
  }

  take(densities: LogDensities): void {
    this.densities = densities;
    this.reading = mapReading(densities, this.context);
  }

  layout({ theme: { locale, convention } }: Surface, camera: Camera): void {
    const { densities, context: { models } } = this;
    const top = Math.max(...densities.map((one) => (one ? highest(one) : -Infinity)));
    const styleOf = (model: number): Look => (isStill(models[model]) ? { color: models.length > 1 ? 'exact' : 1, opacity: 0.9 } : lookOf(models[model]).paths);
    const curves = densities.flatMap((one, i) => (one ? [this.curve(one, top, styleOf(i))] : []));
    const marks = Number.isFinite(top) ? [...this.scale(top, { locale, convention }, ((camera as PlaneCamera).plot.width * WIDTH) / (TICKS.length - 1) > TICK_ROOM_PX), ...curves] : [];
    this.parts = marks.map((mark): Part => ({ mark, kind: 'probe', span: [0, 1] }));
  }

  update(): void {
    // The law of the data stands for all times.
  }

  /** `log p_1` to the left of t = 1, from `DEPTH` below the highest on. */
  private curve({ grid: { lower: [lower], upper: [upper], size: [nodes] }, values }: LogDensity, top: number, look: Look): StrokesMark {
    const positions = new Float32Array(3 * nodes);
    values.forEach((value, node) => positions.set([1 - WIDTH * Math.max(0, 1 - (top - value) / DEPTH || 0), lower + ((upper - lower) * node) / (nodes - 1), 0], 3 * node));
    return { ...look, kind: 'strokes', offsets: [0, nodes], positions, widthPx: 2, clipped: true, version: 0 };
  }

  /** @param isWide  whether there is room for the number of each tick; else the ends alone have theirs */
  private scale(top: number, { locale, convention }: Pick<Theme, 'locale' | 'convention'>, isWide: boolean): (StrokesMark | TextMark | LabelMark)[] {
    const { domain: { lower: [lower], upper: [upper] }, units } = this.context;
    const most = top - Math.log(volumeIn(units, 1));
    const places = TICKS.map((part) => 1 - WIDTH * part);
    const positions = Float32Array.from(places.flatMap((at) => [at, lower, 0, at, upper, 0]));
    const lines: StrokesMark = { kind: 'strokes', offsets: [0, 2, 4, 6], positions, widthPx: 1, dashPx: [1, 3], color: 'ink', opacity: 0.4, version: 0 };
    const number = { kind: 'text', color: 'ink', opacity: 0.72, size: TICK_SIZE, baseline: 'bottom' } as const;
    const texts = formatTicks(TICKS.map((part) => Number((most - DEPTH * (1 - part)).toFixed(1))), locale);
    return [
      lines,
      ...texts.flatMap((text, i): TextMark[] => (isWide || i !== 1 ? [{ ...number, text, at: [places[i], lower, 0], offsetPx: [i === 0 ? -3 : 0, -3], align: i === 0 ? 'right' : 'center' }] : [])),
      { kind: 'label', key: 'log density', formula: exactFormula(convention), color: 'ink', at: [1 - WIDTH, upper, 0], offsetPx: [0, -4], align: 'center', baseline: 'bottom' },
    ];
  }
}
