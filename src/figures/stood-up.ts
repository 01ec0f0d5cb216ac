import type { Isolines } from './isolines.ts';
import type { View } from './view.ts';

/** Lines of the plane where the view has that plane at time `t`: world positions, three numbers a vertex. */
export function stoodUp({ positions, offsets }: Pick<Isolines, 'positions' | 'offsets'>, view: Pick<View, 'place'>, t: number): Float32Array {
  const count = offsets[offsets.length - 1];
  const pairs = new Float32Array(2 * count);
  for (let v = 0; v < count; v++) pairs.set([positions[3 * v], positions[3 * v + 1]], 2 * v);
  const out = new Float32Array(3 * count);
  view.place(pairs, count, t, out);
  return out;
}
