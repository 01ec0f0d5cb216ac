import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { isBetweenLaws, type PairsThrough, type Place, type ScheduleName } from '../../math/index.ts';
import { toldRate, velocityFormula, type ArrowsMark, type PointsMark, type StrokesMark, type Surface, type Writable } from '../../scene/index.ts';
import { isStill, type Flow, type ModelName, type PointValues, type WhyUnknown } from '../../streams/index.ts';
import { askPlace } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { lookOf } from '../looks.ts';
import { pairSteps, placePaths } from '../pair-paths.ts';
import { arrowBetween, createArrow } from '../single-marks.ts';
import { lengthIn, placeIn } from '../units.ts';
import type { Part } from '../view.ts';
import { arrowLegend } from '../views/legend.ts';

/** What is told of a place. */
interface Told {
  readonly place: Place;
  readonly schedule: ScheduleName;
  readonly pairs: PairsThrough;
  /** Of the model whose pairs they are, then of the learned one where it is shown. */
  readonly values: readonly PointValues[];
}

interface Needs {
  /** Undefined while nobody points. */
  readonly told: Told | undefined;
  /** Why no pairs can be told. */
  readonly why?: WhyUnknown | 'guidance';
}

/** The pairs (x_0, x_1) whose paths pass through one place, in words and numbers, in the data's own units. */
export type PairsReading = { readonly key: 'pairs'; readonly known: false; readonly why: WhyUnknown | 'guidance' } | {
  readonly key: 'pairs';
  readonly known: true;
  readonly x: readonly number[];
  readonly t: number;
  /** The marginal velocity, mean over all pairs. */
  readonly v: readonly number[];
  readonly learned?: readonly number[];
  readonly kind: PairsThrough['kind'];
  readonly count: number;
  /** Mean of those that were drawn. */
  readonly mean: readonly number[];
  readonly standardErrors: readonly number[];
  readonly effective: number;
  readonly parts: number;
  readonly isOnPath: boolean;
};

/** Draws for `pairs="all"`: by then the mean has settled. */
const DRAWS_OF_ALL = 1000;
/** More lines through a point are a blot, and so are arrows from it. */
const MOST_DRAWN = 150;
const MOST_ARROWS = 40;
/** Weights are drawn in so many strengths. */
const LEVELS = 5;
const LOOK = { opacity: { path: 0.5, end: 0.95, arrow: 0.8 }, pathPx: { least: 0.6, more: 1.7 }, endPx: { least: 1.3, more: 2.7 }, arrowPx: { least: 0.7, more: 0.9 }, meanPx: 3, crossPx: 3.4 };
/** So many equally heavy pairs are drawn at full strength; more are fainter each. */
const STRONG = 8;
/** An arrow shows where its velocity would lead in this time: on straight paths it lies on the path. */
const ARROW_TIME = 0.25;
/** Lines and dots are as thick as told in a figure so wide; finer in a smaller one. */
const ROOM_PX = 600;
const FINEST = 0.55;

/** v_t(x) as a mean: the pairs whose paths pass under the cross, as heavy as their posterior weight, their velocities, and the mean of these. */
export const pairs: LayerCode<Needs, PairsReading> = {
  ask(flow, context) {
    return askPlace(flow, context).pipe(switchMap((place) => (place ? askPairs(flow, context, place) : of({ told: undefined }))));
  },
  make: (context) => new PairMarks(context),
};

/** Whose pairs are shown: a learned velocity is the mean of none that are known. */
const modelOf = ({ models }: LayerContext): ModelName => models.find(isStill) ?? 'exact';

function askPairs(flow: Flow, context: LayerContext, place: Place): Observable<Needs> {
  const { presses$, models, pairs: atOnce } = context;
  const model = modelOf(context);
  const drawn = atOnce === 'all' ? DRAWS_OF_ALL : atOnce;
  const shown = [model, ...models.filter((name) => !isStill(name))];
  const told$ = combineLatest([flow.parameters$, presses$]).pipe(
    switchMap(([{ schedule }, presses]) =>
      combineLatest([
        flow.pairs({ model, ...place, count: drawn * (1 + presses) }),
        combineLatest(shown.map((name) => flow.values({ model: name, points: place.x, t: place.t }))),
      ]).pipe(map(([pairs, values]) => ({ told: { place, schedule, pairs, values } })))),
  );
  if (model !== 'exact') return told$;
  return flow.exact$.pipe(switchMap((exact) => (!exact.known ? of({ told: undefined, why: exact.why }) : isBetweenLaws(exact.model) ? told$ : of({ told: undefined, why: 'guidance' as const }))));
}

