import { multiplyAdd } from './arithmetic';

/*
 * Every matrix is stored in panels of eight columns: panel `c >> 3` holds all rows, eight numbers (32 bytes) each, so that
 * whatever the width a loop walks through memory without gaps. Numbers of rows are multiples of 4, of columns of 8; `stride` is
 * the bytes from one panel of a batch's rows to the next. A tile of 4 x 8 sums stays in registers: more would spill.
 */

const ROW: i32 = 32;

/**
 * `y = x w + bias`.
 *
 * @param x  `rows` x `inputs` in panels of `stride` bytes
 * @param used  columns of `x` that are read: those behind them pad
 * @param w  `inputs` x `outputs`
 * @param bias  `outputs` numbers, or 0 for none
 * @param y  `rows` x `outputs` in panels of `stride` bytes
 */
export function product(x: usize, used: i32, w: usize, bias: usize, y: usize, rows: i32, inputs: i32, outputs: i32, stride: i32): void {
  for (let panel = 0; panel < outputs; panel += 8) {
    const low = bias ? v128.load(bias) : f32x4.splat(0);
    const high = bias ? v128.load(bias, 16) : f32x4.splat(0);
    if (bias) bias += ROW;
    for (let row = 0; row < rows; row += 4) {
      let a0 = low, a1 = low, a2 = low, a3 = low;
      let b0 = high, b1 = high, b2 = high, b3 = high;
      let factor = w;
      let column = x + row * ROW;
      for (let left = used; left > 0; left -= 8) {
        const end = column + (min(left, 8) << 2);
        for (let at = column; at < end; at += 4) {
          const wa = v128.load(factor);
          const wb = v128.load(factor, 16);
          factor += ROW;
          const x0 = v128.load32_splat(at);
          a0 = multiplyAdd(x0, wa, a0);
          b0 = multiplyAdd(x0, wb, b0);
          const x1 = v128.load32_splat(at, 32);
          a1 = multiplyAdd(x1, wa, a1);
          b1 = multiplyAdd(x1, wb, b1);
          const x2 = v128.load32_splat(at, 64);
          a2 = multiplyAdd(x2, wa, a2);
          b2 = multiplyAdd(x2, wb, b2);
          const x3 = v128.load32_splat(at, 96);
          a3 = multiplyAdd(x3, wa, a3);
          b3 = multiplyAdd(x3, wb, b3);
        }
        column += stride;
      }
      const out = y + row * ROW;
      v128.store(out, a0);
      v128.store(out, b0, 16);
      v128.store(out, a1, 32);
      v128.store(out, b1, 48);
      v128.store(out, a2, 64);
      v128.store(out, b2, 80);
      v128.store(out, a3, 96);
      v128.store(out, b3, 112);
    }
    w += inputs * ROW;
    y += stride;
  }
}

/**
 * `sum += x^T y`, the slope of a layer's weights.
 *
 * @param x  `rows` x `inputs` in panels of `stride` bytes
 * @param y  `rows` x `outputs` in panels of `stride` bytes
 * @param sum  `inputs` x `outputs`
 */
export function addTransposedProduct(x: usize, y: usize, sum: usize, rows: i32, inputs: i32, outputs: i32, stride: i32): void {
  for (let panel = 0; panel < outputs; panel += 8) {
    for (let input = 0; input < inputs; input += 4) {
      let a0 = v128.load(sum), b0 = v128.load(sum, 16);
      let a1 = v128.load(sum, 32), b1 = v128.load(sum, 48);
      let a2 = v128.load(sum, 64), b2 = v128.load(sum, 80);
      let a3 = v128.load(sum, 96), b3 = v128.load(sum, 112);
      let at = x + (input >> 3) * stride + ((input & 7) << 2);
      const end = y + rows * ROW;
      for (let row = y; row < end; row += ROW) {
        const ya = v128.load(row);
        const yb = v128.load(row, 16);
        const x0 = v128.load32_splat(at);
        a0 = multiplyAdd(x0, ya, a0);
        b0 = multiplyAdd(x0, yb, b0);
        const x1 = v128.load32_splat(at, 4);
        a1 = multiplyAdd(x1, ya, a1);
        b1 = multiplyAdd(x1, yb, b1);
        const x2 = v128.load32_splat(at, 8);
        a2 = multiplyAdd(x2, ya, a2);
        b2 = multiplyAdd(x2, yb, b2);
        const x3 = v128.load32_splat(at, 12);
        a3 = multiplyAdd(x3, ya, a3);
        b3 = multiplyAdd(x3, yb, b3);
        at += ROW;
      }
      v128.store(sum, a0);
      v128.store(sum, b0, 16);
      v128.store(sum, a1, 32);
      v128.store(sum, b1, 48);
      v128.store(sum, a2, 64);
      v128.store(sum, b2, 80);
      v128.store(sum, a3, 96);
      v128.store(sum, b3, 112);
      sum += 4 * ROW;
    }
    y += stride;
  }
}

/** `sum += ` the sum of all rows of `y`, the slope of a layer's bias. */
export function addRows(y: usize, sum: usize, rows: i32, outputs: i32, stride: i32): void {
  for (let panel = 0; panel < outputs; panel += 8) {
    let a = v128.load(sum);
    let b = v128.load(sum, 16);
    const end = y + rows * ROW;
    for (let row = y; row < end; row += ROW) {
      a = f32x4.add(a, v128.load(row));
      b = f32x4.add(b, v128.load(row, 16));
    }
    v128.store(sum, a);
    v128.store(sum, b, 16);
    sum += ROW;
    y += stride;
  }
}

/** `out = w^T` of `inputs` x `outputs`: blocks of 8 x 8 change places, and each is turned. */
export function transpose(w: usize, out: usize, inputs: i32, outputs: i32): void {
  for (let panel = 0; panel < outputs; panel += 8) {
    for (let input = 0; input < inputs; input += 8) {
      const block = out + (input * outputs + panel * 8) * 4;
      turn(w, block);
      turn(w + 16, block + 4 * ROW);
      turn(w + 4 * ROW, block + 16);
      turn(w + 4 * ROW + 16, block + 4 * ROW + 16);
      w += 8 * ROW;
    }
  }
}

/** Transpose 4 x 4 numbers between two blocks of rows. */
function turn(from: usize, to: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from, 32);
  const r2 = v128.load(from, 64);
  const r3 = v128.load(from, 96);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 96);
}
