import { formatNumber, formatTicks, roundTicks, type Ink, type Mark, type Rect, type StrokesMark, type TextMark } from '../../scene/index.ts';
import { textWidthPx, TICK_SIZE } from '../views/axes.ts';

/** One axis: the values at its ends, and whether equal ratios are equally long. */
export interface SmallAxis {
  readonly lower: number;
  readonly upper: number;
  readonly isLog?: boolean;
  /** Where its numbers stand; at round ones when absent. */
  readonly ticks?: readonly number[];
}

/** Where a small plot stands and how it reads; positions are pixels of the picture, up from its lower left corner. */
export interface SmallPlotOptions {
  readonly rect: Rect;
  readonly x: SmallAxis;
  readonly y: SmallAxis;
  /** Above the plot: the name, what it is by now, and names of lines in their colours. */
  readonly name: string;
  readonly detail: string;
  readonly lines: readonly { readonly text: string; readonly color: Ink }[];
  readonly fontSizePx: number;
  readonly locale?: string;
}

/** Fewest pixels for a number across and up. */
const SPACING_PX = { across: 70, up: 34 };
/** Powers of ten stand alone on an axis of so many; on a shorter one 2 and 5 times them stand too. */
const MANY_DECADES = 2;
const TICK_PX = 3;
const GAP_PX = 3;
const NAME_OPACITY = 0.9;
const NUMBER_OPACITY = 0.72;

/** One of several plots in a picture: two axes with numbers, its name above, and what is drawn in it. */
export class SmallPlot {
  readonly marks: Mark[] = [];
  private readonly options: SmallPlotOptions;
  private readonly plot: Rect;

  constructor(options: SmallPlotOptions) {
    const { rect, y, fontSizePx, locale } = options;
    const tickPx = TICK_SIZE * fontSizePx;
    this.options = options;
    const headPx = (options.lines.length > 0 ? 3.1 : 2.1) * 1.35 * tickPx;
    const heightPx = Math.max(8, rect.height - headPx - 1.8 * tickPx);
    const values = ticksOf(y, heightPx / SPACING_PX.up);
    const texts = textsOf(y, values, locale);
    const leftPx = 8 + Math.max(...[0, ...texts.map((text) => textWidthPx(text, tickPx))]);
    this.plot = { left: rect.left + leftPx, top: rect.top + 1.8 * tickPx, width: Math.max(8, rect.width - leftPx - 12), height: heightPx };
    this.addAxes(values, texts);
    this.addHead();
  }

