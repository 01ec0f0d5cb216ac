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
export { couplingPlan, couplingPlanInPieces, type Plan, type PlanOptions } from './plan.ts';
export { drawPartners, sinkhorn, sinkhornRounds, type SinkhornOptions, type SinkhornRounds, type TransportPlan } from './sinkhorn.ts';
