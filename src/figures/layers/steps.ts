import { combineLatest, map, of, startWith, switchMap } from 'rxjs';
import { medianDistance, type Trajectories } from '../../math/index.ts';
import { variable, type Camera, type LabelMark, type PlaneCamera, type PointsMark, type StrokesMark, type Surface, type Writable } from '../../scene/index.ts';
import type { SolversCompared } from '../../streams/index.ts';
import { askCloud, lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { evenly } from '../members.ts';
import type { Part } from '../view.ts';

/** The steps that a solver takes from t = 0 to t = 1. */
export interface StepsReading {
  readonly key: 'steps';
  readonly count: number;
  /** Of the field, for one point. */
  readonly evaluations: number;
  /** Lengths in t, and when the shortest begins. */
  readonly shortest: number;
  readonly longest: number;
  readonly shortestAt: number;
  /** Median distance at t = 1 from where the flow leads, over so many points; absent while that is not known, and of paths with noise. */
  readonly error?: number;
  readonly points?: number;
}

interface Needs {
  readonly cloud: Trajectories;
  /** Whose steps are shown. */
  readonly members: readonly number[];
  /** Where the flow leads them; undefined while that is computed, and of paths with noise. */
  readonly truth: Trajectories | undefined;
  /** Undefined for want of the same. */
  readonly compared: SolversCompared | undefined;
}

/** Paths that are told apart. */
const SHOWN = { flat: 9, deep: 9 };
const TRUTH = { solver: 'dopri5', tolerance: 1e-8 } as const;
const STEP = { color: 'through', opacity: 0.95, widthPx: 1.8, radiusPx: 2.6 } as const;
const PATH = { color: 'exact', opacity: 0.9, widthPx: 1.3, dashPx: [4, 3] } as const;
/** The line of times in the plane: its distance from the edges of the plot, and the size of its ticks. */
const TICKS = { insetPx: 16, upPx: 14, lengthPx: 9, radiusPx: 4 };

/** What a solver does of some paths: its steps as segments beside the flow's own path, and the times at which they end. */
export const steps: LayerCode<Needs, StepsReading> = {
  ask(flow, context) {
    const model = lastModel(context);
    const isNoisy = context.cloud.solver === 'sde';
    const compared$ = isNoisy ? of(undefined) : flow.solverErrors({ model }).pipe(startWith(undefined));
    const shown$ = askCloud(flow, context, model).pipe(switchMap((cloud) => {
      const members = membersOf(cloud, context);
      const points = members.flatMap((i) => [...cloud.positions.subarray(i * cloud.dimension, (i + 1) * cloud.dimension)]);
      const truth$ = isNoisy || points.length === 0 ? of(undefined) : flow.paths({ model, points, at: 0, ...TRUTH }).pipe(startWith(undefined));
      return truth$.pipe(map((truth) => ({ cloud, members, truth })));
    }));
    return combineLatest([shown$, compared$]).pipe(map(([shown, compared]) => ({ ...shown, compared })));
  },
  make: (context) => new StepMarks(context),
};

/** On a line from the lowest to the highest; else the first ones, which are as random as any. */
const membersOf = (cloud: Trajectories, { view: { dimension, depth } }: LayerContext): number[] =>
  dimension === 1 ? evenly(cloud, SHOWN[depth]) : Array.from({ length: Math.min(SHOWN[depth], cloud.count) }, (_, i) => i);

class StepMarks implements LayerMarks<Needs, StepsReading> {
  parts: readonly Part[] = [];
  reading: StepsReading | undefined;
  private readonly context: LayerContext;
  private times: Float64Array = new Float64Array(0);
  private paths: readonly Part[] = [];
  private readonly now: Writable<PointsMark>;
  private ruler: PlaneCamera | undefined;

  constructor(context: LayerContext) {
    this.context = context;
    this.now = { kind: 'points', count: 1, positions: new Float32Array(3), radiusPx: TICKS.radiusPx, color: 0, opacity: 1, version: 0 };
  }

  take({ cloud, members, truth, compared }: Needs): void {
    this.times = cloud.times;
    this.reading = this.readingOf(cloud, compared);
    const all = truth ? [this.pathOf(truth, members.map((_, i) => i))] : [];
    this.paths = [...all, ...this.stepsOf(cloud, members)].map((mark): Part => ({ mark, kind: 'data', span: [0, 1] }));
  }

  layout(_surface: Surface, camera: Camera): void {
    const { view } = this.context;
    this.ruler = view.depth === 'flat' ? (camera as PlaneCamera) : undefined;
    this.parts = [...this.paths, ...(this.ruler ? this.rulerMarks(this.ruler).map((mark): Part => ({ mark, kind: 'probe' })) : [])];
  }

  update(t: number): void {
    if (!this.ruler || this.context.view.overTime) return;
    this.now.positions.set(onRuler(this.ruler, t));
    this.now.color = t;
    this.now.version++;
  }

  private stepsOf(cloud: Trajectories, members: readonly number[]): (StrokesMark | PointsMark)[] {
    const lines = this.pathOf(cloud, members);
    const { positions, clipped } = lines;
    const { widthPx, radiusPx, color, opacity } = STEP;
    const look = { color, opacity, clipped, version: 0 };
    return [{ ...look, kind: 'strokes', offsets: lines.offsets, positions, widthPx }, { ...look, kind: 'points', count: positions.length / 3, positions, radiusPx }];
  }

  /** Straight from each recorded time to the next. */
  private pathOf({ times, positions: states, count, dimension }: Trajectories, members: readonly number[]): StrokesMark {
    const { view } = this.context;
    const positions = new Float32Array(3 * times.length * members.length);
    members.forEach((i, line) => times.forEach((t, s) => {
      const at = (s * count + i) * dimension;
      view.place(states.subarray(at, at + dimension), 1, t, positions, line * times.length + s);
    }));
    return { ...PATH, kind: 'strokes', offsets: Array.from({ length: members.length + 1 }, (_, line) => line * times.length), positions, clipped: view.depth === 'flat', version: 0 };
  }

  /** Where t runs across the paper the ticks stand on its axis; in the plane on a line of their own. */
  private rulerMarks(camera: PlaneCamera): (StrokesMark | PointsMark | LabelMark)[] {
    const { overTime } = this.context.view;
    const up = TICKS.lengthPx / camera.unitPx[1];
    const base = overTime ? (t: number): number[] => [t, camera.visible.lower[1], 0] : (t: number): number[] => onRuler(camera, t);
    const lines = [...this.times].flatMap((t) => {
      const [x, y] = base(t);
      return [x, y, 0, x, y + up, 0];
    });
    const whole = overTime ? [] : [...base(0), ...base(1)];
    const positions = Float32Array.from([...whole, ...lines]);
    const ticks: StrokesMark = { kind: 'strokes', offsets: Array.from({ length: positions.length / 6 + 1 }, (_, line) => 2 * line), positions, widthPx: 1.4, color: 'ink', opacity: 0.85, version: 0 };
    if (overTime) return [ticks];
    const [x, y] = base(1);
    const name: LabelMark = { kind: 'label', key: 'steps t', formula: [variable('t')], color: 'ink', at: [x, y, 0], offsetPx: [0, -TICKS.lengthPx - 2], align: 'right', baseline: 'bottom' };
    return [ticks, this.now, name];
  }

  private readingOf({ times, evaluations, positions, count, dimension }: Trajectories, compared: SolversCompared | undefined): StepsReading {
    let [shortest, longest] = [1, 1];
    for (let s = 1; s < times.length; s++) {
      if (times[s] - times[s - 1] < times[shortest] - times[shortest - 1]) shortest = s;
      if (times[s] - times[s - 1] > times[longest] - times[longest - 1]) longest = s;
    }
    const length = (s: number): number => times[s] - times[s - 1];
    const known = compared?.known ? Math.min(count, compared.ends.length / dimension) : 0;
    const last = positions.subarray(positions.length - count * dimension);
    return {
      key: 'steps', count: times.length - 1, evaluations, shortest: length(shortest), longest: length(longest), shortestAt: times[shortest - 1],
      ...(compared?.known && Number.isInteger(known) && { error: medianDistance(last.subarray(0, known * dimension), compared.ends, dimension), points: known }),
    };
  }
}

/** Inside the plot, above its lower edge. */
function onRuler({ plot, visible: { lower }, unitPx }: PlaneCamera, t: number): number[] {
  return [lower[0] + (TICKS.insetPx + t * (plot.width - 2 * TICKS.insetPx)) / unitPx[0], lower[1] + TICKS.upPx / unitPx[1], 0];
}
