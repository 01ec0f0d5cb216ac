import { combineLatest, distinctUntilChanged, map, of, startWith, switchMap } from 'rxjs';
import type { Place } from '../../math/index.ts';
import type { PointsMark, StrokesMark, Writable } from '../../scene/index.ts';
import type { ModelName, PointValues, Traced } from '../../streams/index.ts';
import { toldModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { looksOf } from '../looks.ts';
import { createDot } from '../single-marks.ts';
import { TracedWay } from '../traced.ts';
import { placeIn, volumeIn } from '../units.ts';
import type { Part } from '../view.ts';

/** Log density of a point of the data, by the path that leads to it. */
export interface LikelihoodReading {
  readonly key: 'likelihood';
  readonly x: readonly number[];
  /** At which it is a point. */
  readonly t: number;
  readonly entries: readonly ({ readonly model: ModelName } & (
    | {
        readonly known: true;
        /** `log p_0` where it comes from, in the units of x. */
        readonly logSource: number;
        /** Of the divergence over the way from t = 0. */
        readonly integral: number;
        /** Standard deviation of Hutchinson's estimate of it by one vector of signs; 0 on a line. */
        readonly spread: number;
        readonly logDensity: number;
      }
    | { readonly known: false; readonly why: 'points' | 'solver' }
  ))[];
  /** The log density of the first model in closed form, where it is a number. */
  readonly closed?: number;
}

interface Needs {
  /** Undefined while nobody points. */
  readonly place: Place | undefined;
  /** Of each model, in their order. */
  readonly traced: readonly Traced[];
  /** The density there in closed form, where a model has one. */
  readonly values: PointValues | undefined;
}

const NOBODY: Needs = { place: undefined, traced: [], values: undefined };
/** Vertices of a path. */
const STEPS = 97;
const PATH_PX = 1.8;
const RADIUS_PX = { now: 5, end: 3.6 };
/** Times between the ends at which a disc stands for volume, and its largest size, which others are a part of by their volume. */
const DISCS = 7;
const DISC = { mostPx: 15, leastPx: 0.6, opacity: 0.22 };

/**
 * A point of the data traced back to the noise that it comes from: `log p_1(x_1) = log p_0(x_0) - integral of div v_t`, its integral exactly and as
 * Hutchinson estimates it, by each model. Discs along the way are as large as the volume around the point is. Where time runs across the paper, the
 * point stands at the time under the cross.
 */
export const likelihood: LayerCode<Needs, LikelihoodReading> = {
  ask: (flow, { cross$, models, view }) =>
    cross$.pipe(
      map((cross) => cross && { x: cross.x, t: view.depth === 'flat' && view.overTime ? cross.t : 1 }),
      distinctUntilChanged((a, b) => a?.t === b?.t && a?.x.join() === b?.x.join()),
      switchMap((place) => {
        if (!place) return of(NOBODY);
        const traced$ = combineLatest(models.map((model) => flow.trace({ model, points: place.x, at: place.t, withJacobians: false })));
        const values$ = flow.values({ model: models[0], points: place.x, t: place.t }).pipe(startWith(undefined));
        return combineLatest([traced$, values$]).pipe(map(([traced, values]) => ({ place, traced, values })));
      }),
    ),
  make: (context) => new LikelihoodMarks(context),
};

class LikelihoodMarks implements LayerMarks<Needs, LikelihoodReading> {
  parts: readonly Part[] = [];
  reading: LikelihoodReading | undefined;
  private readonly context: LayerContext;
  private ways: readonly TracedWay[] = [];
  private dots: readonly Writable<PointsMark>[] = [];

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ place, traced, values }: Needs): void {
    const { models, view: { overTime } } = this.context;
    this.reading = place && this.readingOf(place, traced, values);
    this.ways = traced.flatMap((way) => (way.known ? [new TracedWay(way)] : []));
    const looks = looksOf(models).filter((_, i) => traced[i]?.known);
    const whole = overTime ? { span: [0, 1] as const } : {};
    this.dots = this.ways.map(() => this.dot(1, 0, RADIUS_PX.now));
    this.parts = this.ways.flatMap((way, i): Part[] => {
      const ends = [0, place?.t ?? 1].map((t): Part => ({ mark: this.dot(t, t, RADIUS_PX.end, way), kind: 'probe', ...(overTime && { span: [t, t] }) }));
      return [
        ...this.discs(way).map((mark): Part => ({ mark, kind: 'probe', ...whole })),
        { mark: this.path(way, place?.t ?? 1, models.length > 1 ? looks[i].paths : { color: 'through', opacity: 0.9 }), kind: 'probe', ...whole },
        ...ends,
        { mark: this.dots[i], kind: 'probe' },
      ];
    });
  }

  update(t: number): void {
    const { view } = this.context;
    this.dots.forEach((dot, i) => {
      view.place(this.ways[i].placesAt(t), 1, t, dot.positions);
      dot.color = t;
      dot.version++;
    });
  }

  private dot(color: number, t: number, radiusPx: number, way?: TracedWay): Writable<PointsMark> {
    const { view } = this.context;
    const mark = createDot(color, radiusPx, view.depth === 'flat');
    if (way) view.place(way.placesAt(t), 1, t, mark.positions);
    return mark;
  }

  /** As large as the volume that the point's surroundings have there; the largest of the way is `DISC.mostPx`. */
  private discs(way: TracedWay): PointsMark[] {
    const { view: { dimension } } = this.context;
    const times = Array.from({ length: DISCS + 2 }, (_, i) => way.times[0] + ((way.times[way.times.length - 1] - way.times[0]) * i) / (DISCS + 1));
    const growths = times.map((t) => way.growthAt(t)[0] / dimension);
    const largest = Math.max(...growths);
    return times.map((t, i) => ({ ...this.dot(t, t, Math.max(DISC.leastPx, DISC.mostPx * Math.exp(growths[i] - largest)), way), opacity: DISC.opacity }));
  }

  private path(way: TracedWay, to: number, look: Pick<StrokesMark, 'color' | 'opacity' | 'dashPx'>): StrokesMark {
    const { view } = this.context;
    const positions = new Float32Array(3 * STEPS);
    for (let s = 0; s < STEPS; s++) view.place(way.placesAt((to * s) / (STEPS - 1)), 1, (to * s) / (STEPS - 1), positions, s);
    return { ...look, kind: 'strokes', offsets: [0, STEPS], positions, widthPx: PATH_PX, clipped: view.depth === 'flat', version: 0 };
  }

  private readingOf({ x, t }: Place, traced: readonly Traced[], values: PointValues | undefined): LikelihoodReading {
    const { models, units } = this.context;
    // A density of the data's own units is that of ours by a unit of volume.
    const logVolume = Math.log(volumeIn(units, x.length));
    const density = values?.density?.[0];
    return {
      key: 'likelihood', x: placeIn(units, x), t,
      entries: traced.map((way, i) => {
        const model = toldModel(models[i]);
        if (!way.known) return { model, known: false, why: way.why };
        const { sourceLogDensity, expansion, estimates } = way;
        const count = 2 ** (x.length - 1);
        // The way is recorded from the point back: over it from the source, divergence sums to minus that.
        const mean = -expansion[0];
        const variance = estimates.subarray(0, count).reduce((sum, estimate) => sum + (estimate + mean) ** 2, 0) / count;
        return { model, known: true, logSource: sourceLogDensity[0] - logVolume, integral: mean, spread: Math.sqrt(variance), logDensity: sourceLogDensity[0] - mean - logVolume };
      }),
      ...(density !== undefined && density > 0 && { closed: Math.log(density) - logVolume }),
    };
  }
}
