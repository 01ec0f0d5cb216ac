import type { Mixture } from '../models/types.ts';
import { closedCurves, closedSurface, openCurves, openSurfaces } from './curves.ts';
import { sArc } from './plane.ts';

/** `make_swiss_roll` of scikit-learn, a seventh of the size, its height centred, with noise 0.25. */
export const swissRoll3d = (nodes = 80): Mixture =>
  openSurfaces(
    [
      (u, v) => {
        const angle = 1.5 * Math.PI * (1 + 2 * u);
        return [(angle * Math.cos(angle)) / 7, 3 * (v - 0.5), (angle * Math.sin(angle)) / 7];
      },
    ],
    { deviation: 0.25, nodes, across: nodes / 4 },
  );

/** `make_s_curve` of scikit-learn, its width centred, with noise 0.15. */
export const sCurve3d = (nodes = 48): Mixture => {
  const half = (sign: number) => (u: number, v: number) => {
    const [x, z] = sArc(sign)(u);
    return [x, 2 * v - 1, z];
  };
  return openSurfaces([half(1), half(-1)], { deviation: 0.15, nodes, across: (nodes * 5) / 12 });
};

/** A torus of radii 1.5 and 0.6, filled by area, with noise 0.2. */
export const torus = (nodes = 72): Mixture =>
  closedSurface(
    (u, v) => {
      const radius = 1.5 + 0.6 * Math.cos(2 * Math.PI * v);
      return [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u), 0.6 * Math.sin(2 * Math.PI * v)];
    },
    { deviation: 0.2, nodes, across: nodes / 3, density: (v) => 1.5 + 0.6 * Math.cos(2 * Math.PI * v) },
  );

/** The trefoil knot, 0.7 times its usual size, with noise 0.15. */
export const trefoil = (nodes = 192): Mixture =>
  closedCurves(
    [
      (u) => {
        const a = 2 * Math.PI * u;
        return [0.7 * (Math.sin(a) + 2 * Math.sin(2 * a)), 0.7 * (Math.cos(a) - 2 * Math.cos(2 * a)), -0.7 * Math.sin(3 * a)];
      },
    ],
    { deviation: 0.15, nodes },
  );

/** Three turns of radius 1, 4 high, with noise 0.1. */
export const helix = (nodes = 288): Mixture =>
  openCurves([(u) => [Math.cos(6 * Math.PI * u), Math.sin(6 * Math.PI * u), 4 * (u - 0.5)]], { deviation: 0.1, nodes });
