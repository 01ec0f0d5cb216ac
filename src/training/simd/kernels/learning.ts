import { multiplyAdd } from './arithmetic';

const ROW: i32 = 32;

/** Running means below it count as 0: where no gradient comes any more they would fall to subnormal numbers, which are slow. */
const NEGLIGIBLE: f32 = 1e-30;

/** `values *= factors`, up to `end`. */
export function scale(values: usize, factors: usize, end: usize): void {
  for (; values < end; values += 16, factors += 16) {
    v128.store(values, f32x4.mul(v128.load(values), v128.load(factors)));
  }
}

/**
 * The sum of `|predicted - wanted|^2` over the first `count` rows; `predicted` becomes `factor (predicted - wanted)` there and 0 in
 * the rows up to `rows`, which only fill the last tile.
 *
 * @param predicted  `rows` x `outputs` in panels of `stride` bytes, as is `wanted`
 */
export function matchingLoss(predicted: usize, wanted: usize, factor: f32, count: i32, rows: i32, outputs: i32, stride: i32): f64 {
  let sum = f32x4.splat(0);
  const factors = f32x4.splat(factor);
  for (let panel = 0; panel < outputs; panel += 8) {
    const last = count * ROW;
    for (let at = 0; at < last; at += 16) {
      const error = f32x4.sub(v128.load(predicted + at), v128.load(wanted + at));
      sum = multiplyAdd(error, error, sum);
      v128.store(predicted + at, f32x4.mul(factors, error));
    }
    memory.fill(predicted + last, 0, rows * ROW - last);
    predicted += stride;
    wanted += stride;
  }
  return <f64>f32x4.extract_lane(sum, 0) + <f64>f32x4.extract_lane(sum, 1) + <f64>f32x4.extract_lane(sum, 2) + <f64>f32x4.extract_lane(sum, 3);
}

/**
 * One step of Adam (Kingma and Ba 2015, algorithm 1) over all parameters at once.
 *
 * @param gradient  read, then set to 0
 * @param first  running mean of the gradient, as long as `parameters`
 * @param second  running mean of its square
 * @param end  of `parameters`
 * @param factor  what the gradient is multiplied with first
 * @param rate  learning rate over `1 - beta1^step`
 * @param correction  `1 / (1 - beta2^step)`
 */
export function adam(
  parameters: usize, gradient: usize, first: usize, second: usize, end: usize,
  factor: f32, rate: f32, correction: f32, beta1: f32, beta2: f32, epsilon: f32,
): void {
  const keepFirst = f32x4.splat(beta1);
  const takeFirst = f32x4.splat(1 - beta1);
  const keepSecond = f32x4.splat(beta2);
  const takeSecond = f32x4.splat(1 - beta2);
  for (; parameters < end; parameters += 16, gradient += 16, first += 16, second += 16) {
    const g = f32x4.mul(f32x4.splat(factor), v128.load(gradient));
    v128.store(gradient, f32x4.splat(0));
    const m = orZero(multiplyAdd(keepFirst, v128.load(first), f32x4.mul(takeFirst, g)));
    v128.store(first, m);
    const v = orZero(multiplyAdd(keepSecond, v128.load(second), f32x4.mul(takeSecond, f32x4.mul(g, g))));
    v128.store(second, v);
    const spread = f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(correction))), f32x4.splat(epsilon));
    const step = f32x4.div(f32x4.mul(f32x4.splat(rate), m), spread);
    v128.store(parameters, f32x4.sub(v128.load(parameters), step));
  }
}

/**
 * One step of gradient descent with momentum (Sutskever et al. 2013, in PyTorch's form): `mean = keep mean + gradient`, `parameters -= rate mean`.
 *
 * @param gradient  read, then set to 0
 * @param mean  as long as `parameters`
 * @param end  of `parameters`
 * @param factor  what the gradient is multiplied with first
 */
export function sgd(parameters: usize, gradient: usize, mean: usize, end: usize, factor: f32, rate: f32, keep: f32): void {
  for (; parameters < end; parameters += 16, gradient += 16, mean += 16) {
    const g = f32x4.mul(f32x4.splat(factor), v128.load(gradient));
    v128.store(gradient, f32x4.splat(0));
    const m = orZero(multiplyAdd(f32x4.splat(keep), v128.load(mean), g));
    v128.store(mean, m);
    v128.store(parameters, f32x4.sub(v128.load(parameters), f32x4.mul(f32x4.splat(rate), m)));
  }
}

/** The sum of squares of the numbers up to `end`. */
export function squaredNorm(values: usize, end: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; values < end; values += 16) {
    const four = v128.load(values);
    const a = f64x2.promote_low_f32x4(four);
    const b = f64x2.promote_low_f32x4(i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

// @ts-expect-error: a decorator on a function is AssemblyScript's own
@inline
function orZero(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(NEGLIGIBLE)));
}
