import type { TrainingSaying } from '../words/index.ts';

/** Why a run cannot begin or go on, in words for the reader. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
  readonly code: 'bad-request' | 'training-diverged' | 'worker-part';
  /** The same as data, where the reader of a page can meet it. */
  readonly saying: TrainingSaying | undefined;

  constructor(code: TrainingError['code'], message: string, saying?: TrainingSaying) {
    super(message);
    this.code = code;
    this.saying = saying;
  }
}
