export { createFlow, type Flow } from './flow.ts';
export { DEFAULT_PARAMETERS, ParameterError, type FlowParameters, type Laws } from './parameters.ts';
export { createClock, DURATION_S, type Clock } from './clock.ts';
export { integrate, sampleField, type IntegrateOptions } from './evaluate.ts';
export { setWorkerUrl, workerWarning$, type CloudQuality, type CouplingName, type WorkerWarning } from '../worker/index.ts';
export type { Known, WhyUnknown } from './exact.ts';
export { playback, type Frame } from './playback.ts';
export { train, type Training } from './train.ts';
export type { ReflowRound, Straightness, TrainingInputs, TrainingMoment, TrainingProgress, TrainingState } from './training-state.ts';
