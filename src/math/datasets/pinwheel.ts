import type { Mixture } from '../models/types.ts';
import { gaussLegendre } from './gauss-legendre.ts';

/** FFJORD's numbers (Grathwohl et al. 2019, after Johnson et al. 2016); everything is doubled at the end. */
const ARMS = 5;
const RADIAL_DEVIATION = 0.3;
const TANGENTIAL_DEVIATION = 0.1;
const TWIST = 0.25;
const SIZE = 2;
/** Each component is a Gaussian this long along its arm; the nodes carry the rest of the radial spread. */
const PIECE = 0.06;
/** Nodes reach this many deviations from the middle of an arm. */
const REACH = 3.5;

/**
 * Five arms twisted clockwise by `exp(radius)` (the published code multiplies rows by rotations): radius N(1, 0.3^2), across N(0, 0.1^2). Along each arm stand Gaussians that follow its direction, so the
 * bend within a piece of 0.06 is straightened; this is the law that is drawn from.
 *
 * @param nodes  components on each arm
 */
export function pinwheel(nodes = 44): Mixture {
  const weights: number[] = [];
  const means: number[] = [];
  const covariances: number[] = [];
  const deviation = Math.sqrt(RADIAL_DEVIATION ** 2 - PIECE ** 2);
  const rule = gaussLegendre(nodes);
  let total = 0;
  for (let arm = 0; arm < ARMS; arm++) {
    for (let node = 0; node < nodes; node++) {
      const z = REACH * (2 * rule.nodes[node] - 1);
      const radius = 1 + deviation * z;
      const angle = -((2 * Math.PI * arm) / ARMS + TWIST * Math.exp(radius));
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      // d/dr of r (cos, sin): outward, and sideways by the twist.
      const sideways = -radius * TWIST * Math.exp(radius);
      const along = [cosine - sideways * sine, sine + sideways * cosine];
      const across = [-sine, cosine];
      const entry = (k: number, l: number): number =>
        SIZE ** 2 * (PIECE ** 2 * along[k] * along[l] + TANGENTIAL_DEVIATION ** 2 * across[k] * across[l]);
      const weight = rule.weights[node] * Math.exp((-z * z) / 2);
      total += weight;
      weights.push(weight);
      means.push(SIZE * radius * cosine, SIZE * radius * sine);
      covariances.push(entry(0, 0), entry(0, 1), entry(1, 0), entry(1, 1));
    }
  }
  return {
    dimension: 2,
    weights: Float64Array.from(weights, (weight) => weight / total),
    means: Float64Array.from(means),
    covariances: Float64Array.from(covariances),
  };
}
