import { combineLatest, map, of, switchMap } from 'rxjs';
import type { StrokesMark, Writable } from '../../scene/index.ts';
import type { Traced } from '../../streams/index.ts';
import { lastModel } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import { TracedWay } from '../traced.ts';
import type { Part } from '../view.ts';

/** What volume around chosen points is at a time, as a part of what it was where each was chosen. */
export interface ExpansionReading {
  readonly key: 'expansion';
  readonly dimension: number;
  readonly t: number;
  /** Of each point: `exp(integral of div v)`, and the determinant of the Jacobian by differences of paths. */
  readonly ratios: readonly { readonly ratio: number; readonly jacobian: number }[];
  /** Why others cannot be followed. */
  readonly unknown: readonly ('points' | 'solver')[];
}

interface Needs {
  /** The figure's. */
  readonly t: number;
  readonly traced: readonly Traced[];
}

/** Vertices of a circle, and its radius where a point was chosen as a part of the figure's shortest side. */
const VERTICES = 49;
const RADIUS_PART = 0.055;
const LOOK = { color: 'through', opacity: 0.95, widthPx: 1.6 } as const;
/** Planes in which circles stand: on a line one of two points, in space one for each pair of axes. */
const PLANES: Readonly<Record<number, readonly (readonly [number, number])[]>> = { 1: [[0, 0]], 2: [[0, 1]], 3: [[0, 1], [1, 2], [0, 2]] };

/**
 * A small disc around each chosen point, carried by the flow: the Jacobian of phi_t makes an ellipse of it, whose area is `exp(integral of div v)`
 * times its own (Liouville). By the last of the models; on a line an interval, in space the three circles of a ball.
 */
export const patch: LayerCode<Needs, ExpansionReading> = {
  ask(flow, context) {
    const { chosen$, view } = context;
    const model = lastModel(context);
    const traced$ = chosen$.pipe(
      map((chosen) => chosen.filter(({ x }) => x.length === view.dimension)),
      switchMap((chosen) => (chosen.length === 0 ? of([]) : combineLatest(chosen.map(({ x, t }) => flow.trace({ model, points: x, at: t, withJacobians: true }))))),
    );
    return combineLatest([traced$, flow.time$]).pipe(map(([traced, t]) => ({ traced, t })));
  },
  make: (context) => new PatchMarks(context),
};

class PatchMarks implements LayerMarks<Needs, ExpansionReading> {
  parts: readonly Part[] = [];
  reading: ExpansionReading | undefined;
  private readonly context: LayerContext;
  private traced: readonly Traced[] = [];
  private ways: readonly TracedWay[] = [];
  private lines: Writable<StrokesMark> | undefined;

  constructor(context: LayerContext) {
    this.context = context;
  }

  take({ traced, t }: Needs): void {
    const { view: { dimension, depth } } = this.context;
    if (traced !== this.traced) {
      this.traced = traced;
      this.ways = traced.flatMap((way) => (way.known ? [new TracedWay(way)] : []));
      const count = this.ways.length * PLANES[dimension].length;
      this.lines = {
        ...LOOK, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, line) => line * VERTICES), positions: new Float32Array(3 * VERTICES * count),
        clipped: depth === 'flat', version: 0,
      };
      this.parts = count > 0 ? [{ mark: this.lines, kind: 'probe' }] : [];
    }
    this.reading = traced.length === 0 ? undefined : {
      key: 'expansion', dimension, t,
      ratios: this.ways.map((way) => ({ ratio: Math.exp(way.growthAt(t)[0]), jacobian: determinant(way.jacobianAt(t)!, dimension) })),
      unknown: traced.flatMap((way) => (way.known ? [] : [way.why])),
    };
  }

  update(t: number): void {
    const { lines, ways, context: { view, domain: { lower, upper } } } = this;
    if (!lines) return;
    const { dimension } = view;
    const radius = RADIUS_PART * Math.min(...lower.map((from, k) => upper[k] - from));
    const place = new Float64Array(dimension);
    ways.forEach((way, i) => {
      const centre = way.placesAt(t);
      const jacobian = way.jacobianAt(t)!;
      PLANES[dimension].forEach(([across, up], plane) => {
        for (let v = 0; v < VERTICES; v++) {
          const angle = (2 * Math.PI * v) / (VERTICES - 1);
          for (let k = 0; k < dimension; k++) {
            place[k] = centre[k] + radius * (Math.cos(angle) * jacobian[k * dimension + across] + (up === across ? 0 : Math.sin(angle) * jacobian[k * dimension + up]));
          }
          view.place(place, 1, t, lines.positions, (i * PLANES[dimension].length + plane) * VERTICES + v);
        }
      });
    });
    lines.color = t;
    lines.version++;
  }
}

function determinant(m: Float64Array, dimension: number): number {
  if (dimension === 1) return m[0];
  if (dimension === 2) return m[0] * m[3] - m[1] * m[2];
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}
