export type { TrainingOptions } from './options.ts';
export { startTraining, type TrainingProgress, type TrainingRun } from './run.ts';
export { networkVelocity } from './simd/index.ts';
export { TrainingError } from './training-error.ts';
