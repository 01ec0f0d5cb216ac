import { combineLatest, distinctUntilChanged, map, of, scan, startWith, switchMap, withLatestFrom, type Observable } from 'rxjs';
import { toldTime, variable, type Camera, type Convention, type Formula, type ImageMark, type LabelMark, type PlaneCamera, type PointsMark, type StrokesMark, type Surface } from '../../scene/index.ts';
import { isStill, type Flow, type FlowParameters, type ModelName, type Planned, type Transported } from '../../streams/index.ts';
import { lastModel, toldModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';

/** What a coupling costs, `E|x_1 - x_0|^2`, in squared inner units. */
export interface PlanReading {
  readonly key: 'plan';
  readonly coupling: 'independent' | 'ot' | 'sinkhorn';
  /** Points of the source, paired with as many of the data. */
  readonly count: number;
  /** That are paired at a time; all when absent. */
  readonly group?: number;
  readonly cost: number;
  readonly independentCost: number;
  readonly optimalCost: number;
  /** Of `sinkhorn`. */
  readonly entropic?: {
    readonly epsilon: number;
    /** That the plan has gone through; absent where they have settled. */
    readonly rounds?: number;
    /** The largest deviation of the mass of a point from what it must be, as a part of that. */
    readonly missed: number;
  };
  /** A model's own map from t = 0 to 1, and the least between the same laws: in closed form, or by so many points. */
  readonly map?: {
    readonly model: ModelName;
    readonly flow: number;
    readonly optimal: number;
    readonly count?: number;
    /** How far the paths of these points are from straight, `E integral |v|^2 dt - E|x_1 - x_0|^2`. */
    readonly bend?: number;
    /** What it cost before each round of reflow: none without. */
    readonly before: readonly number[];
  };
}

interface Needs {
  readonly plan: Planned;
  readonly parameters: Pick<FlowParameters, 'coupling' | 'epsilon'>;
  /** Of the last model's own map, with what it cost before each round of reflow; undefined while that is not known. */
  readonly transported: (Transported & { readonly before: readonly number[] }) | undefined;
}

/** Pairs that are told apart, and points by which a map's cost is known where no closed form is. */
const COUNT = { pairs: 96, cost: 400 };
const LINE = { color: 'through', opacity: 0.45, widthPx: 1 } as const;
const RADIUS_PX = 2.4;
/** Beside the square, of a sum over a row or a column that is as it must be; larger ones are cut. */
const SUM_PX = 10;
const MOST_SUM = 2.2;
const RIGHT_SUM = { dashPx: [2, 2], opacity: 0.7, widthPx: 1 } as const;
/** On a line: side of the square of the plan as a part of the plot's shorter side, and its distance from the plot's upper left corner. */
const SQUARE = { part: 0.42, insetPx: 36, opacity: 0.9 };

/**
 * The coupling of the flow: lines between ends that are drawn from its plan, and on a line the whole plan as a square, x_0 across and x_1 up, both
 * sorted, with its sums over either beside it, and dashes where they must be. What it costs is told beside the least cost, and beside that of the flow's own map, which need be neither.
 */
export const plan: LayerCode<Needs, PlanReading> = {
  ask(flow, context) {
    const { group, rounds } = context;
    const model = lastModel(context);
    const isKnown$ = model === 'exact' ? flow.exact$.pipe(map(({ known }) => known), distinctUntilChanged()) : of(true);
    const transported$ = isKnown$.pipe(switchMap((isKnown) => (isKnown ? askTransported(flow, model).pipe(startWith(undefined)) : of(undefined))));
    const parameters$ = flow.parameters$.pipe(map(({ coupling, epsilon }) => ({ coupling, epsilon })), distinctUntilChanged((a, b) => a.coupling === b.coupling && a.epsilon === b.epsilon));
    const plan$ = flow.plan({ count: COUNT.pairs, ...(group && { group }), ...(rounds && { rounds }) }).pipe(withLatestFrom(parameters$));
    return combineLatest([plan$, transported$]).pipe(map(([[plan, parameters], transported]) => ({ plan, parameters, transported })));
  },
  make: (context) => new PlanMarks(context),
};

/** A network's map costs something else after each round of reflow: what it cost before is told beside. */
function askTransported(flow: Flow, model: ModelName): Observable<Needs['transported']> {
  const transported$ = flow.transport({ model, count: COUNT.cost });
  if (isStill(model)) return transported$.pipe(map((transported) => ({ ...transported, before: [] })));
  return transported$.pipe(
    withLatestFrom(flow.training.state$),
    scan((before: { readonly costs: readonly number[]; readonly transported?: Transported }, [transported, state]) => {
      const round = 'reflows' in state ? state.reflows.length : 0;
      return { costs: [...before.costs.slice(0, round), transported.flow], transported };
    }, { costs: [] }),
    map(({ costs, transported }) => transported && { ...transported, before: costs.slice(0, -1) }),
  );
}

class PlanMarks implements LayerMarks<Needs, PlanReading> {
  parts: readonly Part[] = [];
  reading: PlanReading | undefined;
  private readonly context: LayerContext;
  private plan: Planned | undefined;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ plan, parameters: { coupling, epsilon }, transported }: Needs): void {
    const { group, rounds } = this.context;
    const { x0: { count }, cost, independentCost, optimalCost } = plan;
    this.plan = plan.x0.dimension === this.context.view.dimension ? plan : undefined;
    this.reading = {
      key: 'plan', coupling, count, cost, independentCost, optimalCost,
      ...(group && group < count && { group }),
      ...(coupling === 'sinkhorn' && { entropic: { epsilon, ...(rounds && { rounds }), missed: Math.max(...marginals(plan).flatMap((sums) => Array.from(sums, (sum) => Math.abs(sum - 1)))) } }),
      ...(transported && { map: { model: toldModel(lastModel(this.context)), ...transported, ...(!transported.isClosed && { count: COUNT.cost }) } }),
    };
  }

  layout({ theme }: Surface, camera: Camera): void {
    const { plan, context: { view } } = this;
    if (!plan) return;
    const square = view.overTime && view.depth === 'flat' ? this.square(plan, camera as PlaneCamera, theme.convention) : [];
    this.parts = [...this.pairs(plan), ...square];
  }

  update(): void {
    // A plan stands for all times.
  }

  private pairs({ x0, x1, partner }: Planned): Part[] {
    const { view } = this.context;
    const { dimension, count } = x0;
    const clipped = view.depth === 'flat';
    const positions = new Float32Array(6 * count);
    const at = (coordinates: ArrayLike<number>, i: number): number[] => Array.from({ length: dimension }, (_, k) => coordinates[i * dimension + k]);
    for (let i = 0; i < count; i++) {
      view.place(at(x0.coordinates, i), 1, 0, positions, 2 * i);
      view.place(at(x1.coordinates, partner[i]), 1, 1, positions, 2 * i + 1);
    }
    const lines: StrokesMark = { ...LINE, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, line) => 2 * line), positions, clipped, version: 0 };
    const ends = [x0, x1].map((cloud, t): Part => {
      const dots: PointsMark = { kind: 'points', count, positions: new Float32Array(3 * count), radiusPx: RADIUS_PX, color: t, opacity: 0.9, clipped, version: 0 };
      view.place(cloud.coordinates, count, t, dots.positions);
      return { mark: dots, kind: 'data', span: [t, t] };
    });
    return [{ mark: lines, kind: 'data', span: [0, 1] }, ...ends];
  }

  /** As an image of opacities, the largest weight being the darkest. */
  private square({ x0, x1, weights }: Planned, { plot, visible, unitPx }: PlaneCamera, convention: Convention | undefined): Part[] {
    const { count } = x0;
    const sidePx = SQUARE.part * Math.min(plot.width, plot.height);
    const left = visible.lower[0] + SQUARE.insetPx / unitPx[0];
    const top = visible.upper[1] - SQUARE.insetPx / 3 / unitPx[1];
    const [right, bottom] = [left + sidePx / unitPx[0], top - sidePx / unitPx[1]];
    const [across, up] = [x0, x1].map(({ coordinates }) => Array.from({ length: count }, (_, i) => i).sort((a, b) => coordinates[a] - coordinates[b]));
    const most = weights.reduce((largest, weight) => Math.max(largest, weight), 0);
    const opacities = Uint8ClampedArray.from({ length: count * count }, (_, e) => 255 * Math.sqrt(weights[across[e % count] * count + up[Math.floor(e / count)]] / most));
    const image: ImageMark = { kind: 'image', columns: count, rows: count, opacities, lower: [left, bottom], upper: [right, top], color: 'through', opacity: SQUARE.opacity };
    const frame: StrokesMark = { kind: 'strokes', offsets: [0, 5], positions: Float32Array.of(left, bottom, 0, right, bottom, 0, right, top, 0, left, top, 0, left, bottom, 0), color: 'ink', opacity: 0.7, widthPx: 1, version: 0 };
    const name = (key: string, formula: Formula, place: Pick<LabelMark, 'at' | 'offsetPx' | 'align' | 'baseline'>): LabelMark => ({ kind: 'label', key, formula, color: 'ink', ...place });
    const labels = [
      name('plan x0', [variable('x', toldTime(0, convention))], { at: [right, bottom, 0], offsetPx: [4, 0], align: 'left', baseline: 'middle' }),
      name('plan x1', [variable('x', toldTime(1, convention))], { at: [left, top, 0], offsetPx: [0, -2], align: 'center', baseline: 'bottom' }),
    ];
    const [rows, columns] = marginals({ x0, x1, weights });
    // Sums stand outside of the square, as far from its side as they are large.
    const below = (sum: number): number => bottom - (SUM_PX * Math.min(MOST_SUM, sum)) / unitPx[1];
    const beside = (sum: number): number => left - (SUM_PX * Math.min(MOST_SUM, sum)) / unitPx[0];
    const place = (rank: number, from: number, to: number): number => from + ((to - from) * rank) / count;
    const sums = [
      stroke(across.flatMap((i, rank) => [[place(rank, left, right), below(rows[i])], [place(rank + 1, left, right), below(rows[i])]]), 0),
      stroke(up.flatMap((j, rank) => [[beside(columns[j]), place(rank, bottom, top)], [beside(columns[j]), place(rank + 1, bottom, top)]]), 1),
      { ...stroke([[left, below(1)], [right, below(1)]], 'ink'), ...RIGHT_SUM },
      { ...stroke([[beside(1), bottom], [beside(1), top]], 'ink'), ...RIGHT_SUM },
    ];
    return [image, frame, ...sums, ...labels].map((mark): Part => ({ mark, kind: 'probe', span: [0, 1] }));
  }
}

function stroke(places: readonly (readonly number[])[], color: StrokesMark['color']): StrokesMark {
  return { kind: 'strokes', offsets: [0, places.length], positions: Float32Array.from(places.flatMap(([x, y]) => [x, y, 0])), color, opacity: 0.9, widthPx: 1.3, version: 0 };
}

/** Sums of a plan over its rows and its columns, as parts of what they must be. */
function marginals({ x0: { count }, weights }: Pick<Planned, 'x0' | 'x1' | 'weights'>): readonly [rows: Float64Array, columns: Float64Array] {
  const [rows, columns] = [new Float64Array(count), new Float64Array(count)];
  weights.forEach((weight, e) => {
    rows[Math.floor(e / count)] += weight * count;
    columns[e % count] += weight * count;
  });
  return [rows, columns];
}
