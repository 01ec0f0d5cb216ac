import { namedSchedule, type ScheduleName } from '../math/index.ts';
import type { LayerContext } from './layer.ts';
import type { View } from './view.ts';

/** Ends of paths, interleaved: row i of the one with row i of the other. */
export interface PairEnds {
  readonly count: number;
  readonly x0: ArrayLike<number>;
  readonly x1: ArrayLike<number>;
}

const CURVED_STEPS = 33;

/** More are a blot. */
const MOST_SHOWN = 100;

/** How many pairs the layer of that name shows, and of the flow's own paths beside them those from the same noise. */
export const shownPairs = ({ pairs }: Pick<LayerContext, 'pairs'>): number => (pairs === 'all' ? MOST_SHOWN : Math.min(MOST_SHOWN, pairs));

/** Vertices of a conditional path: two where it runs straight at a constant speed. */
export const pairSteps = (schedule: ScheduleName): number => (schedule === 'linear' ? 2 : CURVED_STEPS);

/**
 * Writes the conditional paths `alpha(t) x_1 + sigma(t) x_0` of the first `count` pairs where the view has them, path after path.
 *
 * @param out  world positions, three numbers a vertex, `pairSteps` vertices a path
 */
export function placePaths({ count, x0, x1 }: PairEnds, name: ScheduleName, view: View, out: Float32Array): void {
  const schedule = namedSchedule(name);
  const steps = pairSteps(name);
  const { dimension } = view;
  const place = new Float64Array(dimension);
  for (let s = 0; s < steps; s++) {
    const t = s / (steps - 1);
    const [alpha, sigma] = [schedule.alpha(t), schedule.sigma(t)];
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < dimension; k++) place[k] = alpha * x1[i * dimension + k] + sigma * x0[i * dimension + k];
      view.place(place, 1, t, out, i * steps + s);
    }
  }
}
