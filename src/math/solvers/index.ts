export { fixedStep, type FixedStep, type FixedStepSolver } from './fixed-step.ts';
export { integrate, type IntegrateOptions } from './integrate.ts';
