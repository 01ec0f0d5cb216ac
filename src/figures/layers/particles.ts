import { combineLatest, map } from 'rxjs';
import { interpolateTrajectories, type Trajectories } from '../../math/index.ts';
import { assertDimension, type Camera, type PointsMark, type Surface, type ThreadsMark, type Writable } from '../../scene/index.ts';
import { askCloud, lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';
import { countLeftOut } from './left-out.ts';

/** How much model time a trail looks back, and in how many pieces it bends. */
const TRAIL = 0.09;
const TRAIL_STEPS = 6;
const TRAIL_OPACITY = 0.55;
/** So many points of a cloud have trails: those of a crowd lie under its dots. */
const MOST_TRAILS = 2000;
/** Dots of this radius would cover this part of the distance between neighbours, were they spread evenly. */
const RADIUS_PART = 0.12;
const RADIUS_PX = { min: 1.4, max: 2.7 };
/** Draws of the data to which a conditional field leads, while they are few enough to be told apart. */
const DRAWS = { most: 30, radiusPx: 4.5, color: 1, opacity: 1 } as const;

interface Needs extends Trajectories {
  /** Interleaved coordinates. */
  readonly draws?: ArrayLike<number>;
}

/** The flow's cloud at time t, carried by the last of the models, with trails that fade and, where the view has room, its two ends; over it the few draws to which a conditional field leads. */
export const particles: LayerCode<Needs> = {
  ask(flow, context) {
    const model = lastModel(context);
    const cloud$ = askCloud(flow, context, model);
    const [kind, draws] = model.split('-');
    if (kind !== 'conditional' || Number(draws) > DRAWS.most) return cloud$;
    const draws$ = flow.pairs({ model, x: new Array<number>(context.view.dimension).fill(0), t: 0, count: 1 });
    return combineLatest([cloud$, draws$]).pipe(map(([cloud, { x1 }]) => ({ ...cloud, draws: x1 })));
  },
  make: (context) => new ParticleMarks(context),
};

class ParticleMarks implements LayerMarks<Needs> {
  parts: readonly Part[] = [];
  private cloud: readonly Part[] = [];
  leftOut = 0;
  private readonly context: LayerContext;
  private trajectories: Trajectories | undefined;
  private dots: Writable<PointsMark> | undefined;
  private trails: Writable<ThreadsMark> | undefined;
  private ends: readonly Writable<PointsMark>[] = [];
  private scratch = new Float32Array(0);
  /** The part of it that has trails. */
  private trailing = this.scratch;
  private shown = Number.NaN;
  private roomPx = 0;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ draws, ...trajectories }: Needs): void {
    const { domain, view } = this.context;
    assertDimension('Trajectories', trajectories, view.dimension);
    this.trajectories = trajectories;
    this.leftOut = countLeftOut(trajectories, domain);
    if (this.scratch.length !== trajectories.count * trajectories.dimension) this.create(trajectories.count);
    this.ends.forEach((end, k) => {
      this.write(k, end.positions, 0, end.count);
      end.version++;
    });
    this.parts = draws ? [...this.cloud, this.drawn(draws)] : this.cloud;
    this.shown = Number.NaN;
  }

  private drawn(draws: ArrayLike<number>): Part {
    const { view } = this.context;
    const count = draws.length / view.dimension;
    const mark: PointsMark = { ...DRAWS, kind: 'points', count, positions: new Float32Array(3 * count), clipped: view.depth === 'flat', version: 0 };
    view.place(draws, count, 1, mark.positions);
    return { mark, kind: 'data', ...(view.overTime && { span: [1, 1] }) };
  }

  layout(_surface: Surface, { plot }: Camera): void {
    this.roomPx = plot.width * plot.height;
    this.size();
  }

  update(t: number): void {
    const { dots, trails, trajectories, context: { view } } = this;
    if (!dots || !trajectories || t === this.shown) return;
    this.shown = t;
    if (trails) {
      for (let s = 0; s < TRAIL_STEPS; s++) {
        const then = Math.max(0, t - TRAIL * (1 - s / (TRAIL_STEPS - 1)));
        trails.times[s] = then;
        interpolateTrajectories(trajectories, then, this.trailing);
        view.place(this.trailing, trails.count, then, trails.positions, s * trails.count);
      }
      trails.version++;
    }
    this.write(t, dots.positions, 0, dots.count);
    dots.color = t;
    dots.version++;
  }

  /** The first `count` points at time t, to the world. */
  private write(t: number, out: Float32Array, first: number, count: number): void {
    interpolateTrajectories(this.trajectories!, t, this.scratch);
    this.context.view.place(this.scratch, count, t, out, first);
  }

  private create(points: number): void {
    const { view } = this.context;
    const { opacity, fade, trailPx, ends, most = Infinity } = view.cloud;
    const count = Math.min(most, points);
    const clipped = view.depth === 'flat';
    const cloud = (color: number, itsOpacity: number): Writable<PointsMark> => ({
      kind: 'points', count, positions: new Float32Array(3 * count), radiusPx: 1, color, opacity: itsOpacity, clipped, version: 0,
    });
    this.scratch = new Float32Array(points * view.dimension);
    const trailed = Math.min(MOST_TRAILS, count);
    this.trailing = this.scratch.subarray(0, trailed * view.dimension);
    this.dots = { ...cloud(0, opacity), ...(fade !== undefined && { fade }) };
    this.trails = trailPx === undefined ? undefined : {
      kind: 'threads', count: trailed, steps: TRAIL_STEPS, positions: new Float32Array(trailed * TRAIL_STEPS * 3), times: new Float32Array(TRAIL_STEPS),
      opacities: Float32Array.from({ length: TRAIL_STEPS }, (_, s) => TRAIL_OPACITY * (s / (TRAIL_STEPS - 1)) ** 1.5),
      opacity: 1, widthPx: trailPx, fromStep: 0, toStep: TRAIL_STEPS - 1, clipped, version: 0,
    };
    this.ends = ends ? ends.map((itsOpacity, t) => cloud(t, itsOpacity)) : [];
    this.cloud = [
      ...this.ends.map((mark, t): Part => ({ mark, kind: 'still', moves: true, ...(view.overTime && { span: [t, t] }) })),
      ...(this.trails ? [{ mark: this.trails, kind: 'data', moves: true } as const] : []),
      { mark: this.dots, kind: 'data', moves: true },
    ];
    this.size();
  }

  /** As large as there is room. */
  private size(): void {
    const { dots, context: { view: { cloud } } } = this;
    if (!dots) return;
    const areaPx = cloud.areaPart * this.roomPx;
    const radiusPx = Math.min(RADIUS_PX.max, Math.max(RADIUS_PX.min, RADIUS_PART * Math.sqrt(areaPx / Math.max(1, dots.count))));
    dots.radiusPx = cloud.radiusPx ?? cloud.radius * radiusPx;
    for (const end of this.ends) end.radiusPx = cloud.radiusPx ?? radiusPx;
  }
}
