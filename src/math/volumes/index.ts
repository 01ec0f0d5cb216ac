export { chooseTimes, choosingTimes, choosingTimesBy } from './choose-times.ts';
export { gridPoints } from './grid-points.ts';
export { interpolateField, interpolateTrajectories } from './interpolate.ts';
export { massOnGrid, sampleDensity, samplingDensity, type DensityOptions, type DensityVolume } from './sample-density.ts';
export { sampleField, samplingField, samplingFieldBy } from './sample-field.ts';
