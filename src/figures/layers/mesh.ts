import { interpolateTrajectories, type Trajectories } from '../../math/index.ts';
import type { Domain, StrokesMark, Writable } from '../../scene/index.ts';
import { askPaths } from '../ask.ts';
import type { LayerCode, LayerContext, LayerMarks } from '../layer.ts';
import type { Part } from '../view.ts';

/** Lines along each axis, and the vertices of each: enough to bend where the flow does. Lines in space hide one another. */
const LINES = { plane: { across: 13, vertices: 49 }, space: { across: 4, vertices: 19 } };
const LOOK = { color: 'through', opacity: 0.55, widthPx: 1 } as const;

/**
 * A grid over the source, carried by the last of the models: phi_t of its lines, which fold nowhere, and whose cells shrink where the flow draws
 * its points together.
 */
export const mesh: LayerCode<Trajectories> = {
  ask: (flow, context) => askPaths(flow, context, gridLines(context.ends[0], linesIn(context.view.dimension)), 0),
  make: (context) => new MeshMarks(context),
};

const linesIn = (dimension: number): typeof LINES.plane => (dimension === 2 ? LINES.plane : LINES.space);

class MeshMarks implements LayerMarks<Trajectories> {
  readonly parts: readonly Part[];
  private readonly context: LayerContext;
  private readonly lines: Writable<StrokesMark>;
  private trajectories: Trajectories | undefined;
  private scratch = new Float32Array(0);
  private shown = Number.NaN;

  constructor(context: LayerContext) {
    const { dimension, depth } = context.view;
    const { across, vertices } = linesIn(dimension);
    const count = dimension * across ** (dimension - 1);
    this.context = context;
    this.lines = {
      ...LOOK, kind: 'strokes', offsets: Array.from({ length: count + 1 }, (_, line) => line * vertices),
      positions: new Float32Array(3 * count * vertices), clipped: depth === 'flat', version: 0,
    };
    this.parts = [{ mark: this.lines, kind: 'still', moves: true }];
  }

  take(trajectories: Trajectories): void {
    this.trajectories = trajectories;
    this.scratch = new Float32Array(trajectories.count * trajectories.dimension);
    this.shown = Number.NaN;
  }

  update(t: number): void {
    const { trajectories, scratch, lines, context: { view } } = this;
    if (!trajectories || t === this.shown) return;
    this.shown = t;
    interpolateTrajectories(trajectories, t, scratch);
    view.place(scratch, trajectories.count, t, lines.positions);
    lines.version++;
  }
}

/** The vertices of even lines along each axis of a rectangle or box, line after line. */
function gridLines({ lower, upper }: Domain, { across, vertices }: typeof LINES.plane): number[] {
  const dimension = lower.length;
  const at = (axis: number, part: number): number => lower[axis] + part * (upper[axis] - lower[axis]);
  const points: number[] = [];
  for (let along = 0; along < dimension; along++) {
    const others = lower.map((_, axis) => axis).filter((axis) => axis !== along);
    for (let line = 0; line < across ** others.length; line++) {
      for (let vertex = 0; vertex < vertices; vertex++) {
        const point = new Array<number>(dimension);
        point[along] = at(along, vertex / (vertices - 1));
        others.forEach((axis, k) => (point[axis] = at(axis, (Math.floor(line / across ** k) % across) / (across - 1))));
        points.push(...point);
      }
    }
  }
  return points;
}
