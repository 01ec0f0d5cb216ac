export { conditionalDraws, exactFloor, type ConditionalDraws, type ConditionalDrawsOptions } from './loss-floor.ts';
export { slicedWasserstein, type SlicedWassersteinOptions } from './sliced-wasserstein.ts';
