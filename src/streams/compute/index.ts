export type { Compute } from './compute.ts';
export { watchedCompute } from './watched-compute.ts';
export { isCrash, workerCompute, type Acquire } from './worker-compute.ts';
export { recordCompute, recordedCompute } from './recorded-compute.ts';
export { readRecording, RecordingError, writeRecording, type RecordedAnswer, type Recording } from './recording.ts';
