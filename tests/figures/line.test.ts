import { describe, expect, test } from 'vitest';
import { interpolateTrajectories } from '../../src/math/index.ts';
import { project } from '../../src/scene/cameras/camera.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { type Mark } from '../../src/scene/index.ts';
import { createLineFlow, createMoonsFlow, createSurface } from '../scene/create.ts';
import { lineScene, type SceneOptions } from '../scene/scenes.ts';

const surface = createSurface();

function marksAt(t: number, options: Partial<SceneOptions> = {}): { marks: readonly Mark[]; of: <K extends Mark['kind']>(kind: K) => Extract<Mark, { kind: K }>[] } {
  const scene = lineScene({ ...createLineFlow(), ...options });
  const marks = scene.marks(t, surface, scene.camera(surface, firstOrbit));
  return { marks, of: (kind) => marks.filter((mark) => mark.kind === kind) as never };
}

describe('a line over time', () => {
  test('has the cloud on the line of the present time, where the trajectories are', () => {
    const { trajectories } = createLineFlow();
    const cloud = new Float32Array(trajectories.count);
    for (const t of [0, 0.37, 1]) {
      const [dots] = marksAt(t).of('points');
      interpolateTrajectories(trajectories, t, cloud);
      expect([...dots.positions].filter((_, i) => i % 3 === 0).every((x) => x === Math.fround(t))).toBe(true);
      expect([...dots.positions].filter((_, i) => i % 3 === 1)).toEqual([...cloud]);
      expect(dots.color).toBe(t);
    }
  });

  test('runs from the left edge at t = 0 to the right edge at t = 1, the domain from the bottom to the top', () => {
    const scene = lineScene(createLineFlow());
    const camera = scene.camera(surface, firstOrbit);
    const { plot } = camera;
    const at = new Float64Array(3);
    for (const [t, x, left, top] of [[0, -4, plot.left, plot.top + plot.height], [1, 4, plot.left + plot.width, plot.top]]) {
      project(camera, t, x, 0, at);
      expect(at[0]).toBeCloseTo(left, 6);
      expect(at[1]).toBeCloseTo(top, 6);
    }
  });

  test('shades each time by its own density: darkest where the law is, in the colour of the time', () => {
    const [image] = marksAt(0.5).of('image');
    const { columns, rows, opacities, columnTimes } = image;
    const column = (at: number): number[] => Array.from({ length: rows }, (_, row) => opacities[row * columns + at]);
    const darkest = (values: number[]): number => values.indexOf(Math.max(...values));
    expect([columnTimes![0], columnTimes![columns - 1]]).toEqual([0, 1]);
    expect(darkest(column(0))).toBe((rows - 1) / 2);
    const end = column(columns - 1);
    // Two bells at -2 and 2: nothing in the middle.
    expect(end[(rows - 1) / 2]).toBeLessThan(10);
    expect(Math.abs(darkest(end) - (rows - 1) / 2)).toBeCloseTo((2 / 8) * (rows - 1), -0.5);
  });

  test('draws paths that start from the lowest to the highest and never cross', () => {
    const paths = marksAt(0).of('strokes').find(({ offsets }) => offsets.length > 20)!;
    const [start, end] = [0, -1].map((vertex) => paths.offsets.slice(0, -1).map((offset, l) => paths.positions[3 * (vertex === 0 ? offset : paths.offsets[l + 1] - 1) + 1]));
    expect(start).toEqual([...start].sort((a, b) => a - b));
    expect(end).toEqual([...end].sort((a, b) => a - b));
  });

  test('shows a learned field’s paths dashed, alone or over the exact ones', () => {
    const { trajectories } = createLineFlow();
    const dashed = (options: Partial<SceneOptions>): string[] => marksAt(0.5, options).of('strokes').filter(({ dashPx }) => dashPx).map(({ color }) => String(color));
    expect(dashed({})).toEqual([]);
    expect(dashed({ role: 'learned' })).toEqual(['learned']);
    expect(dashed({ learnedTrajectories: trajectories })).toEqual(['learned']);
  });

  test('reads in the data’s own unit, under the name of its column', () => {
    const { of } = marksAt(0, { units: { columns: ['waiting'], centre: [70], scale: [10] } });
    const texts = of('text').map(({ text }) => text);
    expect(texts).toContain('waiting');
    expect(texts).toContain('70');
  });

  test('refuses what is not one-dimensional', () => {
    expect(() => lineScene({ ...createLineFlow(), trajectories: createMoonsFlow().trajectories })).toThrow('Trajectories must have 1 dimension to be drawn here, not 2');
  });
});
