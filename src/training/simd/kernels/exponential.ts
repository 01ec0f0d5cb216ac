import { multiplyAdd } from './arithmetic';

/*
 * Constants are read from memory: V8 puts a vector constant together anew wherever it is used, which takes longer than the
 * arithmetic.
 */
const TABLE = memory.data<f32>([
  // The range of exp: beyond it neither the result nor its reciprocal would be a normal number.
  -87, 87,
  // 1 / ln 2; what rounds to a whole number when it is added; ln 2 in two parts, negative.
  1.44269504, 12582912, -0.693359375, 2.12194440e-4,
  // The polynomial of Cephes' expf (Moshier), highest power first.
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
  // The series of 2 artanh(s) without its first term, highest power first.
  0.13333333333, 0.15384615385, 0.18181818182, 0.22222222222, 0.28571428571, 0.4, 0.66666666667,
  1, 2,
], 16);
const LOWEST = 0, HIGHEST = 4, PER_LN2 = 8, ROUNDER = 12, LN2_HIGH = 16, LN2_LOW = 20, EXP_SERIES = 24, LOG_SERIES = 48, ONE = 76, TWO = 80;

/** Four times the constant at `place`. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function four(place: usize): v128 {
  return v128.load32_splat(TABLE + place);
}

// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
export function one(): v128 {
  return four(ONE);
}

/** `x` within the range in which `exp` works; what is not a number stays so. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function bounded(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, four(LOWEST)), four(HIGHEST));
}

/** `x / ln 2` in bits that hold its nearest whole number `n`. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function doublings(x: v128): v128 {
  return multiplyAdd(x, four(PER_LN2), four(ROUNDER));
}

/** `2^n`. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function power(bits: v128): v128 {
  return i32x4.add(i32x4.shl(bits, 23), one());
}

/** `exp(r) - 1` of the rest `r = x - n ln 2`, by the polynomial of Cephes' expf (Moshier). */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function rest(x: v128, bits: v128): v128 {
  const n = f32x4.sub(bits, four(ROUNDER));
  let r = multiplyAdd(n, four(LN2_HIGH), x);
  r = multiplyAdd(n, four(LN2_LOW), r);
  const square = f32x4.mul(r, r);
  const high = multiplyAdd(four(EXP_SERIES), r, four(EXP_SERIES + 4));
  const middle = multiplyAdd(four(EXP_SERIES + 8), r, four(EXP_SERIES + 12));
  const low = multiplyAdd(four(EXP_SERIES + 16), r, four(EXP_SERIES + 20));
  const series = multiplyAdd(multiplyAdd(high, square, middle), square, low);
  return multiplyAdd(series, square, r);
}

/** `exp(x)`, good to one unit in the last place or two; held at its values at -87 and 87. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
export function exp(x: v128): v128 {
  const within = bounded(x);
  const bits = doublings(within);
  const scale = power(bits);
  return multiplyAdd(rest(within, bits), scale, scale);
}

/** `exp(x) - 1` without loss of digits near 0. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
export function expMinusOne(x: v128): v128 {
  const within = bounded(x);
  const bits = doublings(within);
  const scale = power(bits);
  return multiplyAdd(rest(within, bits), scale, f32x4.sub(scale, one()));
}

/** `log(1 + y)` for y in [0, 1]: `2 artanh(s)`, `s = y / (2 + y)` at most 1/3, by its series to s^15. */
// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
export function logOnePlus(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, four(TWO)));
  const square = f32x4.mul(s, s);
  let series = four(LOG_SERIES);
  series = multiplyAdd(series, square, four(LOG_SERIES + 4));
  series = multiplyAdd(series, square, four(LOG_SERIES + 8));
  series = multiplyAdd(series, square, four(LOG_SERIES + 12));
  series = multiplyAdd(series, square, four(LOG_SERIES + 16));
  series = multiplyAdd(series, square, four(LOG_SERIES + 20));
  series = multiplyAdd(series, square, four(LOG_SERIES + 24));
  return multiplyAdd(f32x4.mul(series, square), s, f32x4.add(s, s));
}
