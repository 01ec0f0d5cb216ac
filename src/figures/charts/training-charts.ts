import { chartCamera, toldTime, type Convention, type Ink, type Mark, type PlaneCamera, type Rect, type Scene, type Surface } from '../../scene/index.ts';
import type { JudgedCheckpoint, Measure, TrainingProgress } from '../../streams/index.ts';
import { keepLatest } from '../keep-latest.ts';
import { summarise } from './loss-curve.ts';
import { SmallPlot, type SmallAxis } from './small-plot.ts';
import { readingOf, type ChartName, type TrainingChartReading } from './training-chart-reading.ts';

export interface TrainingChartsOptions {
  readonly charts: readonly ChartName[];
  /** Optimiser steps of the whole run, at the right end. */
  readonly steps: number;
  /** Absent before the first report. */
  readonly training?: TrainingProgress;
  readonly judged: readonly JudgedCheckpoint[];
  /** Whether the floor is that of the loss which is drawn, as it is of flow matching. */
  readonly hasFloor: boolean;
  /** What a chart is called and tells, in lines: its name, its values, and names of its lines. */
  readonly tell: (reading: TrainingChartReading) => string;
}

/** What has to be measured for a chart beside what every training reports. */
const MEASURES: { readonly [Name in ChartName]?: Measure } = { 'w2': 'cloud', 'straightness': 'cloud', 'likelihood': 'likelihood', 'gradients': 'gradients', 'nearest': 'nearest', 'evaluations': 'evaluations' };

export const measuresOf = (charts: readonly ChartName[]): readonly Measure[] => [...new Set(charts.flatMap((chart) => MEASURES[chart] ?? []))].sort();

export { readingOf };

/** Two charts beside each other from this width on; the element's styles give them their height by it. */
const WIDE_PX = 560;
const GAP_PX = 10;
const COLUMN_PX = 4;
/** Of nats below the best, which the first steps of a training would go far beyond, and above it up to the target. */
const LIKELIHOOD_DEPTH = 3;
const LINE = { opacity: 1, widthPx: 1.8 } as const;
/** Of networks before the latest. */
const EARLIER = { opacity: 0.15, widthPx: 1 } as const;
const EVALUATIONS: SmallAxis = { lower: 1, upper: 32, isLog: true, ticks: [1, 2, 4, 8, 16, 32] };

/** Several small charts of a training in one picture, over its steps in equal ratios but for those over t and over evaluations. */
export const trainingCharts = (options: TrainingChartsOptions): Scene => new TrainingCharts(options);

class TrainingCharts implements Scene {
  readonly depth = 'flat';
  private readonly options: TrainingChartsOptions;

  constructor(options: TrainingChartsOptions) {
    this.options = options;
  }

  /** A unit of the world is a pixel. */
  camera({ widthPx, heightPx }: Surface): PlaneCamera {
    const plot: Rect = { left: 0, top: 0, width: widthPx, height: heightPx };
    return chartCamera(widthPx, heightPx, plot, { lower: [0, 0], upper: [widthPx, heightPx] });
  }

  marks(_t: number, surface: Surface): readonly Mark[] {
    return this.layout(surface);
  }

  private readonly layout = keepLatest((surface: Surface): readonly Mark[] => {
    const { charts } = this.options;
    const columns = surface.widthPx >= WIDE_PX ? Math.min(2, charts.length) : 1;
    const rows = Math.ceil(charts.length / columns);
    const [width, height] = [surface.widthPx / columns, surface.heightPx / rows];
    return charts.flatMap((chart, i) => {
      const top = surface.heightPx - (Math.floor(i / columns) + 1) * height;
      return this.chart(chart, { left: (i % columns) * width, top: top + GAP_PX / 2, width: width - GAP_PX, height: height - GAP_PX }, surface);
    });
  });

