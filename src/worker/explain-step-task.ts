import { chooseEngine, explainingStep, type ReferenceEngine } from '../training/index.ts';
import type { ExplainedStep, ExplainStepRequest } from './protocol.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';
import { callRow, type CallRow } from './tasks.ts';

/** @param reference  what trains where our own kernels do not; without it such a step fails with `worker-part` */
const explainStepTask = (reference?: ReferenceEngine): CallTask<ExplainStepRequest, ExplainedStep> => async ({ run, ...places }, yieldNow, evaluators) =>
  inSlices(explainingStep(run, places, await chooseEngine(run.engine ?? 'auto', reference), evaluators), yieldNow);

/** A step in slow motion: about as often as its rows and the places of its change, before and after, evaluate a network. */
export const explainCalls = (reference?: ReferenceEngine): { readonly explainStep: CallRow<ExplainStepRequest, ExplainedStep> } => ({
  explainStep: callRow(explainStepTask(reference), ({ run: { batch }, grid, times }) => 2 * (2 * batch + grid.size.reduce((product, size) => product * size, times.length))),
});
