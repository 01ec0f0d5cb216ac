import { isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** A point of a curve at parameter `u` in [0, 1]. */
export type Curve = (u: number) => readonly number[];

/**
 * Points spread evenly over the parameter of some open curves, plus Gaussian noise, as a mixture: the nodes and weights of
 * Gauss-Legendre quadrature along each curve, which converges faster than any power once nodes stand closer than the noise is wide.
 *
 * @param deviation  standard deviation of the noise on each axis
 * @param nodes  components on each curve
 */
export function openCurves(curves: readonly Curve[], deviation: number, nodes: number): Mixture {
  const rule = gaussLegendre(nodes);
  const centres = curves.flatMap((curve) => Array.from(rule.nodes, (u) => curve(u)));
  const weights = curves.flatMap(() => Array.from(rule.weights));
  return isotropicMixture(centres[0].length, centres.flat(), deviation, weights);
}

/** The same for closed curves, where evenly spaced nodes of equal weight converge as fast. */
export function closedCurves(curves: readonly Curve[], deviation: number, nodes: number): Mixture {
  const centres = curves.flatMap((curve) => Array.from({ length: nodes }, (_, i) => curve(i / nodes)));
  return isotropicMixture(centres[0].length, centres.flat(), deviation);
}
