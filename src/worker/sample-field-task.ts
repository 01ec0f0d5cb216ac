import { choosingTimes, samplingField, type InPieces } from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import { checkSize } from './size-limit.ts';
import { SLICE_MS, type Breathe, type CallTask } from './task.ts';

export const sampleFieldTask: CallTask<'sampleField'> = async ({ model, grid, maxTimes }, breathe) => {
  checkSize(grid.size.reduce((nodes, size) => nodes * size, maxTimes * grid.dimension));
  const times = await inSlices(choosingTimes(model, grid, maxTimes, networkVelocity), breathe);
  return times && (await inSlices(samplingField(model, grid, times, networkVelocity), breathe));
};

/** Undefined when nobody waits any more. */
async function inSlices<T>(work: InPieces<T>, breathe: Breathe): Promise<T | undefined> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - began < SLICE_MS) continue;
    if (!(await breathe())) return undefined;
    began = performance.now();
  }
}
