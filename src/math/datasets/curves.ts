import { isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** A point of a curve at parameter `u` in [0, 1]. */
export type Curve = (u: number) => readonly number[];

/** A point of a surface at parameters `u` and `v` in [0, 1]. */
export type Surface = (u: number, v: number) => readonly number[];

interface Spread {
  /** Standard deviation of the Gaussian noise on each axis. */
  readonly deviation: number;
  /** Components along each parameter of each piece. */
  readonly nodes: number;
  /** Components along the second parameter of a surface. */
  readonly across?: number;
  /** How densely points lie at `u`, up to a factor; even when absent. */
  readonly density?: (u: number) => number;
}

/**
 * Points spread over the parameter of some open curves, plus Gaussian noise, as a mixture: the nodes and weights of Gauss-Legendre
 * quadrature along each curve, which converges faster than any power once nodes stand closer than the noise is wide.
 */
export function openCurves(curves: readonly Curve[], { deviation, nodes, density = () => 1 }: Spread): Mixture {
  const rule = gaussLegendre(nodes);
  const centres = curves.flatMap((curve) => Array.from(rule.nodes, (u) => curve(u)));
  const weights = curves.flatMap(() => Array.from(rule.weights, (weight, i) => weight * density(rule.nodes[i])));
  return isotropicMixture(centres[0].length, centres.flat(), deviation, weights);
}

/** The same for closed curves, where evenly spaced nodes of equal weight converge as fast. */
export function closedCurves(curves: readonly Curve[], { deviation, nodes }: Spread): Mixture {
  const centres = curves.flatMap((curve) => Array.from({ length: nodes }, (_, i) => curve(i / nodes)));
  return isotropicMixture(centres[0].length, centres.flat(), deviation);
}

/** The same for surfaces that are open both ways. */
export function openSurfaces(surfaces: readonly Surface[], { deviation, nodes, across = nodes }: Spread): Mixture {
  const along = gaussLegendre(nodes);
  const over = gaussLegendre(across);
  const centres: number[][] = [];
  const weights: number[] = [];
  for (const surface of surfaces) {
    for (let i = 0; i < nodes; i++) {
      for (let j = 0; j < across; j++) {
        centres.push([...surface(along.nodes[i], over.nodes[j])]);
        weights.push(along.weights[i] * over.weights[j]);
      }
    }
  }
  return isotropicMixture(centres[0].length, centres.flat(), deviation, weights);
}

/** The same for a surface that is closed both ways; `density` tells how much area lies at `v`. */
export function closedSurface(surface: Surface, { deviation, nodes, across = nodes, density = () => 1 }: Spread): Mixture {
  const centres: number[][] = [];
  const weights: number[] = [];
  for (let i = 0; i < nodes; i++) {
    for (let j = 0; j < across; j++) {
      centres.push([...surface(i / nodes, j / across)]);
      weights.push(density(j / across));
    }
  }
  return isotropicMixture(centres[0].length, centres.flat(), deviation, weights);
}
