import { choosingTimes, samplingField } from '../math/index.ts';
import { networkVelocity } from '../training/index.ts';
import { inSlices } from './slices.ts';
import { checkSize } from './size-limit.ts';
import type { CallTask } from './task.ts';

export const sampleFieldTask: CallTask<'sampleField'> = async ({ model, grid, maxTimes }, breathe) => {
  checkSize(grid.size.reduce((nodes, size) => nodes * size, maxTimes * grid.dimension));
  const times = await inSlices(choosingTimes(model, grid, maxTimes, { mlp: networkVelocity }), breathe);
  return times && (await inSlices(samplingField(model, grid, times, { mlp: networkVelocity }), breathe));
};
