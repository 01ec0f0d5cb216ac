import { interpolateTrajectories } from '../../math/index.ts';
import type { Trajectories } from '../../math/index.ts';
import type { StrokesMark } from '../marks.ts';

/** More lines than this hide the density behind them. */
const MOST = 25;
/** Vertices of a line. */
const STEPS = 81;

/**
 * Some paths of one-dimensional data, t across and x up: those that start at even shares of the cloud, from the lowest to the highest, so
 * that as many lie between two as between any other two.
 */
export function pathsOverTime(trajectories: Trajectories, style: Pick<StrokesMark, 'color' | 'opacity' | 'widthPx' | 'dashPx'>): StrokesMark {
  const { count, positions: starts } = trajectories;
  const order = Array.from({ length: count }, (_, i) => i)
    .filter((i) => Number.isFinite(starts[i]))
    .sort((a, b) => starts[a] - starts[b]);
  const lines = Math.min(MOST, order.length);
  const chosen = Array.from({ length: lines }, (_, l) => order[Math.floor(((l + 0.5) * order.length) / lines)]);
  const positions = new Float32Array(3 * STEPS * lines);
  const cloud = new Float32Array(count);
  for (let s = 0; s < STEPS; s++) {
    const t = s / (STEPS - 1);
    interpolateTrajectories(trajectories, t, cloud);
    chosen.forEach((i, l) => positions.set([t, cloud[i]], 3 * (l * STEPS + s)));
  }
  return { ...style, kind: 'strokes', offsets: Array.from({ length: lines + 1 }, (_, l) => l * STEPS), positions, clipped: true, version: 0 };
}
