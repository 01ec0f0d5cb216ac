import { exactVelocityAndSpread, type InPieces } from '../math/index.ts';
import type { Batches } from './batches.ts';
import type { Task } from './options.ts';

/** Pairs of components that are weighed between two looks at the clock: about a millisecond. */
const MOST_PAIRS = 2 ** 15;

/**
 * Puts the exact velocity `v_t(X_t)` in the place of the velocities of a batch's own pairs. Both have the same mean at X_t, and with it the loss
 * the same gradient on average (Lipman et al. 2023, theorem 2); what is left out is the noise of the pairs (Bertrand et al. 2025, arXiv 2506.03719,
 * learn so from the exact field of finite data). Of independent ends alone; in pieces, for large data.
 */
export function marginalTargets({ source, target, schedule = 'linear' }: Task): (batches: Batches) => InPieces<void> {
  const exact = exactVelocityAndSpread({ kind: 'mixture', source, target, schedule });
  const { dimension } = source;
  const rowsAtOnce = Math.max(1, Math.floor(MOST_PAIRS / (source.weights.length * target.weights.length)));
  const [velocity, spread] = [new Float64Array(dimension), new Float64Array(1)];
  return function* ({ points, t, slopes }) {
    for (let row = 0; row < t.length; row++) {
      if (row > 0 && row % rowsAtOnce === 0) yield;
      exact(points.subarray(row * dimension, (row + 1) * dimension), t[row], velocity, spread);
      slopes.set(velocity, row * dimension);
    }
  };
}
