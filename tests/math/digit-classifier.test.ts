import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isHeldOut, nameOf } from '../fixtures/digit-classifier/index.mjs';

const PIXELS = 784;
const digits = readFileSync(new URL('../../examples/digits/digits-2000x28x28.u8', import.meta.url));
const EACH = digits.length / PIXELS / 10;

test('the classifier of the tests names held-out digits as its README tells', () => {
  const named = Array.from({ length: digits.length / PIXELS }, (_, i) => i).filter(isHeldOut).map((i) => {
    const { digit, probability } = nameOf(Float32Array.from(digits.subarray(i * PIXELS, (i + 1) * PIXELS), (byte) => byte / 255));
    return { isRight: digit === Math.floor(i / EACH), isSure: probability >= 0.9 };
  });
  const sure = named.filter(({ isSure }) => isSure);
  const right = (some: typeof named): number => some.filter(({ isRight }) => isRight).length;
  expect({ all: named.length, right: right(named), sure: sure.length, rightAndSure: right(sure) }).toEqual({ all: 400, right: 387, sure: 384, rightAndSure: 376 });
});
