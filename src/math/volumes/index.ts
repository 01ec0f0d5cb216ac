export { chooseTimes, choosingTimes } from './choose-times.ts';
export { gridPoints } from './grid-points.ts';
export { interpolateField, interpolateTrajectories } from './interpolate.ts';
export { sampleField, samplingField } from './sample-field.ts';
