import type { PlaneCamera } from '../cameras/plane-camera.ts';
import type { StrokesMark, TextMark } from '../marks.ts';
import { formatTicks, roundTicks } from '../ticks.ts';

/** Axis text as a part of the theme's font size. */
export const TICK_SIZE = 0.84;
const TICK_PX = 4;
const GAP_PX = 3;
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

/** Ticks and numbers along the plot's lower and left edges, and the names of the axes. */
export function axesMarks(
  camera: PlaneCamera,
  readings: readonly [AxisReading, AxisReading],
  ticks: readonly [AxisTicks, AxisTicks],
  fontSizePx: number,
): (StrokesMark | TextMark)[] {
  const [x0, y0] = camera.visible.lower;
  const [x1, y1] = camera.visible.upper;
  const drop = TICK_PX / camera.unitPx[1];
  const out = TICK_PX / camera.unitPx[0];
  const toWorld = (axis: 0 | 1, value: number) => (value - readings[axis].offset) / readings[axis].scale;
  const numbers = { kind: 'text', color: 'ink', opacity: 0.72, size: TICK_SIZE } as const;
  const lines: number[] = [x0, y0, 0, x1, y0, 0, x0, y0, 0, x0, y1, 0];
  const texts: TextMark[] = [];
  ticks[0].values.forEach((value, i) => {
    const x = toWorld(0, value);
    lines.push(x, y0, 0, x, y0 - drop, 0);
    const offsetPx = [0, TICK_PX + GAP_PX] as const;
    texts.push({ ...numbers, text: ticks[0].texts[i], at: [x, y0, 0], offsetPx, align: 'center', baseline: 'top' });
  });
  ticks[1].values.forEach((value, i) => {
    const y = toWorld(1, value);
    lines.push(x0, y, 0, x0 - out, y, 0);
    const offsetPx = [-TICK_PX - GAP_PX, 0] as const;
    texts.push({ ...numbers, text: ticks[1].texts[i], at: [x0, y, 0], offsetPx, align: 'right', baseline: 'middle' });
  });
  const names = { ...numbers, opacity: 0.9 } as const;
  const [across, up] = readings;
  if (across.name !== undefined) {
    const offsetPx = [0, TICK_PX + GAP_PX + 1.35 * TICK_SIZE * fontSizePx] as const;
    texts.push({ ...names, text: across.name, at: [(x0 + x1) / 2, y0, 0], offsetPx, align: 'center', baseline: 'top' });
  }
  if (up.name !== undefined) {
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
