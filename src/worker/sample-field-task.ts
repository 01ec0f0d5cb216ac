import { choosingTimesBy, samplingFieldBy, type FieldVolume } from '../math/index.ts';
import { inSlices } from './slices.ts';
import { checkSize } from './size-limit.ts';
import type { SampleFieldRequest } from './protocol.ts';
import type { CallTask } from './task.ts';

export const sampleFieldTask: CallTask<SampleFieldRequest, FieldVolume> = async ({ model, grid, maxTimes }, yieldNow, evaluators) => {
  checkSize(grid.size.reduce((nodes, size) => nodes * size, maxTimes * grid.dimension));
  const times = await inSlices(choosingTimesBy(evaluators, model, grid, maxTimes), yieldNow);
  return times && (await inSlices(samplingFieldBy(evaluators, model, grid, times), yieldNow));
};