  private chart(chart: ChartName, rect: Rect, { theme: { fontSizePx, locale, convention } }: Surface): readonly Mark[] {
    const { steps, judged, training, hasFloor, tell } = this.options;
    const [name, detail = '', ...lines] = tell(readingOf(chart, { judged, hasFloor, ...(training && { training }) })).split('\n');
    const colors: readonly Ink[] = ['learned', 'exact', 'ink'];
    const axis = (x: SmallAxis, y: SmallAxis): SmallPlot => new SmallPlot({
      rect, x, y, name, detail, lines: lines.map((text, i) => ({ text, color: colors[i] })), fontSizePx, ...(locale !== undefined && { locale }),
    });
    const overSteps: SmallAxis = { lower: 1, upper: Math.max(2, steps), isLog: true };
    const at = judged.map(({ step }) => step);
    switch (chart) {
      case 'loss': {
        const { steps: xs, means } = summarise(training?.curve ?? new Float64Array(0), steps, Math.max(1, Math.floor(rect.width / COLUMN_PX)));
        const floor = hasFloor && Number.isFinite(training?.floor) ? training?.floor : undefined;
        const plot = axis(overSteps, linear([...means, ...(floor === undefined ? [] : [floor])]));
        if (floor !== undefined) plot.level(floor, 'exact');
        plot.line(xs, means, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'excess': {
        const excess = judged.map((one) => one.excess);
        const plot = axis(overSteps, ratios(excess));
        plot.line(at, excess, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'loss-by-time':
        return this.byTime(axis, training, convention);
      case 'w2': {
        const values = judged.map(({ cloud }) => cloud?.slicedW2 ?? NaN);
        const noise = judged.findLast(({ cloud }) => cloud)?.cloud?.slicedW2Noise;
        const plot = axis(overSteps, fromZero([...values, ...(noise ?? [])]));
        if (noise) plot.box([1, overSteps.upper], noise, 'exact', 0.25);
        plot.line(at, values, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'straightness': {
        const values = judged.map(({ cloud }) => cloud?.straightness ?? NaN);
        const plot = axis(overSteps, fromZero(values));
        plot.line(at, values, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'likelihood': {
        const values = judged.map(({ likelihood }) => likelihood?.learned ?? NaN);
        const target = judged.findLast(({ likelihood }) => likelihood)?.likelihood?.target;
        const best = Math.max(...values.filter(Number.isFinite));
        // Points with a little room around each have a density of their own that no network comes near: words tell it.
        const isNear = target !== undefined && target < best + LIKELIHOOD_DEPTH;
        const plot = axis(overSteps, linear([...values.filter((value) => value > best - LIKELIHOOD_DEPTH), ...(isNear ? [target] : [])]));
        if (isNear) plot.level(target, 'exact');
        plot.line(at, values, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'nearest': {
        const values = judged.map(({ nearest }) => nearest?.samples ?? NaN);
        const fresh = judged.findLast(({ nearest }) => nearest)?.nearest?.fresh;
        const plot = axis(overSteps, fromZero([...values, ...(fresh ?? [])]));
        if (fresh) plot.box([1, overSteps.upper], fresh, 'exact', 0.25);
        plot.line(at, values, { ...LINE, color: 'learned' });
        return plot.marks;
      }
      case 'evaluations': {
        const known = judged.flatMap(({ evaluations }) => evaluations ?? []);
        const plot = axis(EVALUATIONS, ratios(known.flatMap(({ own, exact }) => [...own, ...(exact?.errors ?? [])])));
        known.forEach(({ evaluations, own, exact }, i) => {
          const style = i === known.length - 1 ? LINE : EARLIER;
          plot.line(evaluations, own, { ...style, color: 'learned' });
          if (exact) plot.line(evaluations, exact.errors, { ...style, color: 'exact' });
        });
        return plot.marks;
      }
      case 'gradients': {
        const [conditional, marginal] = (['conditionalVariance', 'marginalVariance'] as const).map((which) => judged.map(({ gradients }) => gradients?.[which] ?? NaN));
        const plot = axis(overSteps, ratios([...conditional, ...marginal]));
        plot.line(at, conditional, { ...LINE, color: 'learned' });
        plot.line(at, marginal, { ...LINE, color: 'exact' });
        return plot.marks;
      }
    }
  }

  /** In each tenth of t what no network can explain, and on top what this one has not learned; the loss alone where no floor is known. */
  private byTime(axis: (x: SmallAxis, y: SmallAxis) => SmallPlot, training: TrainingProgress | undefined, convention: Convention | undefined): readonly Mark[] {
    const { lossByTime = new Float64Array(0), floorByTime = new Float64Array(0) } = training ?? {};
    const plot = axis({ lower: 0, upper: 1 }, fromZero([...lossByTime]));
    const width = 1 / lossByTime.length;
    lossByTime.forEach((loss, i) => {
      const span = [toldTime((i + 0.08) * width, convention), toldTime((i + 0.92) * width, convention)] as const;
      const floor = Number.isFinite(floorByTime[i]) ? Math.min(floorByTime[i], loss) : 0;
      plot.box(span, [0, floor], 'exact', 0.55);
      plot.box(span, [floor, loss], 'learned', 0.75);
    });
    return plot.marks;
  }
}

/** Without a length an axis has no numbers: nothing is known yet. */
const EMPTY: SmallAxis = { lower: 1, upper: 1 };

/** An axis on which all values stand, with some room. */
function linear(values: readonly number[]): SmallAxis {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return EMPTY;
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const room = 0.06 * (high > low ? high - low : Math.max(1e-6, Math.abs(high)));
  return { lower: low - room, upper: high + room };
}

function fromZero(values: readonly number[]): SmallAxis {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? EMPTY : { lower: 0, upper: Math.max(1e-6, 1.06 * Math.max(...finite)) };
}

/** An axis of equal ratios for what is above 0. */
function ratios(values: readonly number[]): SmallAxis {
  const finite = values.filter((value) => value > 0 && value < Infinity);
  if (finite.length === 0) return EMPTY;
  return { lower: Math.min(...finite) / 1.2, upper: Math.max(...finite) * 1.2, isLog: true };
}
