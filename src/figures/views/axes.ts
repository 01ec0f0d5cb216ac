import { formatTicks, roundTicks, type PlaneCamera, type StrokesMark, type Surface, type TextMark } from '../../scene/index.ts';

/** Axis text as a part of the theme's font size. */
export const TICK_SIZE = 0.84;
const TICK_PX = 4;
const GAP_PX = 3;
/** From numbers to the middle of a name that runs along them, in its size: what hangs below its line, such as an underscore, stays clear of them. */
const NAME_OFF = 0.85;
/** Between neighbouring numbers; and of those one above the other, in their size. */
const APART_PX = 8;
const LINE = 1.1;
/** About one tick for so many pixels, and never fewer than this many on an axis. */
const SPACING_PX = { across: 100, up: 64 };
const FEWEST = 3;

/** How one axis reads: value = offset + scale * world. */
export interface AxisReading {
  readonly name?: string;
  readonly offset: number;
  readonly scale: number;
}

export interface AxisTicks {
  readonly values: readonly number[];
  readonly texts: readonly string[];
}

export function axisTicks(
  [lower, upper]: readonly [number, number],
  lengthPx: number,
  direction: 'across' | 'up',
  reading: AxisReading,
  locale?: string,
): AxisTicks {
  const wanted = Math.max(FEWEST, lengthPx / SPACING_PX[direction]);
  const ends = [lower, upper].map((world) => reading.offset + reading.scale * world);
  const values = roundTicks(Math.min(...ends), Math.max(...ends), wanted);
  return { values, texts: formatTicks(values, locale) };
}

/** A generous guess of a text's width: painters measure, layouts must not need a canvas. */
export const textWidthPx = (text: string, sizePx: number): number => 0.6 * sizePx * text.length;

/** A legend of two fields is about so long, in font sizes. */
const LEGEND_EM = 15;
/** Whether a legend has no room beside the name of the upright axis. */
export const isCrowded = (name: string | undefined, { widthPx, theme: { fontSizePx } }: Surface): boolean =>
  name !== undefined && textWidthPx(name, TICK_SIZE * fontSizePx) + LEGEND_EM * fontSizePx > widthPx;

/** Where numbers would run into one another, each tick has its line and every so many their numbers. @param spacingPx  between ticks; NaN of one alone */
const everyNth = (spacingPx: number, roomPx: number): number => (spacingPx > 0 ? Math.ceil(roomPx / spacingPx) : 1);

/** Ticks and numbers along the plot's lower and left edges, and the names of the axes. @param isNameUpright  that of the upright axis runs along it */
export function axesMarks(
  camera: PlaneCamera,
  readings: readonly [AxisReading, AxisReading],
  ticks: readonly [AxisTicks, AxisTicks],
  fontSizePx: number,
  isNameUpright = false,
): (StrokesMark | TextMark)[] {
  const [x0, y0] = camera.visible.lower;
  const [x1, y1] = camera.visible.upper;
  const drop = TICK_PX / camera.unitPx[1];
  const out = TICK_PX / camera.unitPx[0];
  const toWorld = (axis: 0 | 1, value: number) => (value - readings[axis].offset) / readings[axis].scale;
  const numbers = { kind: 'text', color: 'ink', opacity: 0.72, size: TICK_SIZE } as const;
  const lines: number[] = [x0, y0, 0, x1, y0, 0, x0, y0, 0, x0, y1, 0];
  const texts: TextMark[] = [];
  const across = ticks[0].values.map((value) => toWorld(0, value));
  const every = everyNth(Math.abs(across[1] - across[0]) * camera.unitPx[0], APART_PX + Math.max(0, ...ticks[0].texts.map((text) => textWidthPx(text, TICK_SIZE * fontSizePx))));
  across.forEach((x, i) => {
    lines.push(x, y0, 0, x, y0 - drop, 0);
    if (i % every > 0) return;
    const offsetPx = [0, TICK_PX + GAP_PX] as const;
    texts.push({ ...numbers, text: ticks[0].texts[i], at: [x, y0, 0], offsetPx, align: 'center', baseline: 'top' });
  });
  const upwards = ticks[1].values.map((value) => toWorld(1, value));
  const everyUp = everyNth(Math.abs(upwards[1] - upwards[0]) * camera.unitPx[1], LINE * TICK_SIZE * fontSizePx);
  // The name of the axis stands over the topmost number, where that is not too near.
  const namePx = readings[1].name === undefined || isNameUpright ? -Infinity : 0.5 * TICK_SIZE * fontSizePx - GAP_PX;
  upwards.forEach((y, i) => {
    lines.push(x0, y, 0, x0 - out, y, 0);
    if (i % everyUp > 0 || (y1 - y) * camera.unitPx[1] < namePx) return;
    const offsetPx = [-TICK_PX - GAP_PX, 0] as const;
    texts.push({ ...numbers, text: ticks[1].texts[i], at: [x0, y, 0], offsetPx, align: 'right', baseline: 'middle' });
  });
  const names = { ...numbers, opacity: 0.9 } as const;
  const [right, up] = readings;
  if (right.name !== undefined) {
    const offsetPx = [0, TICK_PX + GAP_PX + 1.35 * TICK_SIZE * fontSizePx] as const;
    texts.push({ ...names, text: right.name, at: [(x0 + x1) / 2, y0, 0], offsetPx, align: 'center', baseline: 'top' });
  }
  if (up.name !== undefined && isNameUpright) {
    const numbersPx = Math.max(0, ...ticks[1].texts.map((text) => textWidthPx(text, TICK_SIZE * fontSizePx)));
    const offsetPx = [-TICK_PX - GAP_PX - numbersPx - NAME_OFF * TICK_SIZE * fontSizePx, 0] as const;
    texts.push({ ...names, text: up.name, at: [x0, (y0 + y1) / 2, 0], offsetPx, align: 'center', baseline: 'middle', turnRad: -Math.PI / 2 });
  } else if (up.name !== undefined) {
    const offsetPx = [GAP_PX - camera.plot.left, -2 * GAP_PX] as const;
    texts.push({ ...names, text: up.name, at: [x0, y1, 0], offsetPx, align: 'left', baseline: 'bottom' });
  }
  const strokes: StrokesMark = {
    kind: 'strokes',
    offsets: Array.from({ length: lines.length / 6 + 1 }, (_, line) => 2 * line),
    positions: Float32Array.from(lines),
    widthPx: 1,
    color: 'grid',
    opacity: 1,
    version: 0,
  };
  return [strokes, ...texts];
}
