export { chooseTimes } from './choose-times.ts';
export { gridPoints } from './grid-points.ts';
export { interpolateField, interpolateTrajectories } from './interpolate.ts';
export { sampleField } from './sample-field.ts';
