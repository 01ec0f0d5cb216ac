import type { Trajectories } from '../math/index.ts';

/** Those that start at even shares of the cloud, from the lowest to the highest, so that as many lie between two as between any other two. */
export function evenly({ count, positions: starts }: Trajectories, most: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i)
    .filter((i) => Number.isFinite(starts[i]))
    .sort((a, b) => starts[a] - starts[b]);
  const lines = Math.min(most, order.length);
  return Array.from({ length: lines }, (_, l) => order[Math.floor(((l + 0.5) * order.length) / lines)]);
}
