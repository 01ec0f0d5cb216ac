import type { InPieces } from '../math/index.ts';
import { SLICE_MS, type YieldNow } from './task.ts';

/** Work in slices of pieces; undefined when nobody waits for it any more. */
export async function inSlices<T>(work: InPieces<T>, yieldNow: YieldNow): Promise<T | undefined> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < SLICE_MS) continue;
    if (!(await yieldNow())) return undefined;
    began = performance.now();
  }
}
