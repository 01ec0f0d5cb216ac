export type * from './types.ts';
export { affordableDivergence, densityField, divergenceField, EXACT_VELOCITIES, isDivergenceEstimated, scoreField, VELOCITIES, velocityBy, velocityField, type Divergences, type Evaluators } from './fields.ts';
export { isBetweenLaws, isLive, lawsOf, modelDimension } from './traits.ts';
