import { combineLatest, distinctUntilChanged, filter, map, type Observable } from 'rxjs';
import type { Grid, Place, ScheduleName } from '../math/index.ts';
import type { ArrowsMark, Camera, Ink, Mark, PointsMark, StrokesMark, Surface } from '../scene/index.ts';
import { CLOUD, defaultsOf, STAGES, type Flow, type Laws, type SlowMoment, type Stage } from '../streams/index.ts';
import { here } from '../code/index.ts';
import { cellsOf, gridOf, lineGrid } from './extent.ts';
import type { FieldFrame } from './field-frame.ts';
import { domainOf, figure, type FigureScene } from './figure.ts';
import type { LayerCode, LayerContext, LayerMarks } from './layer.ts';
import { pairSteps, placePaths } from './pair-paths.ts';
import { lengthIn, placeIn } from './units.ts';
import type { Lattice, Part } from './view.ts';
import type { ViewName } from './views/table.ts';

/** What is shown of an optimiser step, in the data's own units but for squares; of the pair that is pointed at, the first when none is. */
export interface LearningStepReading {
  readonly key: 'learningStep';
  readonly stage: Stage;
  /** Of the run, from 1. */
  readonly step: number;
  /** From 1, of so many. */
  readonly pair: number;
  readonly batch: number;
  readonly t: number;
  readonly x0: readonly number[];
  readonly x1: readonly number[];
  readonly x: readonly number[];
  readonly wanted: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** `|v_theta - wanted|^2` of the pair, before and after the step. */
  readonly square: number;
  readonly squareAfter: number;
  readonly loss: number;
  readonly lossAfter: number;
  readonly learningRate: number;
  readonly weights: number;
  readonly moved: number;
  /** Time at which the change of the field is drawn; absent where it is drawn at all. */
  readonly at?: number;
}

interface Needs {
  readonly moment: SlowMoment;
  readonly schedule: ScheduleName;
  readonly cross: Place | undefined;
}

/** Pairs that are drawn with lines and arrows; more are a blot. */
const MOST_PAIRS = 48;
/** Arrows are as long as the way in this time. */
const ARROW_TIME = 0.2;
const RADIUS_PX = { end: 2.4, now: 2.8, chosen: 4.6 };
const TIMES = Float64Array.from({ length: 9 }, (_, i) => i / 8);
const NODES = { line: 61, columns: 25, cells: 7 };
/** On a line, of the distance between neighbours. */
const LINE_ARROW = 0.8;

const viewOf = ({ target: { dimension } }: Laws): ViewName => (dimension === 1 ? 'line' : dimension === 2 ? 'plane' : 'volume');

/** Where the change of a field is told for such a figure. */
export function changePlaces(laws: Laws): { readonly grid: Grid; readonly times: Float64Array } {
  const domain = domainOf(laws, viewOf(laws));
  const { dimension } = laws.target;
  return { grid: dimension === 1 ? lineGrid(domain, NODES.line) : dimension === 2 ? gridOf(domain, NODES.columns) : cellsOf(domain, NODES.cells), times: TIMES };
}

/** The stages of an optimiser step as pictures of the data: on a line over time, in the plane, or in space. */
export function learningStep(flow: Flow, laws: Laws, moment$: Observable<SlowMoment | undefined>, cross$: Observable<Place | undefined>): Observable<FigureScene> {
  const code: LayerCode<Needs, LearningStepReading> = {
    ask(_, context) {
      const schedule$ = flow.parameters$.pipe(map(({ schedule }) => schedule), distinctUntilChanged());
      const isOfView = (moment: SlowMoment | undefined): moment is SlowMoment => moment?.explained.model.dimension === context.view.dimension;
      return combineLatest([moment$.pipe(filter(isOfView)), schedule$, context.cross$]).pipe(map(([moment, schedule, cross]) => ({ moment, schedule, cross })));
    },
    make: (context) => new StepMarks(context),
  };
  return figure(flow, laws, { view: viewOf(laws), models: ['learned'], cloud: defaultsOf(CLOUD), layers: [{ name: 'step', code: here(code as LayerCode<unknown, LearningStepReading>) }], cross$ });
}

class StepMarks implements LayerMarks<Needs, LearningStepReading> {
  parts: readonly Part[] = [];
  reading: LearningStepReading | undefined;
  private readonly context: LayerContext;
  private own: readonly Part[] = [];
  private change: FieldFrame | undefined;
  private lattice: Lattice | undefined;
  private t = Number.NaN;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take(needs: Needs): void {
    const { frameOf } = this.context;
    const { moment: { explained, stage } } = needs;
    this.change = stage === 'field' ? frameOf(explained.change) : undefined;
    this.own = this.pairs(needs);
    this.reading = this.read(needs);
    this.t = Number.NaN;
  }

