/** `exp` splits as `2^(k / 64) exp(r)` with a whole number k and |r| <= ln 2 / 128, where a polynomial of degree 5 errs by 4e-17. */
const PARTS = 64;
const PER_UNIT = PARTS / Math.LN2;
/** ln 2 / 64 in two pieces (fdlibm's): the first ends in zero bits, so that its product with k is exact. */
const STEP_HIGH = 6.9314718036912381649e-1 / PARTS;
const STEP_LOW = 1.90821492927058770002e-10 / PARTS;

const FRACTIONS = Float64Array.from({ length: PARTS }, (_, i) => 2 ** (i / PARTS));
const POWERS = Float64Array.from({ length: 64 }, (_, i) => 2 ** -i);

/**
 * `exp(x)` for x from -40 to 0, to 5e-16 relative: the inner loop of every exact field. Written out because `Math.exp` is a call into the
 * engine that takes twice as long and rounds differently from one engine to the next.
 */
export function decay(x: number): number {
  const k = (x * PER_UNIT - 0.5) | 0; // rounds, since x is not positive
  const r = x - k * STEP_HIGH - k * STEP_LOW;
  const series = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r / 120))));
  return series * FRACTIONS[k & (PARTS - 1)] * POWERS[-(k >> 6)];
}
