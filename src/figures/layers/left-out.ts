import type { Trajectories } from '../../math/index.ts';
import type { Domain } from '../../scene/index.ts';

/** What is this many half-domains away from the middle has left every picture. */
const FARTHEST = 1000;

/** Trajectories that begin or end at no number, or so far out that nothing can be drawn of it: a field that was not learned well makes such. */
export function countLeftOut({ dimension, count, positions, times }: Trajectories, { lower, upper }: Domain): number {
  const isOut = (at: number): boolean => {
    for (let axis = 0; axis < dimension; axis++) {
      const half = (upper[axis] - lower[axis]) / 2;
      if (!(Math.abs(positions[at + axis] - (lower[axis] + half)) <= FARTHEST * half)) return true;
    }
    return false;
  };
  const last = (times.length - 1) * count;
  let out = 0;
  for (let i = 0; i < count; i++) if (isOut(i * dimension) || isOut((last + i) * dimension)) out++;
  return out;
}
