import { map, of, switchMap } from 'rxjs';
import type { Place } from '../../math/index.ts';
import { operator, toldRate, variable, type ArrowsMark, type Formula, type PointsMark, type StrokesMark, type Writable } from '../../scene/index.ts';
import { isStill, type Averaged } from '../../streams/index.ts';
import { askPlace, lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { arrowBetween, createArrow, createDot } from '../single-marks.ts';
import { lengthIn, placeIn } from '../units.ts';
import type { Part } from '../view.ts';
import { arrowLegend } from '../views/legend.ts';

interface Told {
  readonly place: Place;
  readonly way: Averaged;
}

/** How a point is carried from its time to another in one step, in the data's own units. */
export type AverageVelocityReading = { readonly key: 'average-velocity'; readonly x: readonly number[]; readonly s: number; readonly t: number } & (
  { readonly known: false } | {
    readonly known: true;
    readonly isLearned: boolean;
    /** As a network has learned it, where it has; else that of the flow itself. */
    readonly u: readonly number[];
    readonly v: readonly number[];
    /** Where the flow leads, and one step by its own u. */
    readonly end: readonly number[];
    /** Where one step by a learned u leads, and how far that is from there on each axis. */
    readonly step?: { readonly end: readonly number[]; readonly miss: readonly number[] };
    /** Where one Euler step leads, and how far that is from there on each axis. */
    readonly eulerEnd: readonly number[];
    readonly miss: readonly number[];
  }
);

/** Stretches of the drawn way. */
const STEPS = 40;
const LOOK = { way: { color: 'through', opacity: 0.95, widthPx: 1.8 }, crossPx: 3.4, endPx: 5, arrowPx: 2.2, eulerPx: 1.6 } as const;
const VELOCITY: Formula = [variable('v', 's'), operator('('), variable('x'), operator(')')];
const AVERAGE: Formula = [variable('u'), operator('('), variable('x'), operator(','), variable('s'), operator(','), variable('t'), operator(')')];

/**
 * The average velocity u(x, s, t) of the flow from the time s of the cross to the time `until`, beside the velocity v_s(x), by the last of the
 * models: both are drawn as one step to that time. That by u ends where the flow does, but for what a network that has learned u has not.
 */
export const averageVelocity: LayerCode<Told | undefined, AverageVelocityReading> = {
  ask(flow, context) {
    const { until: to } = context;
    return askPlace(flow, context).pipe(
      switchMap((place) => (place ? flow.averageVelocity({ model: lastModel(context), ...place, to, steps: STEPS }).pipe(map((way) => ({ place, way }))) : of(undefined))),
    );
  },
  make: (context) => new AverageMarks(context),
};

class AverageMarks implements LayerMarks<Told | undefined, AverageVelocityReading> {
  parts: readonly Part[] = [];
  reading: AverageVelocityReading | undefined;
  private readonly context: LayerContext;
  private readonly way: Writable<StrokesMark>;
  private readonly cross: Writable<PointsMark>;
  private readonly end: Writable<PointsMark>;
  private readonly eulerEnd: Writable<PointsMark>;
  /** Where one step by u ends. */
  private readonly stepEnd = new Float32Array(3);
  private readonly average: Writable<ArrowsMark>;
  private readonly euler: Writable<ArrowsMark>;
  private told: Told | undefined;

  constructor(context: LayerContext) {
    const clipped = context.view.depth === 'flat';
    const dot = (color: PointsMark['color'], radiusPx: number): Writable<PointsMark> => createDot(color, radiusPx, clipped);
    const isLearned = !isStill(lastModel(context));
    this.context = context;
    this.way = { ...LOOK.way, kind: 'strokes', offsets: [0, STEPS + 1], positions: new Float32Array(3 * (STEPS + 1)), clipped, version: 0 };
    this.cross = dot('ink', LOOK.crossPx);
    this.end = dot(context.until, LOOK.endPx);
    this.eulerEnd = dot('ink', LOOK.crossPx);
    this.average = createArrow({ color: isLearned ? 'learned' : 'exact', shape: isLearned ? 'dashed' : 'solid', widthPx: LOOK.arrowPx }, clipped);
    this.euler = createArrow({ color: 'ink', shape: 'solid', widthPx: LOOK.eulerPx }, clipped);
  }

  take(told: Told | undefined): void {
    this.told = told;
    this.reading = this.tell();
    this.parts = [];
    if (!told) return;
    const { view, until } = this.context;
    const { way, place: { x, t } } = told;
    const probe = (mark: Part['mark'], span?: readonly [number, number]): Part => ({ mark, kind: 'probe', ...(span && view.overTime && { span }) });
    const span = [Math.min(t, until), Math.max(t, until)] as const;
    view.place(x, 1, t, this.cross.positions);
    if (!way.known) {
      this.parts = [probe(this.cross)];
      return;
    }
    const { dimension } = view;
    way.times.forEach((time, s) => view.place(way.places.subarray(s * dimension, (s + 1) * dimension), 1, time, this.way.positions, s));
    view.place(way.places.subarray(-dimension), 1, until, this.end.positions);
    view.place(stepEnd(told, until, way.learned ?? way.average), 1, until, this.stepEnd);
    view.place(stepEnd(told, until, way.velocity), 1, until, this.eulerEnd.positions);
    for (const [arrow, end] of [[this.average, this.stepEnd], [this.euler, this.eulerEnd.positions]] as const) {
      arrow.count = t === until ? 0 : 1;
      arrowBetween(arrow, this.cross.positions, end);
    }
    for (const mark of [this.way, this.cross, this.end, this.eulerEnd]) mark.version++;
    this.parts = [probe(this.way, span), probe(this.euler, span), probe(this.average, span), probe(this.eulerEnd, [until, until]), probe(this.end, [until, until]), probe(this.cross)];
  }

  /** All of it stands where the cross does, at its own times. */
  update(): void {}

  legend: LayerMarks<Told | undefined, AverageVelocityReading>['legend'] = (place) => {
    if (!this.told?.way.known) return undefined;
    return arrowLegend(place, [{ ...this.euler, formula: toldRate(VELOCITY, place.convention) }, { ...this.average, widthPx: LOOK.eulerPx, formula: toldRate(AVERAGE, place.convention) }], undefined);
  };

  private tell(): AverageVelocityReading | undefined {
    const { told, context: { units, until } } = this;
    if (!told) return undefined;
    const { place: { x, t: s }, way } = told;
    const here = { key: 'average-velocity', x: placeIn(units, x), s, t: until } as const;
    if (!way.known) return { ...here, known: false };
    const end = way.places.slice(-x.length);
    const euler = stepEnd(told, until, way.velocity);
    const missOf = (place: readonly number[]): readonly number[] => lengthIn(units, place.map((value, k) => value - end[k]));
    const step = way.learned && stepEnd(told, until, way.learned);
    return {
      ...here, known: true, isLearned: !isStill(lastModel(this.context)), u: lengthIn(units, way.learned ?? way.average), v: lengthIn(units, way.velocity),
      end: placeIn(units, end), ...(step && { step: { end: placeIn(units, step), miss: missOf(step) } }), eulerEnd: placeIn(units, euler), miss: missOf(euler),
    };
  }
}

/** Where one step by a velocity ends. */
const stepEnd = ({ place: { x, t } }: Told, until: number, velocity: Float64Array): number[] => x.map((value, k) => value + (until - t) * velocity[k]);
