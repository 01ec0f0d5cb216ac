import { samplingDensity, type DensityVolume } from '../math/index.ts';
import { networkDivergence } from '../training/index.ts';
import { inSlices } from './slices.ts';
import { checkSize } from './size-limit.ts';
import type { SampleDensityRequest } from './protocol.ts';
import type { CallTask } from './task.ts';
import { callRow, type CallRows } from './tasks.ts';

/** At every node and stage of a step: in plain arithmetic they would be nearly all that carrying a density takes. */
const DIVERGENCES = { mlp: networkDivergence };

const sampleDensityTask: CallTask<SampleDensityRequest, DensityVolume> = ({ model, source, ...options }, yieldNow, evaluators) => {
  const { grid, times } = options;
  checkSize(grid.size.reduce((nodes, size) => nodes * size, times.length * grid.dimension));
  return inSlices(samplingDensity(model, source, options, evaluators, DIVERGENCES), yieldNow);
};

/** Four stages a step, half of the way on average. */
export const densityCalls = {
  sampleDensity: callRow(sampleDensityTask, ({ grid, times, steps }) => grid.size.reduce((product, size) => product * size, 2 * times.length * steps)),
} satisfies CallRows;
