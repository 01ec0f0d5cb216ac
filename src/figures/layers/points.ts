import { combineLatest, of, switchMap } from 'rxjs';
import { interpolateTrajectories, type Trajectories } from '../../math/index.ts';
import type { PointsMark, StrokesMark, Writable } from '../../scene/index.ts';
import { askPaths } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { countLeftOut } from './left-out.ts';

/** Vertices of a path. */
const STEPS = 97;
const PATH = { color: 'through', opacity: 0.9, widthPx: 1.8 } as const;
const RADIUS_PX = { now: 5, end: 3.4 };

/**
 * Chosen points where they are at time t, and their paths: back to the noise that each comes from, its code, and on to the data. By the last of
 * the models.
 */
export const points: LayerCode<readonly Trajectories[]> = {
  ask: (flow, context) =>
    context.chosen$.pipe(
      switchMap((chosen) => (chosen.length === 0 ? of([]) : combineLatest(chosen.map(({ x, t }) => askPaths(flow, context, x, t))))),
    ),
  make: (context) => new ChosenMarks(context),
};

class ChosenMarks implements LayerMarks<readonly Trajectories[]> {
  parts: readonly Part[] = [];
  leftOut = 0;
  private readonly context: LayerContext;
  private paths: readonly Trajectories[] = [];
  private dots: Writable<PointsMark> | undefined;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take(paths: readonly Trajectories[]): void {
    const { view, domain } = this.context;
    const clipped = view.depth === 'flat';
    this.paths = paths;
    this.leftOut = paths.reduce((sum, path) => sum + countLeftOut(path, domain), 0);
    const lines: Writable<StrokesMark> = {
      ...PATH, kind: 'strokes', offsets: Array.from({ length: paths.length + 1 }, (_, line) => line * STEPS),
      positions: new Float32Array(3 * STEPS * paths.length), clipped, version: 0,
    };
    const cloud = (t: number): Writable<PointsMark> => ({ kind: 'points', count: paths.length, positions: new Float32Array(3 * paths.length), radiusPx: RADIUS_PX.end, color: t, opacity: 1, clipped, version: 0 });
    const place = new Float32Array(view.dimension);
    paths.forEach((path, line) => {
      for (let s = 0; s < STEPS; s++) {
        interpolateTrajectories(path, s / (STEPS - 1), place);
        view.place(place, 1, s / (STEPS - 1), lines.positions, line * STEPS + s);
      }
    });
    const ends = [cloud(0), cloud(1)];
    ends.forEach((mark, t) => this.write(mark, t));
    this.dots = { ...cloud(0), radiusPx: RADIUS_PX.now };
    this.parts = [
      { mark: lines, kind: 'probe', ...(view.overTime && { span: [0, 1] }) },
      ...ends.map((mark, t): Part => ({ mark, kind: 'probe', ...(view.overTime && { span: [t, t] }) })),
      { mark: this.dots, kind: 'probe' },
    ];
  }

  update(t: number): void {
    if (!this.dots) return;
    this.dots.color = t;
    this.write(this.dots, t);
    this.dots.version++;
  }

  private write({ positions }: PointsMark, t: number): void {
    const { view } = this.context;
    const place = new Float32Array(view.dimension);
    this.paths.forEach((path, i) => {
      interpolateTrajectories(path, t, place);
      view.place(place, 1, t, positions, i);
    });
  }
}
