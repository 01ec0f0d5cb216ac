import { describe, expect, test } from 'vitest';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { chartScene } from '../../src/scene/index.ts';
import type { ChartSceneOptions, Mark } from '../../src/scene/index.ts';
import { createSurface } from './create.ts';

const marksOf = (options: ChartSceneOptions, surface = createSurface(640, 240)) => {
  const scene = chartScene(options);
  return scene.marks(0, surface, scene.camera(surface, firstOrbit));
};
const strokes = (marks: readonly Mark[], color: string) =>
  marks.filter((mark) => mark.kind === 'strokes').filter((mark) => mark.color === color);
const texts = (marks: readonly Mark[]) => marks.filter((mark) => mark.kind === 'text').map(({ text }) => text);

const createCurve = (steps: number) =>
  Float64Array.from({ length: 2 * steps }, (_, i) => (i % 2 === 0 ? i / 2 + 1 : 1 + 3 * Math.exp(-i / steps) + 0.1 * Math.sin(i)));

describe('a loss chart', () => {
  test('draws its curve over the steps done, of all the steps there will be', () => {
    const marks = marksOf({ curve: createCurve(500), floor: 1, steps: 2000 });
    const line = strokes(marks, 'learned')[1];
    const last = 3 * (line.offsets[1] - 1);
    expect(line.positions[last]).toBeGreaterThan(490);
    expect(line.positions[last]).toBeLessThanOrEqual(500);
    expect(texts(marks)).toContain('2000');
  });

  test('draws the floor as a dashed line with its value', () => {
    const marks = marksOf({ curve: createCurve(100), floor: 0.953 });
    const [floor] = strokes(marks, 'exact');
    expect(floor.dashPx).toBeDefined();
    expect([floor.positions[1], floor.positions[4]].map((y) => y.toFixed(3))).toEqual(['0.953', '0.953']);
    expect(texts(marks)).toContain('exact floor 0.953');
  });

  test('keeps the curve and the floor inside its axes', () => {
    const scene = chartScene({ curve: createCurve(3000), floor: 0.5, steps: 3000 });
    const surface = createSurface(360, 200);
    const camera = scene.camera(surface, firstOrbit) as unknown as { visible: { lower: number[]; upper: number[] } };
    const line = strokes(scene.marks(0, surface, scene.camera(surface, firstOrbit)), 'learned')[1];
    expect(camera.visible.lower[1]).toBeLessThan(0.5);
    for (let p = 1; p < line.positions.length; p += 3) expect(line.positions[p]).toBeLessThan(camera.visible.upper[1]);
  });

  test('costs the same for a long curve as for a short one', () => {
    const line = strokes(marksOf({ curve: createCurve(50_000) }), 'learned')[1];
    expect(line.offsets[1]).toBeLessThanOrEqual(160);
  });

  test('stands empty before the first loss, and passes over losses that are not finite', () => {
    expect(() => marksOf({ curve: new Float64Array(0) })).not.toThrow();
    expect(() => marksOf({ curve: new Float64Array(0), floor: 0.9, steps: 2000 })).not.toThrow();
    const marks = marksOf({ curve: Float64Array.of(1, 4, 2, Number.NaN, 3, Infinity, 4, 2) });
    const line = strokes(marks, 'learned')[1];
    expect([...line.positions].filter((_, i) => i % 3 === 1)).toEqual([4, 2]);
  });

  test('shows no loss that nobody has measured: no numbers upward before the first, in the place they will take', () => {
    for (const floor of [undefined, 0.9]) {
      const empty = { curve: new Float64Array(0), floor, steps: 2000 };
      const begun = { curve: Float64Array.of(1, 3.2, 2, 2.1), floor, steps: 2000 };
      const upward = (options: ChartSceneOptions) =>
        marksOf(options).filter((mark) => mark.kind === 'text' && mark.align === 'right' && mark.baseline === 'middle');
      expect(upward(empty)).toEqual([]);
      expect(upward(begun).length).toBeGreaterThan(1);
      expect(texts(marksOf(empty))).toEqual(expect.arrayContaining(['loss', 'training step', '2000']));
      const plot = (options: ChartSceneOptions) => chartScene(options).camera(createSurface(640, 240), firstOrbit).plot;
      expect(plot(empty)).toEqual(plot(begun));
    }
  });

  test('speaks the names it is given', () => {
    const names = { step: 'pas', loss: 'perte', floor: 'plancher exact' };
    const said = texts(marksOf({ curve: createCurve(10), floor: 1, names }));
    expect(said).toEqual(expect.arrayContaining(['pas', 'perte', 'plancher exact 1.000']));
  });
});
