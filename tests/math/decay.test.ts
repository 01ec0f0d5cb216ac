import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decay } from '../../src/math/fields/decay.ts';

test('the written-out exponential is that of the engine to 1e-15', () => {
  expect(decay(0)).toBe(1);
  fc.assert(
    fc.property(fc.double({ min: -40, max: 0, noNaN: true }), (x) => {
      expect(Math.abs(decay(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    }),
    { seed: 61, numRuns: 5000, verbose: true },
  );
});
