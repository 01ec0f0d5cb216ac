export type * from './types.ts';
export { divergenceField, scoreField, velocityField, type Evaluators } from './fields.ts';
export { isLive, modelDimension } from './traits.ts';
