export type { TrainingOptions } from './options.ts';
export { startTraining, type TrainingProgress, type TrainingRun } from './run.ts';
export { TrainingError } from './training-error.ts';
