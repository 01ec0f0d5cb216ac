export { exactDensity, exactLogDensity, type ScalarField } from './exact-density.ts';
export { exactVelocity } from './exact-velocity.ts';
export { mlpVelocity } from './mlp-velocity.ts';
export { ACTIVATIONS, createNetwork, type NetworkOptions } from './network.ts';
export { velocityField } from './velocity-field.ts';
