export { FIXED_STEPS, fixedStep, stepBy, VELOCITY_STEPS, type FixedStepSolver, type Steps } from './fixed-step.ts';
export { carry, integrate, integrating, type IntegrateOptions } from './integrate.ts';
export { integrateSde, integratingSde, type SdeOptions } from './integrate-sde.ts';
export { type AdaptiveOptions, type FixedStepOptions, type SolverOptions, type TimeSpan } from './solve.ts';
export { SolverError, type SolverObstacle } from './solver-error.ts';
export { stepGrid, stepGridThrough, type StepGrid, type StepGridThrough } from './step-grid.ts';
export { type FixedStep } from './steps.ts';
