import { combineLatest, distinctUntilChanged, map, of, type Observable } from 'rxjs';
import { namedSchedule, type ScheduleName, type Trajectories } from '../../math/index.ts';
import type { PointsMark, StrokesMark, Writable } from '../../scene/index.ts';
import type { Flow, ModelName } from '../../streams/index.ts';
import { askCloud } from '../ask.ts';
import { orderChanges, pairCrossings } from '../crossings.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { pairSteps, placePaths, shownPairs, type PairEnds } from '../pair-paths.ts';
import type { Part } from '../view.ts';

interface Needs {
  readonly schedule: ScheduleName;
  readonly pairs: PairEnds;
  /** The flow's own paths, from the same noise. */
  readonly cloud: Trajectories;
}

/** Where straight paths cross, and that the flow's own do not. */
export interface CrossingsReading {
  readonly key: 'crossings';
  readonly count: number;
  /** On a line, where two paths at one place at one time are no accident: crossings of the pairs' paths, and pairs of the flow's paths that have changed their order. */
  readonly onLine?: { readonly pairs: number; readonly flow: number };
}

/** Points that are paired at a time, as many as in a batch: an optimal pairing of fewer is another one. */
const BATCH = 256;
const LOOK = { path: { color: 'ink', opacity: 0.75, widthPx: 1.1 }, dashPx: [4, 3], endPx: 2.6, crossingPx: 2.2 } as const;
/** Of one line among so many; more are fainter each. */
const FEW = 12;

/**
 * The conditional paths of the pairs that the flow's coupling makes of its noise and draws of the data, straight where the schedule is linear. On a
 * line it is marked where two of them cross, in (x, t): there the velocity is a mean of both.
 */
export const pairs: LayerCode<Needs, CrossingsReading> = {
  ask(flow, context) {
    const model = context.models[context.models.length - 1];
    const schedule$ = flow.parameters$.pipe(map(({ schedule }) => schedule), distinctUntilChanged());
    return combineLatest([schedule$, askEnds(flow, context, model), askCloud(flow, context, model)]).pipe(map(([schedule, ends, cloud]) => ({ schedule, pairs: ends, cloud })));
  },
  make: (context) => new PairPathMarks(context),
};

/** A conditional field leads to its own draws of the data, whatever the coupling is. */
function askEnds(flow: Flow, context: LayerContext, model: ModelName): Observable<PairEnds> {
  const { view: { dimension } } = context;
  const count = shownPairs(context);
  const isConditional = model.startsWith('conditional');
  const plan$ = flow.plan({ count: BATCH });
  const data$ = isConditional ? flow.pairs({ model, x: new Array<number>(dimension).fill(0), t: 0, count: 1 }).pipe(map(({ x1 }) => x1)) : of(undefined);
  return combineLatest([plan$, data$]).pipe(
    map(([{ x0, x1, partner }, data]) => ({
      count, x0: x0.coordinates,
      x1: Float64Array.from({ length: count * dimension }, (_, at) => {
        const [i, k] = [Math.floor(at / dimension), at % dimension];
        return data ? data[(i * dimension + k) % data.length] : x1.coordinates[partner[i] * dimension + k];
      }),
    })),
  );
}

class PairPathMarks implements LayerMarks<Needs, CrossingsReading> {
  parts: readonly Part[] = [];
  reading: CrossingsReading | undefined;
  private readonly context: LayerContext;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ schedule, pairs: ends, cloud }: Needs): void {
    const { view } = this.context;
    const clipped = view.depth === 'flat';
    const { count, x0, x1 } = ends;
    const steps = pairSteps(schedule);
    const fading = Math.min(1, Math.sqrt(FEW / count));
    const paths: Writable<StrokesMark> = {
      ...LOOK.path, opacity: LOOK.path.opacity * fading, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, i) => i * steps),
      positions: new Float32Array(3 * count * steps), ...(clipped && { dashPx: LOOK.dashPx }), clipped, version: 0,
    };
    placePaths(ends, schedule, view, paths.positions);
    const dots = (places: ArrayLike<number>, t: number): Writable<PointsMark> => {
      const mark: Writable<PointsMark> = { kind: 'points', count, positions: new Float32Array(3 * count), radiusPx: LOOK.endPx, color: t, opacity: 0.9, clipped, version: 0 };
      view.place(places, count, t, mark.positions);
      return mark;
    };
    const span = (mark: Part['mark'], from: number, to: number): Part => ({ mark, kind: 'still', ...(view.overTime && { span: [from, to] }) });
    this.parts = [span(paths, 0, 1), span(dots(x0, 0), 0, 0), span(dots(x1, 1), 1, 1)];
    if (view.dimension > 1) {
      this.reading = { key: 'crossings', count };
      return;
    }
    const crossings = pairCrossings(ends, namedSchedule(schedule));
    const marks: Writable<PointsMark> = { kind: 'points', count: crossings.length, positions: new Float32Array(3 * crossings.length), radiusPx: LOOK.crossingPx, color: 'ink', opacity: 0.9, clipped, version: 0 };
    crossings.forEach(({ x, t }, i) => view.place([x], 1, t, marks.positions, i));
    this.parts = [...this.parts, span(marks, 0, 1)];
    this.reading = { key: 'crossings', count, onLine: { pairs: crossings.length, flow: orderChanges(cloud, count) } };
  }

  update(): void {}
}
