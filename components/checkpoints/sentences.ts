import type { Saying } from '../../src/words/index.ts';

/** What can be wrong with a checkpoint, in English. */
export const CHECKPOINT_SENTENCES = {
  checkpointAlone: () => 'Nothing is trained in this flow; add an fm-trainer to it.',
  checkpointConditional: () => '"conditional" shows no network, so it has no checkpoints; take field="learned", "both" or "difference".',
};

export type CheckpointSaying = Saying<typeof CHECKPOINT_SENTENCES>;
