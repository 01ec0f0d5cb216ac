import { chartCamera, insetRect } from '../cameras/plane-camera.ts';
import type { PlaneCamera } from '../cameras/plane-camera.ts';
import { axesMarks, axisTicks, textWidthPx, TICK_SIZE } from '../layers/axes.ts';
import type { AxisReading, AxisTicks } from '../layers/axes.ts';
import { curveLine, spreadBars, summarise } from '../layers/loss-curve.ts';
import type { CurveSummary } from '../layers/loss-curve.ts';
import type { Mark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import { formatNumber } from '../ticks.ts';

export interface ChartSceneOptions {
  /** Training step and loss in turn. */
  readonly curve: Float64Array;
  /** The loss that the best possible network would have. */
  readonly floor?: number;
  /** The step at the right end; the last of the curve when absent. */
  readonly steps?: number;
  /** Names in the page's language; `cut` goes before the loss at which a curve begins whose first steps are above the axis. */
  readonly names?: { readonly step: string; readonly loss: string; readonly floor: string; readonly cut: string };
}

const ENGLISH = { step: 'training step', loss: 'loss', floor: 'exact floor', cut: 'loss ↑ begins at' };
/** The mean is taken over about so many pixels: noise shows as a band, the course as a line. */
const COLUMN_PX = 4;
/** The first steps fall so far that all others would lie flat: the axis is for what comes after this part of the steps done. */
const BEGINNING = 0.1;
/** They are cut off where the axis would be so much higher with them. */
const CUT_FACTOR = 1.5;
/** Heights of a cut axis are rounded up to powers of this, so that it does not breathe from report to report. */
const HEIGHT_ROUNDING = 2 ** 0.25;
/** Room above the curve and below the floor, as parts of the height between them. */
const ROOM = { above: 0.06, below: 0.1 };
/** Before anything has been measured the axis stands without numbers, and keeps room for such as will come. */
const EMPTY_RANGE = { lower: 0, upper: 1 };
const NUMBER_TO_COME = '0.0';
const NO_TICKS: AxisTicks = { values: [], texts: [] };

/** The loss over training, and the floor that it can come near to but not cross. */
export function chartScene(options: ChartSceneOptions): Scene {
  return new ChartScene(options);
}

class ChartScene implements Scene {
  readonly depth = 'flat';
  private readonly curve: Float64Array;
  private readonly floor: number | undefined;
  private readonly lastStep: number;
  private readonly names: typeof ENGLISH;
  private surface: Surface | undefined;
  private laidOut: { view: PlaneCamera; marks: readonly Mark[] } | undefined;

  constructor({ curve, floor, steps, names = ENGLISH }: ChartSceneOptions) {
    this.curve = curve;
    this.floor = floor !== undefined && Number.isFinite(floor) ? floor : undefined;
    this.lastStep = Math.max(1, steps ?? curve[curve.length - 2] ?? 1);
    this.names = names;
  }

  camera(surface: Surface): PlaneCamera {
    return this.layout(surface).view;
  }

  marks(_t: number, surface: Surface): readonly Mark[] {
    return this.layout(surface).marks;
  }

  private layout(surface: Surface): { view: PlaneCamera; marks: readonly Mark[] } {
    if (this.laidOut && surface === this.surface) return this.laidOut;
    const { widthPx, heightPx, theme } = surface;
    const tickPx = TICK_SIZE * theme.fontSizePx;
    const summary = summarise(this.curve, this.lastStep, Math.max(1, Math.floor(widthPx / COLUMN_PX)));
    const empty = summary.count === 0;
    const { lower, upper, cut } = this.range(summary);
    const visible = { lower: [0, lower], upper: [this.lastStep, upper] };
    const look = (left: number) => {
      const right = 10 + 0.3 * textWidthPx(String(this.lastStep), tickPx);
      const insets = { left, right, top: 1.9 * theme.fontSizePx, bottom: 2.85 * tickPx + 7 };
      return chartCamera(widthPx, heightPx, insetRect(widthPx, heightPx, insets), visible);
    };
    const lossName = cut ? `${this.names.cut} ${formatNumber(Math.max(...summary.means), 1, theme.locale)}` : this.names.loss;
    const readings = [this.names.step, lossName].map((name) => ({ name, offset: 0, scale: 1 })) as [AxisReading, AxisReading];
    const ticks = ({ plot }: PlaneCamera): [AxisTicks, AxisTicks] => [
      axisTicks([0, this.lastStep], plot.width, 'across', readings[0], theme.locale),
      empty ? NO_TICKS : axisTicks([lower, upper], plot.height, 'up', readings[1], theme.locale),
    ];
    const numbers = empty ? [NUMBER_TO_COME] : ticks(look(40))[1].texts;
    const widest = Math.max(0, ...numbers.map((text) => textWidthPx(text, tickPx)));
    const view = look(12 + widest);
    const marks = [
      ...axesMarks(view, readings, ticks(view), theme.fontSizePx),
      spreadBars(summary, { color: 'learned', opacity: 0.25, widthPx: COLUMN_PX }),
      ...this.floorMarks(view, theme.locale),
      curveLine(summary.steps, summary.means, { color: 'learned', opacity: 1, widthPx: 1.8 }),
    ];
    this.surface = surface;
    return (this.laidOut = { view, marks });
  }

  /** Linear: what matters is the height above the floor, which a logarithm of the loss would hide. */
  private range({ steps, means }: CurveSummary): { lower: number; upper: number; cut: boolean } {
    const floors = this.floor === undefined ? [] : [this.floor];
    const heights = [...means, ...floors];
    if (heights.length === 0) return { ...EMPTY_RANGE, cut: false };
    const begun = BEGINNING * steps[steps.length - 1];
    const moving = [...means.filter((_, i) => steps[i] > begun), ...floors];
    const [low, high, highMoving] = [Math.min(...heights), Math.max(...heights), Math.max(...moving)];
    const cut = high - low > CUT_FACTOR * (highMoving - low) && highMoving > low;
    const whole = high > low ? high - low : Math.max(1e-6, Math.abs(high));
    const height = cut ? HEIGHT_ROUNDING ** Math.ceil(Math.log(highMoving - low) / Math.log(HEIGHT_ROUNDING)) : whole;
    return { lower: low - ROOM.below * height, upper: (cut ? low + height : high) + ROOM.above * height, cut };
  }

  private floorMarks({ visible }: PlaneCamera, locale?: string): Mark[] {
    if (this.floor === undefined) return [];
    return [
      {
        kind: 'strokes',
        offsets: [0, 2],
        positions: Float32Array.of(0, this.floor, 0, visible.upper[0], this.floor, 0),
        widthPx: 1.4,
        dashPx: [6, 4],
        color: 'exact',
        opacity: 1,
        version: 0,
      },
      {
        kind: 'text',
        text: `${this.names.floor} ${formatNumber(this.floor, 3, locale)}`,
        at: [visible.upper[0], visible.upper[1], 0],
        offsetPx: [0, -6],
        align: 'right',
        baseline: 'bottom',
        size: TICK_SIZE,
        color: 'exact',
        opacity: 1,
      },
    ];
  }
}
