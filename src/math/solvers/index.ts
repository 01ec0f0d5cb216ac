export { fixedStep, type FixedStepSolver } from './fixed-step.ts';
export { carry, integrate, integrating, type IntegrateOptions } from './integrate.ts';
export { integrateSde, integratingSde, type SdeOptions } from './integrate-sde.ts';
export { type AdaptiveOptions, type FixedStepOptions, type SolverOptions, type TimeSpan } from './solve.ts';
export { SolverError } from './solver-error.ts';
export { stepGrid, type StepGrid } from './step-grid.ts';
export { type FixedStep } from './steps.ts';