interface Level {
  readonly paths: Writable<StrokesMark>;
  readonly starts: Writable<PointsMark>;
  readonly ends: Writable<PointsMark>;
  readonly arrows: Writable<ArrowsMark>;
}

class PairMarks implements LayerMarks<Needs, PairsReading> {
  parts: readonly Part[] = [];
  reading: PairsReading | undefined;
  private readonly context: LayerContext;
  /** From the lightest. */
  private readonly levels: readonly Level[];
  private readonly cross: Writable<PointsMark>;
  private readonly mean: Writable<ArrowsMark>;
  private readonly drawnMean: Writable<ArrowsMark>;
  private readonly learned: Writable<ArrowsMark>;
  private needs: Needs = { told: undefined };
  /** Which pairs each level draws. */
  private members: readonly (readonly number[])[] = [];
  /** And of which the velocity. */
  private pointed: readonly (readonly number[])[] = [];

  constructor(context: LayerContext) {
    const clipped = context.view.depth === 'flat';
    const none = (): Float32Array => new Float32Array(0);
    const dots = (color: number, strength: number): Writable<PointsMark> =>
      ({ kind: 'points', count: 0, positions: none(), radiusPx: 0, color, opacity: LOOK.opacity.end * strength, clipped, version: 0 });
    this.context = context;
    this.levels = Array.from({ length: LEVELS }, (_, level) => {
      const strength = (level + 1) / LEVELS;
      return {
        paths: { kind: 'strokes', offsets: [0], positions: none(), widthPx: 0, color: 'through', opacity: LOOK.opacity.path * strength, clipped, version: 0 },
        starts: dots(0, strength),
        ends: dots(1, strength),
        arrows: { ...createArrow({ color: 'ink', shape: 'solid', widthPx: 0 }, clipped), opacity: LOOK.opacity.arrow * strength },
      };
    });
    this.cross = { ...dots(0, 1), count: 1, positions: new Float32Array(3), color: 'ink', opacity: 1 };
    this.mean = createArrow({ color: 'exact', shape: 'solid', widthPx: LOOK.meanPx }, clipped);
    this.drawnMean = createArrow({ color: 'ink', shape: 'dashed', widthPx: LOOK.meanPx / 2 }, clipped);
    this.learned = createArrow({ ...lookOf('learned').arrows, widthPx: LOOK.meanPx / 2 }, clipped);
  }

  take(needs: Needs): void {
    this.needs = needs;
    this.reading = this.tell();
    const { told } = needs;
    if (!told) {
      this.parts = [];
      return;
    }
    const { view } = this.context;
    // Of all pairs the heaviest come first; of draws the latest are the news.
    const { weights, kind, count } = told.pairs;
    const from = kind === 'draws' ? Math.max(0, count - MOST_DRAWN) : 0;
    const shown = Array.from({ length: told.pairs.isOnPath ? Math.min(count, MOST_DRAWN) : 0 }, (_, i) => from + i);
    const strong = kind === 'draws' ? 1 / Math.min(STRONG, count) : weights[0];
    const levelOf = (i: number): number => Math.min(LEVELS - 1, Math.floor(LEVELS * Math.sqrt((kind === 'draws' ? 1 / Math.min(count, MOST_DRAWN) : weights[i]) / strong)));
    this.members = this.levels.map((_, level) => shown.filter((i) => levelOf(i) === level));
    this.levels.forEach((level, l) => this.fill(level, this.members[l], told));
    const pointed = new Set(kind === 'draws' ? shown.slice(-MOST_ARROWS) : shown.slice(0, MOST_ARROWS));
    this.pointed = this.members.map((members) => members.filter((i) => pointed.has(i)));
    const span = (part: Part, [a, b]: readonly [number, number]): Part => (view.overTime ? { ...part, span: [a, b] } : part);
    const of = (pick: (level: Level) => Part): Part[] => this.levels.filter((_, l) => this.members[l].length > 0).map(pick);
    this.parts = [
      ...of(({ paths }) => span({ mark: paths, kind: 'probe' }, [0, 1])),
      ...of(({ starts }) => span({ mark: starts, kind: 'probe' }, [0, 0])),
      ...of(({ ends }) => span({ mark: ends, kind: 'probe' }, [1, 1])),
      { mark: this.cross, kind: 'probe' },
      ...of(({ arrows }) => ({ mark: arrows, kind: 'probe' })),
      ...[this.mean, this.drawnMean, this.learned].map((mark): Part => ({ mark, kind: 'probe' })),
    ];
  }

