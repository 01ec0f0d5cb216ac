export { conditionalDraws, exactFloor, type ConditionalDraws, type ConditionalDrawsOptions } from './conditional-draws.ts';
export { energyDistance } from './energy-distance.ts';
export { isFloorInfinite } from './is-floor-infinite.ts';
export { lossFloor, type LossFloorOptions } from './loss-floor.ts';
export { mixtureMoments, momentErrors, pointsMoments, type Moments } from './moments.ts';
export { normalisedPathEnergy, pathEnergy, straightness } from './path-energy.ts';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein.ts';
export { wasserstein } from './wasserstein.ts';
