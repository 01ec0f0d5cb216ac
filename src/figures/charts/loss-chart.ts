import { ENGLISH, formatNumber, type Mark, type PlaneCamera, type Scene, type Surface } from '../../scene/index.ts';
import { keepLatest } from '../keep-latest.ts';
import { textWidthPx, TICK_SIZE, type AxisReading } from '../views/axes.ts';
import { layOut } from '../views/flat-layout.ts';
import { curveLine, spreadBars, summarise, type CurveSummary } from './loss-curve.ts';

export interface LossChartOptions {
  /** Training step and loss in turn. */
  readonly curve: Float64Array;
  /** The loss that the best possible network would have. */
  readonly floor?: number;
  /** The step at the right end; the last of the curve when absent. */
  readonly steps?: number;
  /** The step of what is shown elsewhere, where that is not the latest: it is marked. */
  readonly shownStep?: number;
}

/** The mean is taken over about so many pixels: noise shows as a band, the course as a line. */
const COLUMN_PX = 4;
/** The first steps fall so far that all others would lie flat: the axis is for what comes after this part of the steps done. */
const BEGINNING = 0.1;
/** They are cut off where the axis would be so much higher with them. */
const CUT_FACTOR = 1.5;
/** Heights of a cut axis are rounded up to powers of this, so that it does not change from report to report. */
const HEIGHT_ROUNDING = 2 ** 0.25;
/** Room above the curve and below the floor, as parts of the height between them. */
const ROOM = { above: 0.06, below: 0.1 };
/** Of text above text, in its size. */
const LINE = 1.35;
/** Before anything has been measured the axis stands without numbers, and keeps room for such as will come. */
const EMPTY_RANGE = { lower: 0, upper: 1 };
const NUMBER_TO_COME = '0.0';

/** The loss over training, and the floor that it can come near to but not cross. */
export function lossChart(options: LossChartOptions): Scene {
  return new LossChart(options);
}

class LossChart implements Scene {
  readonly depth = 'flat';
  private readonly curve: Float64Array;
  private readonly floor: number | undefined;
  private readonly lastStep: number;
  private readonly shownStep: number | undefined;

  constructor({ curve, floor, steps, shownStep }: LossChartOptions) {
    this.curve = curve;
    this.floor = floor !== undefined && Number.isFinite(floor) ? floor : undefined;
    this.lastStep = Math.max(1, steps ?? curve[curve.length - 2] ?? 1);
    this.shownStep = shownStep;
  }

  camera(surface: Surface): PlaneCamera {
    return this.layout(surface).view;
  }

  marks(_t: number, surface: Surface): readonly Mark[] {
    return this.layout(surface).marks;
  }

  private readonly layout = keepLatest((surface: Surface): { readonly view: PlaneCamera; readonly marks: readonly Mark[] } => {
    const { widthPx, theme } = surface;
    const { words = ENGLISH } = theme;
    const tickPx = TICK_SIZE * theme.fontSizePx;
    const summary = summarise(this.curve, this.lastStep, Math.max(1, Math.floor(widthPx / COLUMN_PX)));
    const isEmpty = summary.count === 0;
    const { lower, upper, cut } = this.range(summary);
    const lossName = cut ? `${words.cut} ${formatNumber(Math.max(...summary.means), 1, theme.locale)}` : words.loss;
    const readings = [words.step, lossName].map((name) => ({ name, offset: 0, scale: 1 })) as [AxisReading, AxisReading];
    const floorText = this.floor === undefined ? '' : `${words.floor} ${formatNumber(this.floor, 3, theme.locale)}`;
    // One above the other where they have no room beside one another.
    const isStacked = textWidthPx(lossName, tickPx) + textWidthPx(floorText, tickPx) + tickPx > widthPx;
    const raisedPx = isStacked ? LINE * tickPx : 0;
    const insetsPx = { right: 10 + 0.3 * textWidthPx(String(this.lastStep), tickPx), top: 1.9 * theme.fontSizePx + raisedPx, bottom: 2.85 * tickPx + 7 };
    const { camera: view, axes } = layOut(surface, {
      visible: { lower: [0, lower], upper: [this.lastStep, upper] }, readings, insetsPx, isShaped: false, ...(isEmpty && { numberToCome: NUMBER_TO_COME }),
    });
    const marks = [
      ...axes,
      spreadBars(summary, { color: 'learned', opacity: 0.25, widthPx: COLUMN_PX }),
      ...this.floorMarks(view, floorText, raisedPx),
      curveLine(summary.steps, summary.means, { color: 'learned', opacity: 1, widthPx: 1.8 }),
      ...this.shownMarks(view),
    ];
    return { view, marks };
  });

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

  private shownMarks({ visible: { lower, upper } }: PlaneCamera): Mark[] {
    const { shownStep: step } = this;
    if (step === undefined) return [];
    const positions = Float32Array.of(step, lower[1], 0, step, upper[1], 0);
    return [{ kind: 'strokes', offsets: [0, 2], positions, widthPx: 1.4, color: 'ink', opacity: 0.7, version: 0 }];
  }

  private floorMarks({ visible }: PlaneCamera, text: string, raisedPx: number): Mark[] {
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
        text,
        at: [visible.upper[0], visible.upper[1], 0],
        offsetPx: [0, -6 - raisedPx],
        align: 'right',
        baseline: 'bottom',
        size: TICK_SIZE,
        color: 'exact',
        opacity: 1,
      },
    ];
  }
}
