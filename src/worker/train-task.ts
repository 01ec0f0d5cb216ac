import { startTraining, type ReferenceEngine } from '../training/index.ts';
import type { FeedTask } from './task.ts';

/** @param reference  what trains where our own kernels do not; without it such a run fails with `worker-part` */
export const trainTask = (reference?: ReferenceEngine): FeedTask<'train'> => async (request) => {
  const run = await startTraining(request, reference);
  return {
    isOver: () => run.isOver,
    isFrameDue: (isResting) => run.isReportDue(isResting),
    advance: () => void run.advance(),
    step: () => run.advance(1) > 0,
    *frame() {
      const progress = yield* run.reporting();
      return { phase: run.isOver ? 'done' : 'training', steps: request.steps, ...progress };
    },
    rest: () => run.rest(),
    dispose: () => run.dispose(),
  };
};
