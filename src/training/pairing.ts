import { optimalCoupling, sinkhornCoupling, takePoints, type Coupling, type Points, type Random } from '../math/index.ts';
import type { CouplingName } from './types.ts';

/** Bring the rows of `x1` into the order in which they are paired with those of `x0`, in place; where they have classes, whose rows stand together, within each. */
export type Pairing = (x0: Float64Array, x1: Float64Array, random: Random, classes?: Int32Array) => void;

/** Rows that are paired with each other; a larger batch is paired group by group, or the cube of its size would hold up everything. */
export const GROUP = 256;
/**
 * A partner is drawn from the plan: sums that are wrong by a hundredth do not show. Below an epsilon of 0.003 the rounds may run out first (on a
 * checkerboard at 0.001 some data of a batch are drawn half as often again as others).
 */
const SINKHORN = { tolerance: 1e-2, maxIterations: 1000 };
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
      return inGroups(dimension, GROUP, optimalCoupling);
    case 'sinkhorn':
      return inGroups(dimension, GROUP, sinkhornCoupling({ epsilon, ...SINKHORN }));
  }
}

function inGroups(dimension: number, size: number, coupling: Coupling): Pairing {
  const points = (values: Float64Array): Points => ({ dimension, count: values.length / dimension, coordinates: values });
  return (x0, x1, random, classes) => {
    const count = x0.length / dimension;
    for (let first = 0, end; first < count; first = end) {
      const ofClass = classes ? classes.lastIndexOf(classes[first]) + 1 : count;
      end = Math.min(first + size, ofClass);
      const a = points(x0.subarray(first * dimension, end * dimension));
      const b = points(x1.subarray(first * dimension, end * dimension));
      x1.set(takePoints(b, coupling(a, b, random)).coordinates, first * dimension);
    }
  };
}
