import { gaussLegendre } from './datasets/gauss-legendre.ts';
import { normalDensity, normalMass } from './normal-law.ts';

/** A normal law. */
export interface Gaussian {
  readonly mean: readonly number[];
  /** Row-major, positive definite. */
  readonly covariance: readonly number[];
}

/** So far from its mean a Gaussian has less than 1e-18. */
const FARTHEST = 9;
/** Where axes are correlated the first is integrated by pieces of this length at most, in its deviations, of so many nodes each. */
const PIECE = 1.5;
/** An axis whose crossing of an end takes less than this part of a deviation, which is a correlation of 0.99, needs finer pieces. */
const ABRUPT = 0.15;
const RULE = gaussLegendre(16);

/**
 * `integral over the box of (constant + slopes . x) N(x; mean, covariance) dx`: in closed form where no axis is correlated with another, else by
 * nested quadrature over all axes but the last, within 1e-9, in finer pieces where another axis follows so closely that it crosses an end of the box abruptly.
 *
 * @param box  axis-parallel, of the dimension of the law, which may be 0
 * @param slopes  one an axis; 0 when absent
 */
export function integralOverBox(gaussian: Gaussian, box: { readonly lower: readonly number[]; readonly upper: readonly number[] }, constant: number, slopes?: readonly number[]): number {
  const { mean, covariance } = gaussian;
  const dimension = mean.length;
  if (dimension === 0) return constant;
  const deviation = Math.sqrt(covariance[0]);
  const [from, to] = [box.lower[0], box.upper[0]].map((end) => (end - mean[0]) / deviation);
  if (from > FARTHEST || to < -FARTHEST) return 0;
  const rest = { lower: box.lower.slice(1), upper: box.upper.slice(1) };
  const further = slopes?.slice(1);
  const slope = slopes?.[0] ?? 0;
  const isAlone = covariance.slice(1, dimension).every((entry) => entry === 0);
  if (isAlone) {
    const others = conditional(gaussian, 0, mean[0]);
    const mass = normalMass(from, to);
    // The mean of the coordinate over the interval, times its mass.
    const moment = slope === 0 ? 0 : mean[0] * mass - deviation * (normalDensity(to) - normalDensity(from));
    const inner = integralOverBox(others, rest, constant, further);
    return mass * inner + (moment === 0 ? 0 : slope * moment * integralOverBox(others, rest, 1));
  }
  const ends = piecesOf(gaussian, box, Math.max(from, -FARTHEST), Math.min(to, FARTHEST));
  let sum = 0;
  for (let piece = 1; piece < ends.length; piece++) {
    const first = ends[piece - 1];
    const length = ends[piece] - first;
    for (let node = 0; node < RULE.nodes.length; node++) {
      const z = first + RULE.nodes[node] * length;
      const x = mean[0] + deviation * z;
      sum += length * RULE.weights[node] * normalDensity(z) * integralOverBox(conditional(gaussian, 0, x), rest, constant + slope * x, further);
    }
  }
  return sum;
}

/** Ends of the pieces from `from` to `to`, in deviations of the first axis. */
function piecesOf({ mean, covariance }: Gaussian, box: { readonly lower: readonly number[]; readonly upper: readonly number[] }, from: number, to: number): number[] {
  const dimension = mean.length;
  const deviation = Math.sqrt(covariance[0]);
  const ends = new Set([from, to]);
  const add = (z: number): void => void (z > from && z < to && ends.add(z));
  const pieces = Math.ceil((to - from) / PIECE);
  for (let piece = 1; piece < pieces; piece++) add(from + (piece * (to - from)) / pieces);
  for (let k = 1; k < dimension; k++) {
    const slope = covariance[k * dimension] / deviation;
    const width = Math.sqrt(Math.max(0, covariance[k * dimension + k] - slope * slope)) / Math.abs(slope);
    if (!(width < ABRUPT)) continue;
    for (const end of [box.lower[k], box.upper[k]]) {
      const crossing = (end - mean[k]) / slope;
      for (let z = -FARTHEST; z <= FARTHEST; z += PIECE) add(crossing + z * width);
    }
  }
  return [...ends].sort((a, b) => a - b);
}

/** The law of the other coordinates where that of `axis` is `at`. */
export function conditional({ mean, covariance }: Gaussian, axis: number, at: number): Gaussian {
  const dimension = mean.length;
  const others = mean.map((_, k) => k).filter((k) => k !== axis);
  const gain = others.map((k) => covariance[k * dimension + axis] / covariance[axis * dimension + axis]);
  return {
    mean: others.map((k, i) => mean[k] + gain[i] * (at - mean[axis])),
    covariance: others.flatMap((k, i) => others.map((l) => covariance[k * dimension + l] - gain[i] * covariance[axis * dimension + l])),
  };
}