  /** The conditional paths and their ends, which stand whatever the time is. */
  private fill({ paths, starts, ends }: Level, members: readonly number[], { pairs: { x0, x1 }, schedule }: Told): void {
    const { view } = this.context;
    const { dimension } = view;
    const steps = pairSteps(schedule);
    const count = members.length;
    const pick = (values: Float64Array): Float64Array => Float64Array.from({ length: count * dimension }, (_, at) => values[members[Math.floor(at / dimension)] * dimension + (at % dimension)]);
    const [from, to] = [pick(x0), pick(x1)];
    paths.offsets = Array.from({ length: count + 1 }, (_, i) => i * steps);
    paths.positions = new Float32Array(3 * count * steps);
    placePaths({ count, x0: from, x1: to }, schedule, view, paths.positions);
    for (const [mark, places, t] of [[starts, from, 0], [ends, to, 1]] as const) {
      mark.count = count;
      mark.positions = new Float32Array(3 * count);
      view.place(places, count, t, mark.positions);
    }
    for (const mark of [paths, starts, ends]) mark.version++;
  }

  layout({ widthPx }: Surface): void {
    const fineness = Math.min(1, Math.max(FINEST, widthPx / ROOM_PX));
    this.levels.forEach(({ paths, starts, ends, arrows }, level) => {
      const strength = (level + 1) / LEVELS;
      paths.widthPx = fineness * (LOOK.pathPx.least + LOOK.pathPx.more * strength);
      starts.radiusPx = ends.radiusPx = fineness * (LOOK.endPx.least + LOOK.endPx.more * strength);
      arrows.widthPx = fineness * (LOOK.arrowPx.least + LOOK.arrowPx.more * strength);
    });
    this.cross.radiusPx = fineness * LOOK.crossPx;
  }

  update(t: number): void {
    const { needs: { told }, cross, context: { view } } = this;
    if (!told) return;
    const { place, pairs: { velocities, mean, kind, isOnPath }, values } = told;
    const { dimension } = view;
    const now = view.depth === 'flat' ? place.t : t;
    view.place(place.x, 1, now, cross.positions);
    cross.version++;
    const tip = new Float64Array(3);
    const set = (mark: Writable<ArrowsMark>, at: number, velocity: Float64Array): void => {
      view.place(place.x.map((value, k) => value + ARROW_TIME * velocity[k]), 1, now + ARROW_TIME, tip);
      arrowBetween(mark, cross.positions, tip, at);
    };
    this.levels.forEach(({ arrows }, l) => {
      const count = (arrows.count = this.pointed[l].length);
      if (arrows.positions.length !== 3 * count) [arrows.positions, arrows.vectors] = [new Float32Array(3 * count), new Float32Array(3 * count)];
      this.pointed[l].forEach((i, at) => set(arrows, at, velocities.subarray(i * dimension, (i + 1) * dimension)));
    });
    const alone = (mark: Writable<ArrowsMark>, velocity: Float64Array | undefined): void => {
      mark.count = velocity && Math.hypot(...velocity) > 0 ? 1 : 0;
      if (mark.count > 0) set(mark, 0, velocity!);
    };
    alone(this.mean, isOnPath ? values[0].velocity : undefined);
    alone(this.drawnMean, kind === 'draws' && isOnPath ? mean : undefined);
    alone(this.learned, values[1]?.velocity);
  }

  legend: LayerMarks<Needs, PairsReading>['legend'] = (place) => {
    const { needs: { told }, context: { view } } = this;
    if (!told) return undefined;
    return arrowLegend(place, [{ ...this.mean, widthPx: LOOK.meanPx / 2, formula: toldRate(velocityFormula('exact'), place.convention) }], view.overTime ? undefined : ARROW_TIME * view.scale * place.pxPerWorld);
  };

  private tell(): PairsReading | undefined {
    const { needs: { told, why }, context: { units } } = this;
    if (why) return { key: 'pairs', known: false, why };
    if (!told) return undefined;
    const { place, values, pairs: { kind, count, mean, standardErrors, effective, parts, isOnPath } } = told;
    // At the end of paths to points no velocity is defined, neither at them nor beside.
    const isDefined = values[0].velocity.every(Number.isFinite);
    return {
      key: 'pairs', known: true, x: placeIn(units, place.x), t: place.t, v: isDefined ? lengthIn(units, values[0].velocity) : [], ...(values.length > 1 && { learned: lengthIn(units, values[1].velocity) }),
      kind, count, mean: lengthIn(units, mean), standardErrors: lengthIn(units, standardErrors).map(Math.abs), effective, parts, isOnPath: isOnPath && isDefined,
    };
  }
}
