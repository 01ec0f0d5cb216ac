/** Where the series of the middle hands over to the continued fraction of the tail. */
const TAIL = 2.5;
const LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Log of the standard normal density. */
export const logNormalDensity = (z: number): number => -0.5 * z * z - LOG_ROOT_TWO_PI;

/**
 * `log P(Z < z)` of the standard normal, to about 1e-15 of the probability, in the far tails as well, where the probability itself is no number.
 * By the series of Marsaglia 2004 (Evaluating the normal distribution, eq. 1) in the middle, and Laplace's continued fraction of Mills' ratio beyond.
 */
export function logNormalBelow(z: number): number {
  if (z < -TAIL) return logNormalDensity(z) + Math.log(millsRatio(-z));
  if (z > TAIL) return Math.log1p(-Math.exp(logNormalDensity(z)) * millsRatio(z));
  return Math.log(0.5 + Math.exp(logNormalDensity(z)) * series(z));
}

/** Density of the standard normal law. */
export const normalDensity = (z: number): number => Math.exp(logNormalDensity(z));

/**
 * `P(from < Z < to)` of the standard normal law, with the precision of the tail where both lie in one.
 *
 * @param from  may be -Infinity
 * @param to  not below `from`; may be Infinity
 */
export function normalMass(from: number, to: number): number {
  if (from > TAIL) return upperTail(from) - upperTail(to);
  if (to < -TAIL) return upperTail(-to) - upperTail(-from);
  return overMiddle(to) - overMiddle(from);
}

/** `P(Z > z)` for z above `TAIL`. */
const upperTail = (z: number): number => (z === Infinity ? 0 : normalDensity(z) * millsRatio(z));

/** `P(Z < z) - 1/2`. */
function overMiddle(z: number): number {
  if (Math.abs(z) <= TAIL) return normalDensity(z) * series(z);
  return Math.sign(z) * (0.5 - upperTail(Math.abs(z)));
}

/** `z + z^3 / 3 + z^5 / (3 5) + ...` */
function series(z: number): number {
  let [term, sum] = [z, z];
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return sum;
}

/** `P(Z > z) / density(z)` for z above `TAIL`: `1 / (z + 1 / (z + 2 / (z + 3 / ...)))`, from where it no longer matters. */
function millsRatio(z: number): number {
  const depth = Math.ceil(20 + 500 / (z * z));
  let fraction = z;
  for (let n = depth; n > 0; n--) fraction = z + n / fraction;
  return 1 / fraction;
}
