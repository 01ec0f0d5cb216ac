import { combineLatest, distinctUntilChanged, map, of, switchMap } from 'rxjs';
import { conversion, namedSchedule, PREDICTIONS, type Conversion, type Place, type Prediction, type ScheduleName } from '../../math/index.ts';
import { operator, toldRate, toldTime, variable, velocityFormula, type ArrowsMark, type Convention, type Formula, type LabelMark, type PointsMark, type StrokesMark, type Surface, type Writable } from '../../scene/index.ts';
import { isStill, type Predictions } from '../../streams/index.ts';
import { askPlace, lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { pairSteps, placePaths } from '../pair-paths.ts';
import { arrowBetween, createArrow, createDot } from '../single-marks.ts';
import { lengthIn, placeIn } from '../units.ts';
import type { Part } from '../view.ts';
import { arrowLegend } from '../views/legend.ts';

interface Told {
  readonly place: Place;
  readonly schedule: ScheduleName;
  readonly values: Predictions;
  /** Whether the score follows from the noise. */
  readonly isNormal: boolean;
}

/** The four predictions at a place, in the data's own units, and how each gives the others. */
export interface PredictionsReading {
  readonly key: 'predictions';
  readonly x: readonly number[];
  readonly t: number;
  readonly isLearned: boolean;
  /** Those that are numbers here. */
  readonly values: { readonly [Name in Prediction]?: readonly number[] };
  /** Of all ordered pairs; `by` is absent where it would divide by zero. */
  readonly conversions: readonly { readonly from: Prediction; readonly to: Prediction; readonly by?: Conversion }[];
  /** Whether they hold of data in standard units: those of a page's own data have another origin. */
  readonly isStandardised: boolean;
  /** Else the score stands by itself. */
  readonly isNormal: boolean;
}

/** An arrow shows where the velocity would lead in this time. */
const ARROW_TIME = 0.25;
const LOOK = { path: { color: 'through', opacity: 0.55, widthPx: 1.6, dashPx: [5, 4] }, endPx: 5, crossPx: 3.4, velocityPx: 2.6, scorePx: 1.6 } as const;
const LABEL_GAP_PX = 9;
const mean = (name: string, index: number): Formula => [operator('E['), variable(name, index), operator('|'), variable('x'), operator(']')];
const SCORE: Formula = [variable('σ'), operator('²'), operator('∇'), { kind: 'text', text: 'log' }, variable('p', 't'), operator('('), variable('x'), operator(')')];

/**
 * One network, five names: E[X_1 | x], E[X_0 | x], the velocity and the score under the cross, by the last of the models. The path between both mean
 * ends passes through x at time t with the velocity v; the arrow of the score is sigma^2 times as long, and ends in `alpha E[X_1 | x]` from a normal source.
 */
export const predictions: LayerCode<Told | undefined, PredictionsReading> = {
  ask(flow, context) {
    const problem$ = combineLatest([flow.parameters$, flow.laws$]).pipe(
      map(([{ schedule }, { source }]) => ({ schedule, isNormal: source.name === 'gaussian' })),
      distinctUntilChanged((a, b) => a.schedule === b.schedule && a.isNormal === b.isNormal),
    );
    return combineLatest([askPlace(flow, context), problem$]).pipe(
      switchMap(([place, problem]) =>
        place ? flow.predictions({ model: lastModel(context), ...place }).pipe(map((values) => ({ place, values, ...problem }))) : of(undefined)),
    );
  },
  make: (context) => new PredictionMarks(context),
};

class PredictionMarks implements LayerMarks<Told | undefined, PredictionsReading> {
  parts: readonly Part[] = [];
  reading: PredictionsReading | undefined;
  private readonly context: LayerContext;
  private readonly path: Writable<StrokesMark>;
  private readonly ends: readonly Writable<PointsMark>[];
  private readonly cross: Writable<PointsMark>;
  private readonly velocity: Writable<ArrowsMark>;
  private readonly score: Writable<ArrowsMark>;
  private told: Told | undefined;
  private convention: Convention | undefined;

  constructor(context: LayerContext) {
    const clipped = context.view.depth === 'flat';
    const dot = (color: PointsMark['color'], radiusPx: number): Writable<PointsMark> => createDot(color, radiusPx, clipped);
    this.context = context;
    this.path = { ...LOOK.path, kind: 'strokes', offsets: [0], positions: new Float32Array(0), clipped, version: 0 };
    this.ends = [dot(0, LOOK.endPx), dot(1, LOOK.endPx)];
    this.cross = dot('ink', LOOK.crossPx);
    const isLearned = !isStill(lastModel(context));
    this.velocity = createArrow({ color: isLearned ? 'learned' : 'exact', shape: isLearned ? 'dashed' : 'solid', widthPx: LOOK.velocityPx }, clipped);
    this.score = createArrow({ color: 'ink', shape: 'solid', widthPx: LOOK.scorePx }, clipped);
  }

  take(told: Told | undefined): void {
    this.told = told;
    this.reading = this.tell();
    this.parts = [];
    if (!told) return;
    const { view } = this.context;
    const { data, noise } = told.values;
    const parts: Part[] = [];
    if (data && noise) {
      this.path.offsets = [0, pairSteps(told.schedule)];
      this.path.positions = new Float32Array(3 * pairSteps(told.schedule));
      placePaths({ count: 1, x0: noise, x1: data }, told.schedule, view, this.path.positions);
      this.path.version++;
      parts.push({ mark: this.path, kind: 'probe', ...(view.overTime && { span: [0, 1] }) });
    }
    // Both ends stand at the edges of a line's plot: their names stand inside.
    const onLine = view.overTime && view.depth === 'flat';
    [noise, data].forEach((end, t) => {
      if (!end) return;
      const dot = this.ends[t];
      view.place(end, 1, t, dot.positions);
      dot.version++;
      parts.push({ mark: dot, kind: 'probe', ...(view.overTime && { span: [t, t] }) });
      parts.push({ mark: labelOf(`end ${t}`, mean('X', toldTime(t, this.convention)), t, dot.positions, t === 0 ? 'above' : 'below', onLine ? (t === 0 ? 'left' : 'right') : 'center'), kind: 'probe' });
    });
    this.parts = [...parts, ...[this.cross, this.score, this.velocity].map((mark): Part => ({ mark, kind: 'probe' }))];
  }

  /** The ends are called by the times at which they are told to be. */
  layout({ theme: { convention } }: Surface): void {
    if (convention === this.convention) return;
    this.convention = convention;
    this.take(this.told);
  }

  update(t: number): void {
    const { told, cross, velocity, score, context: { view } } = this;
    if (!told) return;
    const { place: { x, t: at }, values, schedule } = told;
    const now = view.depth === 'flat' ? at : t;
    view.place(x, 1, now, cross.positions);
    cross.version++;
    const tip = new Float64Array(3);
    velocity.count = values.velocity ? 1 : 0;
    if (values.velocity) {
      const { velocity: v } = values;
      view.place(x.map((value, k) => value + ARROW_TIME * v[k]), 1, now + ARROW_TIME, tip);
      arrowBetween(velocity, cross.positions, tip);
    }
    const sigma = namedSchedule(schedule).sigma(at);
    score.count = values.score && sigma > 0 ? 1 : 0;
    if (values.score) {
      const { score: gradient } = values;
      view.place(x.map((value, k) => value + sigma * sigma * gradient[k]), 1, now, tip);
      arrowBetween(score, cross.positions, tip);
    }
  }

  legend: LayerMarks<Told | undefined, PredictionsReading>['legend'] = (place) => {
    const { told, velocity, score } = this;
    if (!told) return undefined;
    const isLearned = !isStill(lastModel(this.context));
    const entries = [{ ...score, formula: SCORE }, { ...velocity, widthPx: LOOK.velocityPx / 2, formula: toldRate(velocityFormula(isLearned ? 'learned' : 'exact'), place.convention) }];
    return arrowLegend(place, entries, undefined);
  };

  private tell(): PredictionsReading | undefined {
    const { told, context: { units } } = this;
    if (!told) return undefined;
    const { place, values: { data, noise, velocity, score }, schedule: name, isNormal } = told;
    const schedule = namedSchedule(name);
    const names = PREDICTIONS.filter((prediction) => isNormal || prediction !== 'score');
    return {
      key: 'predictions', x: placeIn(units, place.x), t: place.t, isLearned: !isStill(lastModel(this.context)),
      values: {
        ...(data && { data: placeIn(units, data) }), ...(noise && { noise: placeIn(units, noise) }), ...(velocity && { velocity: lengthIn(units, velocity) }),
        ...(score && { score: Array.from(score, (value, axis) => value / (units?.scale[axis] ?? 1)) }),
      },
      conversions: names.flatMap((from) => names.filter((to) => to !== from).map((to) => {
        const by = conversion(schedule, place.t, from, to);
        return { from, to, ...(by && { by }) };
      })),
      isStandardised: units !== undefined, isNormal,
    };
  }
}

/** Mathematics beside a world position. */
const labelOf = (key: string, formula: Formula, color: LabelMark['color'], [x, y, z]: Float32Array, side: 'below' | 'above', align: LabelMark['align']): LabelMark => ({
  kind: 'label', key, formula, color, at: [x, y, z], offsetPx: [0, side === 'below' ? LABEL_GAP_PX : -LABEL_GAP_PX], align, baseline: side === 'below' ? 'top' : 'bottom',
});
