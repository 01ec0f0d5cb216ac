import type { ConditionalDraws } from '../math/index.ts';

/** Rows of X_t followed by t: length `count * (dimension + 1)`. */
export function networkInputs({ dimension, count, xt, t }: ConditionalDraws): Float32Array {
  const rows = new Float32Array(count * (dimension + 1));
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < dimension; k++) rows[at++] = xt[i * dimension + k];
    rows[at++] = t[i];
  }
  return rows;
}
