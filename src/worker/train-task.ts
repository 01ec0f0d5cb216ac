import { startTraining } from '../training/index.ts';
import type { FeedTask } from './task.ts';

export const trainTask: FeedTask<'train'> = async (request) => {
  const run = await startTraining(request);
  return {
    isOver: () => run.isOver,
    isFrameDue: (isResting) => run.isReportDue(isResting),
    advance: () => void run.advance(),
    step: () => run.advance(1) > 0,
    *frame() {
      const progress = yield* run.reporting();
      return { phase: run.isOver ? 'done' : 'training', steps: request.steps, ...progress };
    },
    dispose: () => run.dispose(),
  };
};
