import type { InPieces } from '../math/index.ts';
import { SLICE_MS, type Breathe } from './task.ts';

/** Work in slices of pieces; undefined when nobody waits for it any more. */
export async function inSlices<T>(work: InPieces<T>, breathe: Breathe): Promise<T | undefined> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < SLICE_MS) continue;
    if (!(await breathe())) return undefined;
    began = performance.now();
  }
}
