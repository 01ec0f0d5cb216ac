import { describe, expect, test } from 'vitest';
import { formatTicks, roundDown, roundTicks } from '../../src/scene/ticks.ts';

describe('ticks', () => {
  test('are round numbers inside the axis, about as many as wanted', () => {
    expect(roundTicks(-4.1, 4.1, 5)).toEqual([-4, -2, 0, 2, 4]);
    expect(roundTicks(31.2, 60.4, 4)).toEqual([40, 50, 60]);
    expect(roundTicks(0, 0.31, 3)).toEqual([0, 0.1, 0.2, 0.3]);
    for (const wanted of [2, 3, 5, 8, 12]) {
      for (const span of [0.003, 0.7, 1, 13, 2000, 9e6]) {
        const count = roundTicks(-0.3 * span, 0.7 * span, wanted).length;
        expect(count).toBeGreaterThanOrEqual(Math.floor(wanted / 2));
        expect(count).toBeLessThanOrEqual(2 * wanted);
      }
    }
  });

  test('of an axis without length or end there are none', () => {
    expect(roundTicks(1, 1, 5)).toEqual([]);
    expect(roundTicks(2, 1, 5)).toEqual([]);
    expect(roundTicks(Number.NaN, 1, 5)).toEqual([]);
    expect(roundTicks(0, Infinity, 5)).toEqual([]);
  });

  test.each([5e-324, 1e-323, 1e-310, 3e-308, 1e-300, 1e-25, 1e25, 1e300, 8e307])('of an axis of length %d are few, finite and in order', (span) => {
    for (const lower of [0, span, -0.4 * span]) {
      for (const wanted of [1, 3, 7]) {
        const ticks = roundTicks(lower, lower + span, wanted);
        expect(ticks.length).toBeLessThanOrEqual(2 * wanted + 1);
        expect(ticks.every((tick, i) => Number.isFinite(tick) && (i === 0 || tick > ticks[i - 1]))).toBe(true);
      }
    }
  });

  test('of very small and very large numbers are round too', () => {
    expect(roundTicks(0, 3.1e-25, 3)).toEqual([0, 1e-25, 2e-25, 3e-25]);
    expect(roundTicks(0, 3.1e-310, 3)).toEqual([0, 1e-310, 2e-310, 3e-310]);
    expect(roundTicks(0, 3.1e23, 3)).toEqual([0, 1e23, 2e23, 3e23]);
  });

  test('are written with the same digits, a real minus, and as the language does', () => {
    expect(formatTicks([-0.5, 0, 0.5], 'en')).toEqual(['\u22120.5', '0.0', '0.5']);
    expect(formatTicks([0.25, 0.5], 'fr')).toEqual(['0,25', '0,50']);
    expect(formatTicks([1000, 20000], 'en')).toEqual(['1000', '20,000']);
    expect(formatTicks([1, 2], 'no language at all')).toEqual(['1', '2']);
  });

  test('from a million on, and below 1e-4, all of an axis are written as parts of one power of ten', () => {
    expect(formatTicks([-1e16, 0, 5e15], 'en')).toEqual(['\u22121.0·10¹⁶', '0', '0.5·10¹⁶']);
    expect(formatTicks([0, 5e15, 1e16], 'fr')).toEqual(['0', '0,5·10¹⁶', '1,0·10¹⁶']);
    expect(formatTicks([0, 500_000, 1e6], 'en')).toEqual(['0', '0.5·10⁶', '1.0·10⁶']);
    expect(formatTicks([0, 2e-5, 4e-5], 'en')).toEqual(['0', '2·10⁻⁵', '4·10⁻⁵']);
    expect(formatTicks([-1e-298, 1e-298], 'en')).toEqual(['\u22121·10⁻²⁹⁸', '1·10⁻²⁹⁸']);
    expect(formatTicks([1.5e300], 'en')).toEqual(['1.5·10³⁰⁰']);
  });

  test('between them they are written out', () => {
    expect(formatTicks([0, 500_000, 999_999], 'en')).toEqual(['0', '500,000', '999,999']);
    expect(formatTicks([0, 0.00005, 0.0001], 'en')).toEqual(['0.00000', '0.00005', '0.00010']);
    expect(formatTicks([0, 0], 'en')).toEqual(['0', '0']);
    expect(formatTicks([Infinity], 'en')).toEqual(['∞']);
    expect(formatTicks([], 'en')).toEqual([]);
  });

  test('a length scale is rounded down to 1, 2 or 5 times a power of ten', () => {
    expect([0.0312, 0.5, 0.999, 1, 7.3, 2400].map(roundDown)).toEqual([0.02, 0.5, 0.5, 1, 5, 2000]);
  });

  test('that are close together far from 0 are written out where parts of a power of ten would be longer', () => {
    expect(formatTicks([1_000_000, 1_000_100, 1_000_200], 'en')).toEqual(['1,000,000', '1,000,100', '1,000,200']);
    expect(formatTicks([1_000_000, 1_500_000], 'en')).toEqual(['1.0·10⁶', '1.5·10⁶']);
  });
});
