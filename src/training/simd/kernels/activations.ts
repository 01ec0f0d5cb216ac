import { exp, expMinusOne, logOnePlus } from './exponential';
import { multiplyAdd } from './arithmetic';

/*
 * Each replaces the numbers from `values` to `end` by the activation's values, four at a time, and writes its derivatives at
 * `slopes`: they cost little beside the values, and the way back then only multiplies. Where `slopes` is 0 nobody goes back.
 */

/** Klambauer et al. 2017. */
const SELU_ALPHA: f32 = 1.6732632423543772;
const SELU_SCALE: f32 = 1.0507009873554805;

/** `x s`, `s = 1 / (1 + exp(-x))`; its derivative is `s + x s (1 - s)`. */
export function silu(values: usize, slopes: usize, end: usize): void {
  const one = f32x4.splat(1);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const gate = f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))));
    const value = f32x4.mul(x, gate);
    v128.store(values, value);
    if (slopes) {
      v128.store(slopes, multiplyAdd(value, f32x4.sub(one, gate), gate));
      slopes += 16;
    }
  }
}

/** `x` above 0, `exp(x) - 1` below. */
export function elu(values: usize, slopes: usize, end: usize): void {
  const one = f32x4.splat(1);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const isBelow = f32x4.lt(x, f32x4.splat(0));
    const below = expMinusOne(x);
    v128.store(values, v128.bitselect(below, x, isBelow));
    if (slopes) {
      v128.store(slopes, v128.bitselect(f32x4.add(below, one), one, isBelow));
      slopes += 16;
    }
  }
}

export function selu(values: usize, slopes: usize, end: usize): void {
  const scale = f32x4.splat(SELU_SCALE);
  const scaledAlpha = f32x4.splat(SELU_SCALE * SELU_ALPHA);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const isBelow = f32x4.lt(x, f32x4.splat(0));
    const below = f32x4.mul(scaledAlpha, expMinusOne(x));
    v128.store(values, v128.bitselect(below, f32x4.mul(scale, x), isBelow));
    if (slopes) {
      v128.store(slopes, v128.bitselect(f32x4.add(below, scaledAlpha), scale, isBelow));
      slopes += 16;
    }
  }
}

export function relu(values: usize, slopes: usize, end: usize): void {
  const zero = f32x4.splat(0);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    v128.store(values, f32x4.pmax(x, zero));
    if (slopes) {
      v128.store(slopes, v128.and(f32x4.gt(x, zero), f32x4.splat(1)));
      slopes += 16;
    }
  }
}

/** `m / (m + 2)`, `m = exp(2x) - 1`. */
export function tanh(values: usize, slopes: usize, end: usize): void {
  const one = f32x4.splat(1);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const m = expMinusOne(f32x4.add(x, x));
    const value = f32x4.div(m, f32x4.add(m, f32x4.splat(2)));
    v128.store(values, value);
    if (slopes) {
      v128.store(slopes, f32x4.sub(one, f32x4.mul(value, value)));
      slopes += 16;
    }
  }
}

/** `log(1 + exp(x)) = max(x, 0) + log(1 + e)`, `e = exp(-|x|)`; its derivative is 1 or `e` over `1 + e`. */
export function softplus(values: usize, slopes: usize, end: usize): void {
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const e = exp(f32x4.neg(f32x4.abs(x)));
    v128.store(values, f32x4.add(f32x4.pmax(x, zero), logOnePlus(e)));
    if (slopes) {
      v128.store(slopes, f32x4.div(v128.bitselect(e, one, f32x4.lt(x, zero)), f32x4.add(one, e)));
      slopes += 16;
    }
  }
}