  /** A line through values; those beyond the axis run along its end, and what is no number is left out. */
  line(xs: ArrayLike<number>, ys: ArrayLike<number>, style: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx' | 'dashPx'>): void {
    const places = Array.from(xs, (x, i) => [x, ys[i]]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    const positions = Float32Array.from(places.flatMap(([x, y]) => [this.across(x), this.up(y), 0]));
    if (places.length === 1) this.marks.push({ kind: 'points', count: 1, positions, radiusPx: 2.5, color: style.color, opacity: style.opacity, version: 0 });
    if (places.length > 1) this.marks.push({ ...style, kind: 'strokes', offsets: [0, places.length], positions, version: 0 });
  }

  /** A line across the whole plot. */
  level(y: number, color: Ink): void {
    const { x } = this.options;
    this.line([x.lower, x.upper], [y, y], { color, opacity: 1, widthPx: 1.4, dashPx: [6, 4] });
  }

  /** A filled rectangle between two values on each axis. */
  box([left, right]: readonly [number, number], [low, high]: readonly [number, number], color: Ink, opacity: number): void {
    const [x0, x1, y0, y1] = [this.across(left), this.across(right), this.up(low), this.up(high)];
    this.marks.push({ kind: 'face', corners: Float32Array.of(x0, y0, 0, x1, y0, 0, x1, y1, 0, x0, y1, 0), color, opacity, version: 0 });
  }

  private across(value: number): number {
    return this.plot.left + this.plot.width * part(this.options.x, value);
  }

  private up(value: number): number {
    return this.plot.top + this.plot.height * part(this.options.y, value);
  }

  private addAxes(values: readonly number[], texts: readonly string[]): void {
    const { x, fontSizePx, locale } = this.options;
    const { left, top, width, height } = this.plot;
    const lines = [left, top, 0, left + width, top, 0, left, top, 0, left, top + height, 0];
    const number = (text: string, at: readonly [number, number, number], offsetPx: readonly [number, number], align: TextMark['align'], baseline: TextMark['baseline']): TextMark => ({
      kind: 'text', text, at, offsetPx, align, baseline, color: 'ink', opacity: NUMBER_OPACITY, size: TICK_SIZE,
    });
    const across = ticksOf(x, width / SPACING_PX.across);
    textsOf(x, across, locale).forEach((text, i) => {
      const at = this.across(across[i]);
      lines.push(at, top, 0, at, top - TICK_PX, 0);
      // The last number ends with the plot where it would reach beyond.
      const half = textWidthPx(text, TICK_SIZE * fontSizePx) / 2;
      const inwardPx = Math.min(0, left + width + 10 - at - half);
      this.marks.push(number(text, [at, top, 0], [inwardPx, TICK_PX + GAP_PX], 'center', 'top'));
    });
    values.forEach((value, i) => {
      const at = this.up(value);
      lines.push(left, at, 0, left - TICK_PX, at, 0);
      this.marks.push(number(texts[i], [left, at, 0], [-TICK_PX - GAP_PX, 0], 'right', 'middle'));
    });
    const offsets = Array.from({ length: lines.length / 6 + 1 }, (_, line) => 2 * line);
    this.marks.push({ kind: 'strokes', offsets, positions: Float32Array.from(lines), widthPx: 1, color: 'grid', opacity: 1, version: 0 });
  }

  private addHead(): void {
    const { rect, name, detail, lines, fontSizePx } = this.options;
    const rowPx = 1.35 * TICK_SIZE * fontSizePx;
    const text = (row: number, words: string, color: Ink, opacity: number, rightPx = 0): TextMark => ({
      kind: 'text', text: words, at: [rect.left + 2, rect.top + rect.height, 0], offsetPx: [rightPx, row * rowPx], align: 'left', baseline: 'top', color, opacity, size: TICK_SIZE,
    });
    this.marks.push(text(0, name, 'ink', NAME_OPACITY), text(1, detail, 'ink', NUMBER_OPACITY));
    let rightPx = 0;
    for (const line of lines) {
      this.marks.push(text(2, line.text, line.color, 1, rightPx));
      rightPx += textWidthPx(line.text, TICK_SIZE * fontSizePx) + 10;
    }
  }
}

/** Where a value stands on an axis, from 0 to 1. */
function part({ lower, upper, isLog }: SmallAxis, value: number): number {
  const place = isLog ? Math.log(value / lower) / Math.log(upper / lower) : (value - lower) / (upper - lower);
  return Math.max(0, Math.min(1, Number.isNaN(place) ? 0 : place));
}

function ticksOf({ lower, upper, isLog, ticks: given }: SmallAxis, wanted: number): readonly number[] {
  if (given) return given;
  if (!(upper > lower)) return [];
  if (!isLog) return roundTicks(lower, upper, Math.max(2, wanted));
  const decades = Math.log10(upper / lower);
  const apart = Math.max(1, Math.ceil(decades / Math.max(2, wanted)));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(lower)); power <= Math.ceil(Math.log10(upper)); power++) {
    if (decades >= MANY_DECADES && power % apart !== 0) continue;
    for (const times of decades < MANY_DECADES ? [1, 2, 5] : [1]) {
      const tick = Number(`${times}e${power}`);
      if (tick >= lower * (1 - 1e-9) && tick <= upper * (1 + 1e-9)) ticks.push(tick);
    }
  }
  return ticks;
}

const textsOf = ({ isLog }: SmallAxis, values: readonly number[], locale?: string): string[] =>
  isLog ? values.map((value) => formatNumber(value, Math.max(0, -Math.floor(Math.log10(value) + 1e-9)), locale)) : formatTicks(values, locale);
