import { isotropicMixture } from '../mixtures.ts';
import type { Mixture } from '../models/types.ts';
import { filledBoxes } from './boxes.ts';
import { closedCurves, openCurves } from './curves.ts';

/** Noise of scikit-learn's examples for moons and circles. */
const CURVE_NOISE = 0.05;

/** `make_moons` of scikit-learn: an upper half circle of radius 1 and a lower one shifted by (1, 0.5). */
export const moons = (nodes = 96): Mixture =>
  openCurves(
    [
      (u) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)],
      (u) => [1 - Math.cos(Math.PI * u), 0.5 - Math.sin(Math.PI * u)],
    ],
    { deviation: CURVE_NOISE, nodes },
  );

/** `make_circles` of scikit-learn with factor 0.5. */
export const circles = (nodes = 128): Mixture => closedCurves([circle(1), circle(0.5)], { deviation: CURVE_NOISE, nodes });

/** One circle of radius 2. */
export const ring = (nodes = 96): Mixture => closedCurves([circle(2)], { deviation: 0.15, nodes });

/** Side of the box that blurs a spiral; the other arm is turned by half a circle, box and all. */
const BOX = 1 / 6;

/**
 * FFJORD's two spirals (Grathwohl et al. 2019): radius `n / 3` at angle n from 0 to 3 pi, n growing as the root of an even number. FFJORD
 * blurs by a box from 0 to 1/6 and a normal of 0.1; here both are one normal of the same mean and variance.
 */
export const twoSpirals = (nodes = 224): Mixture => {
  const arm = (sign: number) => (u: number) => {
    const angle = 3 * Math.PI * u;
    return [sign * (BOX / 2 - (Math.cos(angle) * angle) / 3), sign * (BOX / 2 + (Math.sin(angle) * angle) / 3)];
  };
  return openCurves([arm(1), arm(-1)], { deviation: Math.sqrt(0.1 ** 2 + BOX ** 2 / 12), nodes, density: (u) => u });
};

/** `make_swiss_roll` of scikit-learn seen from its end, a fifth of the size with noise 0.2, as FFJORD takes it. */
export const swissRoll = (nodes = 160): Mixture =>
  openCurves(
    [
      (u) => {
        const angle = 1.5 * Math.PI * (1 + 2 * u);
        return [(angle * Math.cos(angle)) / 5, (angle * Math.sin(angle)) / 5];
      },
    ],
    { deviation: 0.2, nodes },
  );

/** `make_s_curve` of scikit-learn seen from its side, with noise 0.1. */
export const sCurve = (nodes = 80): Mixture => openCurves([sArc(1), sArc(-1)], { deviation: 0.1, nodes });

/** One half of the S; its curvature jumps in the middle, so each half is a curve of its own. */
export function sArc(sign: number) {
  return (u: number): number[] => {
    const angle = 1.5 * Math.PI * u;
    return [sign * Math.sin(angle), sign * (Math.cos(angle) - 1)];
  };
}

/** FFJORD's eight Gaussians: radius 4, deviation 0.5, all divided by 1.414. */
export const eightGaussians = (): Mixture => {
  const centres = Array.from({ length: 8 }, (_, i) => circle(4 / 1.414)(i / 8));
  return isotropicMixture(2, centres.flat(), 0.5 / 1.414);
};

/** Three round clouds with half, a third and a sixth of the points. */
export const threeModes = (): Mixture => {
  const centres = Array.from({ length: 3 }, (_, i) => circle(2)(i / 3 + 0.25));
  return isotropicMixture(2, centres.flat(), 0.35, [3, 2, 1]);
};

/** Deviations 1.6 and 0.5 along its own axes, turned by so much. */
const LONG_GAUSSIAN = { deviations: [1.6, 0.5], tiltRad: Math.PI / 3 } as const;

/** One Gaussian, longer across than up. */
export const wideGaussian = (): Mixture => longGaussian(0);

/** The same, turned: between the two the flow of independent pairs ends by a map that is not the optimal one. */
export const tiltedGaussian = (): Mixture => longGaussian(LONG_GAUSSIAN.tiltRad);

function longGaussian(tiltRad: number): Mixture {
  const [long, short] = LONG_GAUSSIAN.deviations.map((deviation) => deviation ** 2);
  const [cos, sin] = [Math.cos(tiltRad), Math.sin(tiltRad)];
  const across = (long - short) * cos * sin;
  return { dimension: 2, weights: Float64Array.of(1), means: new Float64Array(2), covariances: Float64Array.of(long * cos * cos + short * sin * sin, across, across, long * sin * sin + short * cos * cos) };
}

/** FFJORD's checkerboard: eight squares of side 2 in [-4, 4]^2, each of 8 x 8 soft cells. */
export const checkerboard = (): Mixture => {
  const corners: number[][] = [];
  for (let column = -2; column < 2; column++) {
    for (let row = -2; row < 2; row++) if ((column + row) % 2 === 0) corners.push([2 * column, 2 * row]);
  }
  return filledBoxes(corners, 2, 8);
};

/** The square [-2, 2]^2 of 16 x 16 soft cells. */
export const uniform = (): Mixture => filledBoxes([[-2, -2]], 4, 16);

function circle(radius: number) {
  return (u: number): number[] => [radius * Math.cos(2 * Math.PI * u), radius * Math.sin(2 * Math.PI * u)];
}
