import type { Schedule, Trajectories } from '../math/index.ts';
import type { PairEnds } from './pair-paths.ts';

const HALVINGS = 52;

/** Where two of the conditional paths on a line are at one place at one time, neither at their ends: two cross at most once, as `alpha / sigma` rises. */
export function pairCrossings({ count, x0, x1 }: PairEnds, { alpha, sigma }: Schedule): { readonly x: number; readonly t: number }[] {
  const found: { readonly x: number; readonly t: number }[] = [];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      const [before, after] = [x0[i] - x0[j], x1[i] - x1[j]];
      if (!(before * after < 0)) continue;
      let [low, high] = [0, 1];
      for (let n = 0; n < HALVINGS; n++) {
        const t = (low + high) / 2;
        if ((sigma(t) * before + alpha(t) * after) * before > 0) low = t; else high = t;
      }
      found.push({ x: alpha(low) * x1[i] + sigma(low) * x0[i], t: low });
    }
  }
  return found;
}

/** How many pairs of the first `count` paths on a line end in another order than they began: as many cross at least. */
export function orderChanges({ positions, times, count: all }: Trajectories, count: number): number {
  const last = (times.length - 1) * all;
  let changes = 0;
  for (let i = 0; i < Math.min(count, all); i++) {
    for (let j = 0; j < i; j++) if ((positions[i] - positions[j]) * (positions[last + i] - positions[last + j]) < 0) changes++;
  }
  return changes;
}
