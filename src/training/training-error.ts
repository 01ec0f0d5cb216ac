/** Why a run cannot begin or go on, in words for the reader. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
  readonly code: 'bad-request' | 'training-diverged';

  constructor(code: TrainingError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
