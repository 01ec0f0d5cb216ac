import { combineLatest, map, of, startWith } from 'rxjs';
import { fittedOrder, isRounding, medianDistance, type SolverCurve, type Trajectories } from '../../math/index.ts';
import { formatNumber, type Camera, type PlaneCamera, type PointsMark, type Role, type StrokesMark, type Surface, type TextMark } from '../../scene/index.ts';
import type { CloudOptions, SolversCompared } from '../../streams/index.ts';
import { lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { TICK_SIZE } from '../views/axes.ts';

/** How far solvers end from where the flow leads. */
export type SolverErrorsReading =
  | { readonly key: 'solverErrors'; readonly known: false }
  | {
      readonly key: 'solverErrors';
      readonly known: true;
      /** Where the flow leads is known in closed form. */
      readonly isClosed: boolean;
      /** The figure's own paths have noise, and with it no error. */
      readonly isNoisy: boolean;
      /** Fitted: an error falls as evaluations to this power, its sign turned. */
      readonly orders: readonly { readonly solver: string; readonly order: number }[];
      /** Of even steps, that are still too coarse for an order to show. One whose errors fall to rounding at once has none. */
      readonly coarse: readonly string[];
      /** Of the figure's own solver: median distance at t = 1 over so many points. */
      readonly own?: { readonly solver: CloudOptions['solver']; readonly evaluations: number; readonly error: number; readonly count: number };
    };

interface Needs {
  readonly compared: SolversCompared;
  /** The figure's own; undefined while they are computed, and of paths with noise. */
  readonly cloud: Trajectories | undefined;
}

/** Each solver of the chart by colour and, for those who see fewer of them, by dashes. */
const LOOKS: Readonly<Record<SolverCurve['solver'], { readonly color: Role; readonly dashPx?: readonly [number, number] }>> = {
  euler: { color: 'source' }, midpoint: { color: 'through', dashPx: [7, 3] }, heun: { color: 'target' }, rk4: { color: 'exact' }, dopri5: { color: 'ink', dashPx: [2, 3] },
};
const WIDTH_PX = { own: 2.6, other: 1.5 };
const RADIUS_PX = { own: 5, other: 2.2 };
const OPACITY = { own: 1, other: 0.75 };
/** Errors that are rounding alone stand below the chart. */
const LEAST = 1e-16;
/** Of names, between lines and from the end of a curve. */
const LINE_EM = 1.15;
const GAP_PX = 7;

/** How far each solver ends from where the flow leads, over evaluations of the field, with the slopes of the curves; the figure's own is the dot. */
export const error: LayerCode<Needs, SolverErrorsReading> = {
  ask(flow, context) {
    const model = lastModel(context);
    // Of whatever dimension: a chart has none of its own.
    const own$ = context.cloud.solver === 'sde' ? of(undefined) : flow.cloud({ ...context.cloud, model }).pipe(startWith(undefined));
    return combineLatest([flow.solverErrors({ model }), own$]).pipe(map(([compared, cloud]) => ({ compared, cloud })));
  },
  make: (context) => new ErrorMarks(context),
};

class ErrorMarks implements LayerMarks<Needs, SolverErrorsReading> {
  parts: readonly Part[] = [];
  reading: SolverErrorsReading | undefined;
  private readonly context: LayerContext;
  private curves: readonly SolverCurve[] = [];
  private orders: readonly (number | undefined)[] = [];
  private drawn: readonly Part[] = [];

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ compared, cloud }: Needs): void {
    const { isVariant, cloud: { solver } } = this.context;
    this.drawn = [];
    this.curves = [];
    if (!compared.known) {
      this.reading = { key: 'solverErrors', known: false };
      return;
    }
    const { ends, isClosed, resolved } = compared;
    this.curves = compared.curves.filter((curve) => !isVariant || curve.solver === solver);
    this.orders = this.curves.map((curve) => (curve.solver === 'dopri5' ? undefined : fittedOrder(curve, resolved)));
    const own = cloud && ownOf(cloud, ends);
    this.reading = {
      key: 'solverErrors', known: true, isClosed, isNoisy: solver === 'sde', ...(own && { own: { ...own, solver } }),
      orders: this.curves.flatMap((curve, i) => (this.orders[i] === undefined ? [] : [{ solver: curve.solver, order: this.orders[i] }])),
      coarse: this.curves.flatMap((curve, i) => (this.orders[i] === undefined && curve.solver !== 'dopri5' && !isRounding(curve, resolved) ? [curve.solver] : [])),
    };
    this.drawn = [...this.curves.flatMap((curve) => this.curveOf(curve)), ...(own ? [this.dots(own.evaluations, own.error)] : [])];
  }

  layout({ theme }: Surface, camera: Camera): void {
    this.parts = [...this.drawn, ...this.names(camera as PlaneCamera, TICK_SIZE * theme.fontSizePx, theme.locale).map((mark): Part => ({ mark, kind: 'probe' }))];
  }

  update(): void {
    // Errors are those at t = 1.
  }

  private curveOf({ solver, evaluations, errors }: SolverCurve): Part[] {
    const emphasis = solver === this.context.cloud.solver ? 'own' : 'other';
    const count = evaluations.length;
    const coordinates = new Float64Array(2 * count);
    evaluations.forEach((cost, i) => coordinates.set([cost, Math.max(LEAST, errors[i])], 2 * i));
    const positions = new Float32Array(3 * count);
    this.context.view.place(coordinates, count, 1, positions);
    const look = { ...LOOKS[solver], opacity: OPACITY[emphasis], clipped: true, version: 0 };
    const line: StrokesMark = { ...look, kind: 'strokes', offsets: [0, count], positions, widthPx: WIDTH_PX[emphasis] };
    const dots: PointsMark = { kind: 'points', color: look.color, opacity: look.opacity, clipped: true, version: 0, count, positions, radiusPx: RADIUS_PX.other };
    return [line, dots].map((mark): Part => ({ mark, kind: 'data' }));
  }

  private dots(evaluations: number, error: number): Part {
    const positions = new Float32Array(3);
    this.context.view.place([evaluations, Math.max(LEAST, error)], 1, 1, positions);
    const { solver } = this.context.cloud;
    return { mark: { kind: 'points', count: 1, positions, radiusPx: RADIUS_PX.own, color: Object.hasOwn(LOOKS, solver) ? LOOKS[solver as SolverCurve['solver']].color : 'ink', opacity: 1, clipped: true, version: 0 }, kind: 'data' };
  }

  /** At the ends of the curves, as far as they are seen, with their slopes; those that end close together stand apart. */
  private names({ visible: { lower, upper }, unitPx }: PlaneCamera, sizePx: number, locale: string | undefined): TextMark[] {
    const floor = 10 ** lower[1];
    const ends = this.curves.map(({ evaluations, errors }, i) => {
      const last = Math.max(0, errors.findLastIndex((size, k) => size >= floor && Math.log10(evaluations[k]) <= upper[0]));
      const heightOf = (k: number): number => Math.log10(Math.max(LEAST, errors[k]));
      const next = Math.min(last + 1, errors.length - 1);
      const [from, to] = [last, next].map((k) => Math.log10(evaluations[k]));
      // A curve that goes on is named where it leaves the plot.
      const part = to > upper[0] ? (upper[0] - from) / (to - from) : 0;
      const up = Math.min(upper[1], Math.max(lower[1], heightOf(last) + part * (heightOf(next) - heightOf(last))));
      return { i, at: [from + part * (to - from), up, 0] as const, heightPx: up * unitPx[1] };
    }).sort((a, b) => b.heightPx - a.heightPx);
    let free = Infinity;
    return ends.map(({ i, at, heightPx }) => {
      const standsPx = Math.min(heightPx, free);
      free = standsPx - LINE_EM * sizePx;
      const { solver } = this.curves[i];
      const order = this.orders[i];
      return {
        kind: 'text', text: order === undefined ? solver : `${solver} ${formatNumber(-order, 1, locale)}`, at, offsetPx: [GAP_PX, heightPx - standsPx],
        align: 'left', baseline: 'middle', size: TICK_SIZE, color: LOOKS[solver].color, opacity: 1,
      };
    });
  }
}

/** Of the points whose ends are known. */
function ownOf({ dimension, count, positions, evaluations }: Trajectories, ends: Float64Array): { evaluations: number; error: number; count: number } | undefined {
  const known = Math.min(count, ends.length / dimension);
  if (!Number.isInteger(known)) return undefined;
  const last = positions.subarray(positions.length - count * dimension).subarray(0, known * dimension);
  return { evaluations, error: medianDistance(last, ends, dimension), count: known };
}