  layout(surface: Surface, camera: Camera): void {
    this.lattice = this.context.view.lattice(surface, camera);
    this.t = Number.NaN;
  }

  update(t: number): void {
    if (t === this.t) return;
    this.t = t;
    const { change, lattice, reading } = this;
    this.parts = change && lattice ? [...this.changed(change, lattice, t), ...this.own] : this.own;
    if (reading && change && !lattice?.times) this.reading = { ...reading, at: t };
  }

  /** The pair nearest to the cross, by time as well where that is an axis of the paper. */
  private chosen({ moment: { explained: { t, x } }, cross }: Needs): number {
    const { view: { dimension, overTime } } = this.context;
    if (!cross) return 0;
    let [best, least] = [0, Infinity];
    for (let row = 0; row < t.length; row++) {
      let square = overTime ? (t[row] - cross.t) ** 2 : 0;
      for (let k = 0; k < dimension; k++) square += (x[row * dimension + k] - cross.x[k]) ** 2;
      if (square < least) [best, least] = [row, square];
    }
    return best;
  }

  private read(needs: Needs): LearningStepReading {
    const { units, view: { dimension } } = this.context;
    const { moment: { stage, explained: { step, t, x0, x1, x, wanted, before, after, loss, lossAfter, learningRate, weights, moved } } } = needs;
    const row = this.chosen(needs);
    const of = (values: Float64Array | Float32Array): Float64Array => Float64Array.from(values.subarray(row * dimension, (row + 1) * dimension));
    const squareTo = (said: Float64Array): number => of(said).reduce((sum, value, k) => sum + (value - wanted[row * dimension + k]) ** 2, 0);
    return {
      key: 'learningStep', stage, step, pair: row + 1, batch: t.length, t: t[row], x0: placeIn(units, of(x0)), x1: placeIn(units, of(x1)), x: placeIn(units, of(x)),
      wanted: lengthIn(units, of(wanted)), before: lengthIn(units, of(before)), after: lengthIn(units, of(after)), square: squareTo(before), squareAfter: squareTo(after),
      loss, lossAfter, learningRate, weights, moved,
    };
  }

  private pairs(needs: Needs): Part[] {
    const { moment: { stage, explained: { t, x0, x1, x, wanted, before, after } }, schedule } = needs;
    const { view: { dimension } } = this.context;
    const chosen = this.chosen(needs);
    const others = Array.from({ length: Math.min(t.length, MOST_PAIRS) }, (_, row) => row).filter((row) => row !== chosen);
    const at = STAGES.indexOf(stage);
    const tips = (velocities: ArrayLike<number>): Float64Array => Float64Array.from(x, (value, i) => value + ARROW_TIME * velocities[i]);
    const [goal, was, is] = [tips(wanted), tips(before), tips(after)];
    return [others, [chosen]].flatMap((rows, i): Part[] => {
      const isChosen = i === 1;
      const faint = isChosen ? 1 : Math.min(0.6, 3 / Math.sqrt(rows.length + 1));
      const marks: Mark[] = [];
      const gather = (from: ArrayLike<number>): Float64Array => Float64Array.from(rows.flatMap((row) => Array.from({ length: dimension }, (_, k) => from[row * dimension + k])));
      if (at <= 2 || isChosen) {
        const fading = at <= 1 ? 1 : 0.5;
        marks.push(this.paths(gather(x0), gather(x1), rows.length, schedule, fading * (isChosen ? 0.9 : 0.5 * faint), isChosen ? 1.6 : 1));
        marks.push(this.dots(gather(x0), rows.map(() => 0), 0, RADIUS_PX.end, fading * faint), this.dots(gather(x1), rows.map(() => 1), 1, RADIUS_PX.end, fading * faint));
      }
      const times = rows.map((row) => t[row]);
      const wide = isChosen ? 2.2 : 1.2;
      if (at >= 2 && at <= 4) marks.push(this.arrows(gather(x), gather(goal), times, { color: 'ink', shape: 'solid', widthPx: wide, opacity: faint }));
      if (at >= 2 && at <= 4) marks.push(this.arrows(gather(x), gather(was), times, { color: 'learned', shape: 'dashed', widthPx: wide, opacity: faint * (at === 4 ? 0.4 : 1) }));
      if (at === 4) marks.push(this.arrows(gather(x), gather(is), times, { color: 'learned', shape: 'solid', widthPx: wide, opacity: faint }));
      if (at === 3 || at === 4) marks.push(this.lines(gather(at === 4 ? is : was), gather(goal), times, isChosen ? 2.6 : 1.6, faint));
      // Dots of about the same time have its colour.
      if (at >= 1) for (let tenth = 0; tenth < 10; tenth++) {
        const near = rows.filter((row) => Math.min(9, Math.floor(10 * t[row])) === tenth);
        if (near.length > 0) marks.push(this.dots(near.flatMap((row) => Array.from(x.subarray(row * dimension, (row + 1) * dimension))), near.map((row) => t[row]), (tenth + 0.5) / 10, isChosen ? RADIUS_PX.chosen : RADIUS_PX.now, Math.max(faint, 0.5)));
      }
      return marks.map((mark): Part => ({ mark, kind: isChosen ? 'probe' : 'still', ...(this.context.view.overTime && { span: [0, 1] }) }));
    });
  }

