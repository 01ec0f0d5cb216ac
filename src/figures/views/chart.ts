import { chartCamera, ENGLISH, formatNumber, insetRect, powerOfTen, toldTime, type PlaneCamera, type Surface } from '../../scene/index.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, PartKind, View, ViewTraits } from '../view.ts';
import { axesMarks, textWidthPx, TICK_SIZE, type AxisTicks } from './axes.ts';
import { inOrder } from './drawing-order.ts';
import { CHART, FLOOR_CHART } from './traits.ts';

/** Evaluations of the field and errors that are shown: the same for all flows, so that charts can be compared at a glance. */
const EVALUATIONS = [3.2, 320] as const;
const ERRORS = [1e-8, 10] as const;
/** Variances of pairs, down to where they are straight as far as anything can tell. */
const FLOORS = [1e-5, 100] as const;
/** Between numbers on an axis. */
const SPACING_PX = { across: 64, up: 30 };
/** Room for the names of curves at their ends: the longest, and the gap before it. */
const NAMES = { longest: 'midpoint −2.0', gapPx: 7 };
/** The last time stands under the right end; nothing may be cut of it. */
const TIMES = { longest: '0.00', gapPx: 1 };

const ORDER: readonly PartKind[] = ['ground', 'field', 'still', 'data'];

/** What a chart has instead of data. */
interface Axes {
  readonly traits: ViewTraits;
  readonly lower: readonly [number, number];
  readonly upper: readonly [number, number];
  /** Its longest number upwards. */
  readonly widest: string;
  /** Room at the right end, px. */
  readonly rightPx: (surface: Surface) => number;
  readonly names: (surface: Surface) => readonly [across: string, up: string];
  readonly ticks: (camera: PlaneCamera, surface: Surface) => readonly [across: AxisTicks, up: AxisTicks];
  /** Of the first coordinate; the second is on a logarithmic axis in any chart. */
  readonly across: (value: number) => number;
}

/** Errors of solvers over what they cost, both on logarithmic axes. Its coordinates are pairs of evaluations and error. */
export const errorChart = (): View => chart({
  traits: CHART, lower: [Math.log10(EVALUATIONS[0]), Math.log10(ERRORS[0])], upper: [Math.log10(EVALUATIONS[1]), Math.log10(ERRORS[1])], widest: '10⁻⁸',
  rightPx: ({ widthPx, theme: { fontSizePx } }) => Math.min(widthPx / 3, textWidthPx(NAMES.longest, TICK_SIZE * fontSizePx) + NAMES.gapPx),
  names: ({ theme: { words = ENGLISH } }) => [words.evaluations, words.error],
  ticks: (camera) => [costTicks(camera), powerTicks(camera)],
  across: Math.log10,
});

/** Variances of the motion of pairs over time, the same axis for all laws. Its coordinates are pairs of a time and a variance. */
export const floorChart = (): View => chart({
  traits: FLOOR_CHART, lower: [0, Math.log10(FLOORS[0])], upper: [1, Math.log10(FLOORS[1])], widest: '10⁻⁵',
  rightPx: ({ theme: { fontSizePx } }) => textWidthPx(TIMES.longest, TICK_SIZE * fontSizePx) / 2 + TIMES.gapPx,
  names: () => ['t', 'E|U − E[U|Xₜ]|²'],
  ticks: (camera, { theme: { convention, locale } }) => {
    const values = [0, 0.25, 0.5, 0.75, 1];
    return [{ values, texts: values.map((value) => formatNumber(toldTime(value, convention), 2, locale)) }, powerTicks(camera)];
  },
  across: (t) => t,
});

function chart({ traits, lower, upper, widest, rightPx, names, ticks, across }: Axes): View {
  const visible = { lower, upper };
  const layoutFor = keepLatest((surface: Surface) => {
    const { widthPx, heightPx, theme: { fontSizePx } } = surface;
    const tickPx = TICK_SIZE * fontSizePx;
    const insets = { left: 12 + textWidthPx(widest, tickPx), right: rightPx(surface), top: 1.9 * fontSizePx, bottom: 2.85 * tickPx + 7 };
    const camera: PlaneCamera = chartCamera(widthPx, heightPx, insetRect(widthPx, heightPx, insets), visible);
    const readings = names(surface).map((name) => ({ name, offset: 0, scale: 1 }));
    return { camera, axes: axesMarks(camera, [readings[0], readings[1]], ticks(camera, surface), fontSizePx) };
  });
  return {
    ...traits, scale: 1,
    cloud: { areaPart: 1, opacity: 1, radius: 1 },
    arrows: { opacity: 1, widthPx: 1 },
    paths: { style: 'lines', most: 0 },
    fieldGrid: () => ({ dimension: 2, ...visible, size: [2, 2] }),
    densityGrid: () => undefined,
    place(coordinates, count, _t, out, first = 0) {
      for (let i = 0, v = 3 * first; i < 2 * count; i += 2, v += 3) {
        out[v] = across(coordinates[i]);
        out[v + 1] = Math.log10(coordinates[i + 1]);
        out[v + 2] = 0;
      }
    },
    lattice: () => NOWHERE,
    camera: (surface) => layoutFor(surface).camera,
    arrange: (parts, legend, _t, surface) => [...layoutFor(surface).axes, ...inOrder(parts, ORDER), ...legend, ...inOrder(parts, ['probe'])],
    legendPlace: () => undefined,
    unproject: () => undefined,
  };
}

/** Of a field there is nothing in a chart. */
const NOWHERE: Lattice = { places: new Float64Array(0), far: 0, spacing: 1, shortest: 1, longest: 1, worldPerPx: 0, direct: () => Number.NaN, worldPerSpeed: () => undefined };

/** Powers of two, or of four where there is less room. */
function costTicks({ plot, visible: { lower, upper } }: PlaneCamera): AxisTicks {
  const doublings = Math.log2(10) * (upper[0] - lower[0]);
  const step = Math.max(1, Math.ceil((SPACING_PX.across * doublings) / plot.width));
  const costs = Array.from({ length: Math.ceil(7 / step) }, (_, k) => 4 * 2 ** (k * step));
  return { values: costs.map(Math.log10), texts: costs.map(String) };
}

function powerTicks({ plot, visible: { lower, upper } }: PlaneCamera): AxisTicks {
  const step = Math.max(1, Math.ceil((SPACING_PX.up * (upper[1] - lower[1])) / plot.height));
  const first = Math.ceil(lower[1] / step) * step;
  const values = Array.from({ length: Math.floor((upper[1] - first) / step) + 1 }, (_, k) => first + k * step);
  return { values, texts: values.map(powerOfTen) };
}
