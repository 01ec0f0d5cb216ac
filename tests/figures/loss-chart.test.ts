import { describe, expect, test } from 'vitest';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { lossChart, type LossChartOptions } from '../../src/figures/index.ts';
import type { Mark } from '../../src/scene/index.ts';
import { createSurface } from '../scene/create.ts';

const marksOf = (options: LossChartOptions, surface = createSurface(640, 240)) => {
  const scene = lossChart(options);
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
    expect(texts(marks)).toContain('exact floor of its mean 0.953');
  });

  test('where it is narrow, names its floor above its loss, and gives every second tick its number', () => {
    const textMarks = (widthPx: number) => marksOf({ curve: createCurve(2000), floor: 1, steps: 2000 }, createSurface(widthPx, 160)).filter((mark) => mark.kind === 'text');
    const heights = (widthPx: number) => textMarks(widthPx).filter(({ text }) => /loss|floor/.test(text)).map(({ offsetPx }) => offsetPx[1]);
    expect(new Set(heights(640)).size).toBe(1);
    const [loss, floor] = heights(150);
    expect(loss - floor).toBeGreaterThan(12);
    const numbers = (widthPx: number) => textMarks(widthPx).map(({ text }) => text).filter((text) => /^\d+00$|^0$/.test(text));
    expect(numbers(360)).toEqual(['0', '500', '1000', '1500', '2000']);
    expect(numbers(150)).toEqual(['0', '1000', '2000']);
  });

  test('keeps the curve and the floor inside its axes', () => {
    const scene = lossChart({ curve: createCurve(3000), floor: 0.5, steps: 3000 });
    const surface = createSurface(360, 200);
    const camera = scene.camera(surface, firstOrbit) as unknown as { visible: { lower: number[]; upper: number[] } };
    const line = strokes(scene.marks(0, surface, scene.camera(surface, firstOrbit)), 'learned')[1];
    expect(camera.visible.lower[1]).toBeLessThan(0.5);
    for (let p = 1; p < line.positions.length; p += 3) expect(line.positions[p]).toBeLessThan(camera.visible.upper[1]);
  });

  /** Falls fast, then slowly: the loss of a real run. */
  const createFalling = (steps: number) => Float64Array.from({ length: 2 * steps }, (_, i) => {
    const step = (i >> 1) + 1;
    return i % 2 === 0 ? step : 1.8 + 8 * Math.exp(-step / 20) + 0.3 * Math.exp(-step / 800) + 0.05 * Math.sin(7 * step);
  });
  const upward = ({ visible }: { visible: { lower: number[]; upper: number[] } }) => visible.upper[1] - visible.lower[1];

  test('gives its height to what still moves: the first steps are cut off, which is said, with how high they were', () => {
    const surface = createSurface(640, 240);
    const scene = lossChart({ curve: createFalling(2000), floor: 1.8, steps: 2000 });
    const camera = scene.camera(surface, firstOrbit) as unknown as { visible: { lower: number[]; upper: number[] } };
    const marks = scene.marks(0, surface, scene.camera(surface, firstOrbit));
    const { positions } = strokes(marks, 'learned')[1];
    const late = [...positions].filter((_, k) => k % 3 === 1 && positions[k - 1] > 250);
    expect(Math.max(...late)).toBeLessThan(camera.visible.upper[1]);
    expect(Math.max(...late) - Math.min(...late)).toBeGreaterThan(0.3 * upward(camera));
    expect(camera.visible.lower[1]).toBeLessThan(1.8);
    const highest = Math.max(...[...positions].filter((_, k) => k % 3 === 1));
    expect(highest).toBeGreaterThan(camera.visible.upper[1]);
    expect(texts(marks)).toContain(`batch loss ↑ begins at ${highest.toFixed(1)}`);
    expect(strokes(marks, 'learned').every(({ clipped }) => clipped)).toBe(true);
  });

  test('cuts nothing off while all of a curve is on its way down', () => {
    expect(texts(marksOf({ curve: createCurve(500), floor: 1 }))).toContain('batch loss');
    expect(texts(marksOf({ curve: createFalling(25), floor: 1.8 }))).toContain('batch loss');
    expect(texts(marksOf({ curve: Float64Array.of(1, 3), floor: 1.8 }))).toContain('batch loss');
  });

  test('holds its axis still from report to report', () => {
    const surface = createSurface(640, 240);
    const tops = new Set<number>();
    for (let done = 1000; done <= 1200; done += 10) {
      const camera = lossChart({ curve: createFalling(done), floor: 1.8, steps: 2000 }).camera(surface, firstOrbit) as unknown as { visible: { upper: number[] } };
      tops.add(Number(camera.visible.upper[1].toFixed(1)));
    }
    expect(tops.size).toBeLessThan(3);
  });

  test('goes without a floor that is infinite or no number', () => {
    for (const floor of [Infinity, NaN, -Infinity]) {
      const marks = marksOf({ curve: createFalling(500), floor });
      expect(strokes(marks, 'exact')).toEqual([]);
      expect(JSON.stringify(marks.map((mark) => ('positions' in mark ? [...mark.positions] : [])))).not.toContain('null');
    }
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
      const upward = (options: LossChartOptions) =>
        marksOf(options).filter((mark) => mark.kind === 'text' && mark.align === 'right' && mark.baseline === 'middle');
      expect(upward(empty)).toEqual([]);
      expect(upward(begun).length).toBeGreaterThan(1);
      expect(texts(marksOf(empty))).toEqual(expect.arrayContaining(['batch loss', 'training step', '2000']));
      const plot = (options: LossChartOptions) => lossChart(options).camera(createSurface(640, 240), firstOrbit).plot;
      expect(plot(empty)).toEqual(plot(begun));
    }
  });

  test('marks the step that is shown, from the bottom to the top, and none where none is named', () => {
    const curve = createFalling(500);
    const surface = createSurface(640, 240);
    const scene = lossChart({ curve, floor: 1.8, shownStep: 120 });
    const { visible } = scene.camera(surface, firstOrbit) as unknown as { visible: { lower: number[]; upper: number[] } };
    const [mark] = strokes(scene.marks(0, surface, scene.camera(surface, firstOrbit)), 'ink').filter(({ positions }) => positions[0] === 120);
    expect([...mark.positions]).toEqual([120, visible.lower[1], 0, 120, visible.upper[1], 0].map(Math.fround));
    expect(strokes(marksOf({ curve, floor: 1.8 }), 'ink').some(({ positions }) => positions[0] === 120 && positions[3] === 120)).toBe(false);
  });

  test('speaks the words of its surface, and others after a change of them', () => {
    const surface = createSurface(640, 240);
    const words = { step: 'pas', loss: 'perte', floor: 'plancher exact', cut: 'perte ↑ à partir de', evaluations: 'évaluations', independent: 'indépendant', reflowed: 'après redressement', error: 'erreur', generated: 'x', nearest: 'y', ppca: 'z' };
    const scene = lossChart({ curve: createCurve(10), floor: 1 });
    const saidOn = (on: typeof surface): string[] => texts(scene.marks(0, on, scene.camera(on, firstOrbit)));
    expect(saidOn(surface)).toEqual(expect.arrayContaining(['training step', 'batch loss', 'exact floor of its mean 1.000']));
    const said = saidOn({ ...surface, theme: { ...surface.theme, words } });
    expect(said).toEqual(expect.arrayContaining(['pas', 'perte', 'plancher exact 1.000']));
  });
});
