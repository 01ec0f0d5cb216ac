export { bestKernels, compileKernels, type KernelModule } from './kernels.ts';
export { divergenceBy, networkDivergence } from './network-divergence.ts';
export { networkField } from './network-field.ts';
export { networkVelocity } from './network-velocity.ts';
export { SimdEngine } from './simd-engine.ts';
