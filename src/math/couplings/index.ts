export { assignment } from './assignment.ts';
export {
  independentCoupling,
  optimalCoupling,
  sinkhornCoupling,
  sortedCoupling,
  takePoints,
  type Coupling,
} from './couplings.ts';
export { squaredDistances } from './distances.ts';
export { gaussianTransport, type GaussianTransport } from './gaussian-transport.ts';
export { drawPartners, sinkhorn, type SinkhornOptions, type TransportPlan } from './sinkhorn.ts';
