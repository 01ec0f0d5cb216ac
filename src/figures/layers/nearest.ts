import { combineLatest, distinctUntilChanged, filter, map } from 'rxjs';
import { isPointLaw, lawOfClass, type Mixture } from '../../math/index.ts';
import type { PointsMark } from '../../scene/index.ts';
import { PROBLEM, type Nearby } from '../../streams/index.ts';
import { lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';

/** How near the figure's cloud ends to finite data, in inner units, beside what fresh data have. */
export interface NearnessReading {
  readonly key: 'nearness';
  /** Points of the target, or of the class that the flow leads to; absent where that is a law. */
  readonly data?: number;
  /** Not known where some samples are no numbers. */
  readonly near: { readonly known: false } | { readonly known: true; readonly count: number; readonly samples: number; readonly fresh?: readonly [low: number, high: number] };
}

interface Needs {
  /** Of the target, or of the class that the flow leads to. */
  readonly law: Mixture;
  readonly near: Nearby;
}

/** Many are small, so that they are told apart. */
const RADIUS_PX = { most: 3.2, least: 1.3, ofOne: 12 };

/** The data themselves, where they are finite, and how near to them the figure's cloud ends: a flow of the exact field ends on them. */
export const nearest: LayerCode<Needs, NearnessReading> = {
  ask(flow, context) {
    const laws$ = flow.laws$.pipe(filter(({ target }) => target.dimension === context.view.dimension));
    const class$ = flow.parameters$.pipe(map(({ condition, guidance }) => (guidance > 0 ? condition : PROBLEM.condition.default)), distinctUntilChanged());
    const law$ = combineLatest([laws$, class$]).pipe(map(([{ target: { law, classes } }, name]) => (classes?.names.includes(name) ? lawOfClass(law, classes, name) : law)));
    return combineLatest([law$, flow.nearness({ ...context.cloud, model: lastModel(context) })]).pipe(map(([law, near]) => ({ law, near })));
  },
  make: (context) => new NearestMarks(context),
};

class NearestMarks implements LayerMarks<Needs, NearnessReading> {
  parts: readonly Part[] = [];
  reading: NearnessReading | undefined;
  private readonly context: LayerContext;
  private drawn: Mixture | undefined;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ law, near }: Needs): void {
    const isFinite = isPointLaw(law);
    this.reading = near.known
      ? { key: 'nearness', data: near.data, near: { known: true, count: near.points.count, samples: near.samples, ...(near.fresh && { fresh: near.fresh }) } }
      : { key: 'nearness', near: { known: false }, ...(isFinite && { data: law.weights.length }) };
    if (law !== this.drawn) this.parts = isFinite ? [this.dots(law)] : [];
    this.drawn = law;
  }

  update(): void {
    // The data stand at t = 1.
  }

  private dots({ weights: { length: count }, means }: Mixture): Part {
    const { view } = this.context;
    const mark: PointsMark = {
      kind: 'points', count, positions: new Float32Array(3 * count), radiusPx: Math.max(RADIUS_PX.least, Math.min(RADIUS_PX.most, RADIUS_PX.ofOne / Math.sqrt(count))),
      color: 'ink', opacity: 0.85, clipped: view.depth === 'flat', version: 0,
    };
    view.place(means, count, 1, mark.positions);
    return { mark, kind: 'still', ...(view.overTime && { span: [1, 1] }) };
  }
}