  private get look(): { readonly clipped: boolean; readonly version: 0 } {
    return { clipped: this.context.view.depth === 'flat', version: 0 };
  }

  private place(places: ArrayLike<number>, times: readonly number[], out: Float32Array, stride = 1, first = 0): void {
    const { view } = this.context;
    const { dimension } = view;
    times.forEach((t, i) => view.place(Array.from({ length: dimension }, (_, k) => places[i * dimension + k]), 1, t, out, first + stride * i));
  }

  private dots(places: ArrayLike<number>, times: readonly number[], color: number, radiusPx: number, opacity: number): PointsMark {
    const positions = new Float32Array(3 * times.length);
    this.place(places, times, positions);
    return { ...this.look, kind: 'points', count: times.length, positions, radiusPx, color, opacity };
  }

  private paths(x0: Float64Array, x1: Float64Array, count: number, schedule: ScheduleName, opacity: number, widthPx: number): StrokesMark {
    const steps = pairSteps(schedule);
    const positions = new Float32Array(3 * count * steps);
    placePaths({ count, x0, x1 }, schedule, this.context.view, positions);
    return { ...this.look, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, i) => i * steps), positions, color: 'ink', opacity, widthPx };
  }

  /** From place to place, which on paper over time stand later by the way's time. */
  private arrows(from: Float64Array, to: Float64Array, times: readonly number[], look: Pick<ArrowsMark, 'color' | 'shape' | 'widthPx' | 'opacity'>): ArrowsMark {
    const count = times.length;
    const [start, end] = [new Float32Array(3 * count), new Float32Array(3 * count)];
    this.place(from, times, start);
    this.place(to, times.map((t) => t + ARROW_TIME), end);
    return { ...this.look, ...look, kind: 'arrows', count, positions: start.map((value, i) => (value + end[i]) / 2), vectors: start.map((value, i) => end[i] - value) };
  }

  private lines(from: Float64Array, to: Float64Array, times: readonly number[], widthPx: number, opacity: number): StrokesMark {
    const count = times.length;
    const positions = new Float32Array(6 * count);
    const later = times.map((t) => t + ARROW_TIME);
    this.place(from, later, positions, 2);
    this.place(to, later, positions, 2, 1);
    return { ...this.look, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, i) => 2 * i), positions, color: 'target', opacity, widthPx };
  }

  /** What the step adds to the velocity, on the view's lattice; on paper over time upwards or downwards, at all times at once. */
  private changed(change: FieldFrame, lattice: Lattice, t: number): Part[] {
    const { view } = this.context;
    const { dimension } = view;
    const { places, times, spacing } = lattice;
    const [from, vectors]: [number[], number[]] = [[], []];
    const [velocity, vector, at] = [new Float64Array(dimension), new Float64Array(3), new Float64Array(3)];
    const color: Ink = 'learned';
    for (let place = 0, k = 0; place < places.length; place += dimension, k++) {
      change.moveTo(times ? times[k] : t);
      if (!change.sample(places, place, velocity)) continue;
      let part = 1;
      if (times) vector.set([0, (LINE_ARROW * spacing * Math.max(-1, Math.min(1, velocity[0] / change.speed))), 0]);
      else part = Math.min(lattice.longest, lattice.direct(velocity, change.speed, vector));
      if (!(part >= lattice.shortest)) continue;
      view.place(places.subarray(place, place + dimension), 1, times ? times[k] : t, at);
      for (let axis = 0; axis < 3; axis++) {
        from.push(at[axis]);
        vectors.push(part * vector[axis]);
      }
    }
    const mark: ArrowsMark = { ...this.look, kind: 'arrows', count: from.length / 3, positions: Float32Array.from(from), vectors: Float32Array.from(vectors), color, opacity: view.arrows.opacity, widthPx: 1.5 * view.arrows.widthPx, shape: 'solid' };
    return [{ mark, kind: 'field', ...(view.depth === 'flat' && view.overTime && { span: [0, 1] }) }];
  }
}
