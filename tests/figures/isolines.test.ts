import { contours } from 'd3-contour';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/math/index.ts';
import { Isolines } from '../../src/figures/isolines.ts';

const [COLUMNS, ROWS] = [31, 23];

const sampled = (f: (x: number, y: number) => number): Float32Array =>
  Float32Array.from({ length: COLUMNS * ROWS }, (_, i) => f(i % COLUMNS, Math.floor(i / COLUMNS)));

function linesOf(values: ArrayLike<number>, level: number): { x: number; y: number }[][] {
  const isolines = new Isolines(COLUMNS, ROWS, [0, 0], [1, 1]);
  isolines.trace(values, level);
  const { offsets, positions } = isolines;
  return offsets.slice(1).map((end, l) => Array.from({ length: end - offsets[l] }, (_, k) => ({ x: positions[3 * (offsets[l] + k)], y: positions[3 * (offsets[l] + k) + 1] })));
}

const isClosed = (line: { x: number; y: number }[]): boolean => Math.hypot(line[0].x - line.at(-1).x, line[0].y - line.at(-1).y) < 1e-6;
const lengthOf = (line: { x: number; y: number }[]): number => line.slice(1).reduce((sum, { x, y }, k) => sum + Math.hypot(x - line[k].x, y - line[k].y), 0);

describe('lines of equal value', () => {
  test('around a hill are one closed line each, at the right distance', () => {
    const lines = linesOf(sampled((x, y) => -Math.hypot(x - 15, y - 11)), -7.3);
    expect(lines).toHaveLength(1);
    expect(isClosed(lines[0])).toBe(true);
    for (const { x, y } of lines[0]) expect(Math.abs(Math.hypot(x - 15, y - 11) - 7.3)).toBeLessThan(0.02);
    expect(lengthOf(lines[0])).toBeCloseTo(2 * Math.PI * 7.3, 0);
  });

  test('run from edge to edge where the grid ends first', () => {
    const lines = linesOf(sampled((x, y) => x + 0.25 * y), 12.1);
    expect(lines).toHaveLength(1);
    const { x: fromX, y: fromY } = lines[0][0];
    const { x: toX, y: toY } = lines[0].at(-1);
    expect([fromY, toY].sort((a, b) => a - b)).toEqual([0, ROWS - 1]);
    for (const { x, y } of lines[0]) expect(x + 0.25 * y).toBeCloseTo(12.1, 4);
    expect(lengthOf(lines[0])).toBeCloseTo(Math.hypot(fromX - toX, fromY - toY), 4);
  });

  test('are those of d3-contour, but along the edges, where it closes them', () => {
    const random = createRandom(5);
    const noise = Float32Array.from({ length: COLUMNS * ROWS }, () => random.normal());
    const edge = (i: number): boolean => i % COLUMNS === 0 || i % COLUMNS === COLUMNS - 1 || i < COLUMNS || i >= COLUMNS * (ROWS - 1);
    const island = noise.map((value, i) => (edge(i) ? -3 : value));
    for (const level of [-0.8, 0.1, 0.7]) {
      const mine = linesOf(island, level);
      const theirs = contours().size([COLUMNS, ROWS]).smooth(true).contour([...island], level).coordinates.flat();
      const vertices = (lines: { x: number; y: number }[][]): string[] => lines.flatMap((line) => line.slice(1)).map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`).sort();
      expect(mine.every(isClosed)).toBe(true);
      expect(vertices(mine)).toEqual(vertices(theirs.map((ring) => ring.map(([x, y]) => ({ x: x - 0.5, y: y - 0.5 })))));
    }
  });

  test('pass by nodes without a value, and are none where nothing is above or below', () => {
    const hole = sampled((x) => x);
    hole[11 * COLUMNS + 12] = Number.NaN;
    hole[4 * COLUMNS + 12] = Number.POSITIVE_INFINITY;
    for (const { x, y } of linesOf(hole, 11.5).flat()) expect(Number.isFinite(x + y)).toBe(true);
    expect(linesOf(sampled(() => 1), 2)).toEqual([]);
    expect(linesOf(sampled(() => 1), 0)).toEqual([]);
  });

  test('are kept in the same buffers from call to call', () => {
    const isolines = new Isolines(COLUMNS, ROWS, [0, 0], [1, 1]);
    const hill = sampled((x, y) => -Math.hypot(x - 15, y - 11));
    isolines.trace(hill, -9);
    const { positions, offsets } = isolines;
    const first = positions.slice(0, 3 * offsets[1]);
    isolines.clear();
    isolines.trace(hill, -9);
    expect(isolines.positions).toBe(positions);
    expect(isolines.offsets).toHaveLength(2);
    expect(positions.slice(0, 3 * offsets[1])).toEqual(first);
  });
});
