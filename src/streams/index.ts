export { createFlow, type Flow } from './flow.ts';
export {
  CLOUD, defaultsOf, FLOW, fromJSON, ParameterError, PROBLEM, readValue, readValues, rows, toJSON, TRAINING,
  type CloudOptions, type FlowParameters, type Laws, type ParameterSaying, type Range, type Row, type Rows, type Shown, type Value, type Values,
} from './parameters/index.ts';
export { FITTED, isStill, type ModelName } from './models.ts';
export { QUESTIONS, type Asks } from './question-table.ts';
export type { CloudSpec, FieldSpec, PathsSpec, ValuesSpec } from './questions.ts';
export type { DensitySpec } from './density-question.ts';
export type { Nearby } from './nearness-question.ts';
export type { AverageVelocitySpec, PairsSpec, PlaceSpec } from './place-questions.ts';
export type { FloorSpec } from './floor-question.ts';
export type { BalanceSpec, FitSpec, PlanSpec, TraceSpec, TransportSpec } from './probe-questions.ts';
export type { Scored, ScoreSpec } from './noise-questions.ts';
export type { SolverErrorsSpec } from './solver-questions.ts';
export type { Averaged, Balance, CouplingFloor, Fit, MarginalsCompared, MeasuredFloor, Planned, PointValues, Predictions, SolversCompared, Traced, Transported } from '../worker/index.ts';
export { createClock, DURATION_S, type Clock } from './clock.ts';
export { integrate, sampleField, type IntegrateOptions } from './evaluate.ts';
export { prepareWorker, setWorkerUrl, workerWarning$, type CloudQuality, type CouplingName, type ExplainedStep, type FailureSaying, type FewStepErrors, type GradientComparison, type HeldOutLikelihood, type Measure, type WorkerWarning } from '../worker/index.ts';
export { readRecording, recordCompute, recordedCompute, RecordingError, workerCompute, writeRecording, type Compute, type Recording } from './compute/index.ts';
export type { Known, WhyUnknown } from './exact.ts';
export { playback, type Frame } from './playback.ts';
export { train, type Training, type TrainingRest } from './train.ts';
export { trainingVideo, type TrainingVideo } from './training-video.ts';
export { slowMotion, STAGES, type SlowMoment, type SlowMotion, type Stage } from './slow-motion.ts';
export type { JudgedCheckpoint } from './judged.ts';
export type { ReflowRound, Straightness, TrainingInputs, TrainingMoment, TrainingProgress, TrainingState } from './training-state.ts';
