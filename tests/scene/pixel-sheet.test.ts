import { describe, expect, test } from 'vitest';
import { inkOf, PixelSheet } from '../../src/scene/painters/pixel-sheet.ts';

const SIZE = 40;
const RED = [1, 0, 0, 1] as const;
const BLUE = [0, 0, 1, 1] as const;

function createSheet(): { sheet: PixelSheet; data: Uint8ClampedArray; opacityAt(x: number, y: number): number; mass(): number } {
  const data = new Uint8ClampedArray(4 * SIZE * SIZE);
  const sheet = new PixelSheet(SIZE, SIZE, data);
  sheet.ink = inkOf(RED, 1);
  const mass = () => data.reduce((sum, value, i) => sum + (i % 4 === 3 ? value : 0), 0) / 255;
  return { sheet, data, opacityAt: (x, y) => data[4 * (y * SIZE + x) + 3], mass };
}

describe('a sheet of pixels', () => {
  test.each([[20, 20, 6], [20.5, 20.5, 3.3], [13.27, 21.81, 1.9], [7.9, 30.1, 1]])('fills a disc at (%f, %f) of radius %f with its area, around its centre', (x, y, radius) => {
    const { sheet, data, mass } = createSheet();
    sheet.dots(Float64Array.of(x, y, radius), 1);
    expect(Math.abs(mass() / (Math.PI * radius * radius) - 1)).toBeLessThan(0.05);
    let [atX, atY] = [0, 0];
    for (let i = 0; i < SIZE * SIZE; i++) {
      atX += (data[4 * i + 3] / 255) * ((i % SIZE) + 0.5);
      atY += (data[4 * i + 3] / 255) * (Math.floor(i / SIZE) + 0.5);
    }
    expect(Math.hypot(atX / mass() - x, atY / mass() - y)).toBeLessThan(0.05);
  });

  test('paints dots fainter, or stronger, by their size, where it is told to', () => {
    const { sheet, opacityAt } = createSheet();
    sheet.ink = inkOf(RED, 0.6);
    sheet.fade = 3;
    sheet.fullRadius = 4;
    sheet.dots(Float64Array.of(8, 8, 4, 20, 20, 3, 32, 32, 6), 3);
    const [full, far, near] = [opacityAt(8, 8), opacityAt(20, 20), opacityAt(32, 32)].map((value) => value / 255);
    expect(full).toBeCloseTo(0.6, 2);
    expect(far).toBeCloseTo(0.6 * 0.75 ** 3, 2);
    expect(near).toBe(1);
  });

  test('fills each disc with an ink of its own, where it is given some', () => {
    const { sheet, data } = createSheet();
    const inks = [inkOf(RED, 1), inkOf(BLUE, 0.5)];
    sheet.dots(Float64Array.of(8, 20, 4, 20, 20, 4, 32, 20, 4), 3, { inks, ofDots: Uint8Array.of(1, 0, 1) });
    const colorAt = (x: number): number[] => [...data.subarray(4 * (20 * SIZE + x), 4 * (20 * SIZE + x) + 4)];
    expect([8, 20, 32].map(colorAt)).toEqual([[0, 0, 255, 128], [255, 0, 0, 255], [0, 0, 255, 128]]);
  });

  test('fills a line with its length times its width, whichever way it runs', () => {
    for (let turn = 0; turn < 24; turn++) {
      const angle = (turn / 24) * 2 * Math.PI + 0.07;
      const { sheet, mass } = createSheet();
      sheet.lineWidth = 1.5;
      sheet.line(Float64Array.of(20.3, 19.6, 1, 20.3 + 15 * Math.cos(angle), 19.6 + 15 * Math.sin(angle), 1), 0, 2);
      // Its ends stand on whole columns or rows.
      expect(Math.abs(mass() - 15 * 1.5)).toBeLessThan(1.5 * Math.SQRT2);
    }
  });

  test('joins the pieces of a line without a gap or a darker joint', () => {
    const whole = createSheet();
    const pieces = createSheet();
    whole.sheet.ink = pieces.sheet.ink = inkOf(RED, 0.5);
    whole.sheet.lineWidth = pieces.sheet.lineWidth = 1.2;
    whole.sheet.line(Float64Array.of(4.2, 10.1, 1, 36.2, 26.1, 1), 0, 2);
    pieces.sheet.line(Float64Array.from({ length: 51 }, (_, i) => [4.2, 10.1, 1][i % 3] + [2, 1, 0][i % 3] * Math.floor(i / 3)), 0, 17);
    for (let i = 0; i < whole.data.length; i++) expect(Math.abs(whole.data[i] - pieces.data[i])).toBeLessThanOrEqual(1);
    expect(whole.mass()).toBeGreaterThan(15);
  });

  test('shows what lies above through what lies over it', () => {
    const { sheet, data } = createSheet();
    sheet.dots(Float64Array.of(20, 20, 8), 1);
    sheet.ink = inkOf(BLUE, 0.6);
    sheet.dots(Float64Array.of(20, 20, 8), 1);
    const [red, green, blue, opacity] = data.subarray(4 * (20 * SIZE + 20));
    expect([green, opacity]).toEqual([0, 255]);
    expect(Math.abs(red - 102)).toBeLessThan(3);
    expect(Math.abs(blue - 153)).toBeLessThan(3);
  });

  test('overlapping dots of one colour are darker where they overlap', () => {
    const { sheet, opacityAt } = createSheet();
    sheet.ink = inkOf(RED, 0.5);
    sheet.dots(Float64Array.of(18, 20, 5, 22, 20, 5), 2);
    expect(opacityAt(20, 20)).toBe(192);
    expect(opacityAt(15, 20)).toBe(128);
  });

  test('paints nothing outside its clip, nor anything that is not a number or far away', () => {
    const { sheet, opacityAt, mass } = createSheet();
    sheet.clip({ left: 10, top: -5, right: 30, bottom: 20 });
    sheet.dots(Float64Array.of(10, 20, 6), 1);
    sheet.line(Float64Array.of(-1e5, 5, 1, 1e5, 5, 1), 0, 2);
    expect(opacityAt(9, 19)).toBe(0);
    expect(opacityAt(10, 20)).toBe(0);
    expect(opacityAt(10, 19)).toBe(255);
    expect(opacityAt(30, 5)).toBe(0);
    expect(opacityAt(29, 5)).toBeGreaterThan(100);
    const before = mass();
    sheet.dots(Float64Array.of(Number.NaN, 15, 3, -1e5, 15, 3, 15, 1e9, 3), 3);
    sheet.lineWidth = 2;
    sheet.line(Float64Array.of(Number.NaN, 15, 1, 20, 15, 1, Number.NaN, 3, 1), 0, 3);
    expect(mass()).toBe(before);
  });
});
