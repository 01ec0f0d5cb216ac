import { optimalCoupling, sinkhornCoupling, takePoints, type Coupling, type Points, type Random } from '../math/index.ts';
import type { CouplingName } from './options.ts';

/** Bring the rows of `x1` into the order in which they are paired with those of `x0`, in place. */
export type Pairing = (x0: Float64Array, x1: Float64Array, random: Random) => void;

/** Rows that are assigned to each other exactly; a larger batch is paired group by group, or its cube would hold up everything. */
export const OT_GROUP = 256;
/** Sinkhorn's rounds cost the square of it, some hundred times. */
export const SINKHORN_GROUP = 32;
/** A partner is drawn from the plan: sums that are wrong by a hundredth do not show. */
const SINKHORN = { tolerance: 1e-2, maxIterations: 200 };
/** In squared units of the points. */
export const DEFAULT_EPSILON = 0.1;

/**
 * How independent draws become pairs: minibatch OT (Pooladian et al. 2023; Tong et al. 2024), exact or entropic, on groups of the
 * batch; undefined where they stay as drawn.
 */
export function pairing(dimension: number, coupling: CouplingName = 'independent', epsilon = DEFAULT_EPSILON): Pairing | undefined {
  switch (coupling) {
    case 'independent':
      return undefined;
    case 'ot':
      return inGroups(dimension, OT_GROUP, optimalCoupling);
    case 'sinkhorn':
      return inGroups(dimension, SINKHORN_GROUP, sinkhornCoupling({ epsilon, ...SINKHORN }));
  }
}

function inGroups(dimension: number, size: number, coupling: Coupling): Pairing {
  const width = size * dimension;
  const points = (values: Float64Array): Points => ({ dimension, count: values.length / dimension, coordinates: values });
  return (x0, x1, random) => {
    for (let at = 0; at < x0.length; at += width) {
      const a = points(x0.subarray(at, at + width));
      const b = points(x1.subarray(at, at + width));
      x1.set(takePoints(b, coupling(a, b, random)).coordinates, at);
    }
  };
}
