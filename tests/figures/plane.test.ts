import { describe, expect, test } from 'vitest';
import { interpolateTrajectories } from '../../src/math/index.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { FieldFrame } from '../../src/figures/field-frame.ts';
import { textWidthPx } from '../../src/figures/views/axes.ts';
import { lightTheme, paintSvg, project } from '../../src/scene/index.ts';
import type { Camera, Mark, Surface, TextMark } from '../../src/scene/index.ts';
import { createMoonsFlow, createMoonsVolume, createSurface } from '../scene/create.ts';
import { planeScene, spacetimeScene, type SceneOptions } from '../scene/scenes.ts';

const marksOf = (options: SceneOptions, t: number, surface: Surface = createSurface()) => {
  const scene = planeScene(options);
  const camera = scene.camera(surface, firstOrbit);
  return { camera, marks: scene.marks(t, surface, camera) };
};
const ofKind = <K extends Mark['kind']>(marks: readonly Mark[], kind: K) =>
  marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);

const pixelsOf = (camera: Camera, [x, y, z]: readonly number[]): Float64Array => {
  const out = new Float64Array(3);
  project(camera, x, y, z, out);
  return out;
};

const createPlane = ({ columns = 19 } = {}) => ({ ...createMoonsFlow(), volume: createMoonsVolume({ columns }) });

describe('a plane scene', () => {
  test('has its dots where the trajectories are at that time', () => {
    const flow = createPlane();
    const cloud = new Float32Array(2 * flow.trajectories.count);
    for (const t of [0, 0.4, 1]) {
      const [dots] = ofKind(marksOf(flow, t).marks, 'points').slice(-1);
      interpolateTrajectories(flow.trajectories, t, cloud);
      expect(dots.color).toBe(t);
      for (let i = 0; i < flow.trajectories.count; i++) {
        expect([...dots.positions.subarray(3 * i, 3 * i + 3)]).toEqual([cloud[2 * i], cloud[2 * i + 1], 0]);
      }
    }
  });

  test('lets trails end in their dots and fade to nothing behind', () => {
    const { marks } = marksOf(createPlane(), 0.6);
    const [trails] = ofKind(marks, 'threads');
    const [dots] = ofKind(marks, 'points').slice(-1);
    const head = trails.positions.subarray(3 * trails.count * (trails.steps - 1));
    expect([...head]).toEqual([...dots.positions]);
    expect(trails.opacities[0]).toBe(0);
    expect([...trails.opacities]).toEqual([...trails.opacities].sort((a, b) => a - b));
  });

  test('gives trails to the first 2,000 points of a crowd', () => {
    const count = 2500;
    const positions = Float32Array.from({ length: 2 * 2 * count }, (_, i) => Math.sin(i));
    const { marks } = marksOf({ domain: createMoonsFlow().domain, trajectories: { dimension: 2, count, times: Float64Array.of(0, 1), positions, evaluations: 1 } }, 0.6);
    const [trails] = ofKind(marks, 'threads');
    const [dots] = ofKind(marks, 'points').slice(-1);
    expect([trails.count, dots.count]).toEqual([2000, count]);
    expect([...trails.positions.subarray(3 * trails.count * (trails.steps - 1))]).toEqual([...dots.positions.subarray(0, 3 * trails.count)]);
  });

  test('has about one arrow for each 40 pixels, as long as the field is fast, and none longer than its place', () => {
    const flow = createPlane();
    const { camera, marks } = marksOf(flow, 0);
    const [arrows] = ofKind(marks, 'arrows');
    const places = (camera.plot.width * camera.plot.height) / 40 ** 2;
    expect(arrows.count).toBeGreaterThan(0.8 * places);
    expect(arrows.count).toBeLessThan(1.2 * places);
    const unitPx = camera.plot.width / 9;
    const lengths = Array.from({ length: arrows.count }, (_, i) => unitPx * Math.hypot(arrows.vectors[3 * i], arrows.vectors[3 * i + 1]));
    expect(Math.max(...lengths)).toBeLessThan(42);
    expect(Math.max(...lengths)).toBeGreaterThan(20);
  });

  test('has no more arrows than can be told apart, as large as a wall', () => {
    const scene = planeScene(createPlane());
    const surface = createSurface(200_000, 200_000);
    const [arrows] = ofKind(scene.marks(0, surface, scene.camera(surface, firstOrbit)), 'arrows');
    expect(arrows.count).toBeGreaterThan(3000);
    expect(arrows.positions.length / 3).toBeLessThan(6600);
  });

  test('points its arrows along the field: at t = 0 to the mean of the target', () => {
    const [arrows] = ofKind(marksOf(createPlane(), 0).marks, 'arrows');
    for (let i = 0; i < arrows.count; i++) {
      const [x, y] = arrows.positions.subarray(3 * i);
      const [dx, dy] = arrows.vectors.subarray(3 * i);
      // v(x, 0) = E[X_1] - x, so that every arrow's line passes through one point.
      const cross = dx * (0.5 - y) - dy * (0.5 - x);
      expect(Math.sign(dx)).toBe(Math.sign(0.5 - x) || Math.sign(dx));
      expect(Math.abs(cross) / Math.hypot(dx, dy)).toBeLessThan(0.6);
    }
  });

  test('shows the density darkest where it is densest, and nothing where there is none', () => {
    const [image] = ofKind(marksOf(createPlane(), 0).marks, 'image');
    const centre = image.opacities[Math.floor(image.rows / 2) * image.columns + Math.floor(image.columns / 2)];
    expect(centre).toBeGreaterThan(90);
    expect(centre).toBe(Math.max(...image.opacities));
    expect(image.opacities[0]).toBeLessThan(3);
  });

  test('draws contours of a normal density as circles around its mean', () => {
    const [contours] = ofKind(marksOf(createPlane({ columns: 61 }), 0).marks, 'strokes');
    expect(contours.offsets.length - 1).toBe(3);
    for (let line = 0; line < 3; line++) {
      const radii = [];
      for (let v = contours.offsets[line]; v < contours.offsets[line + 1]; v++) {
        radii.push(Math.hypot(contours.positions[3 * v], contours.positions[3 * v + 1]));
      }
      expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(0.02);
    }
  });

  test.each([240, 300, 360, 720])('%i px wide, has no name of an axis in the legend of its arrows, of one field or two', (widthPx) => {
    const surface = createSurface(widthPx, widthPx / 1.5);
    const flow = createPlane();
    const units = { columns: ['bill_length_mm', 'bill_depth_mm'], centre: [44, 17], scale: [5, 2] };
    for (const learned of [undefined, flow.volume]) {
      const { camera, marks } = marksOf({ ...flow, units, ...(learned && { learned }) }, 0.5, surface);
      const name = ofKind(marks, 'text').find(({ text }) => text === 'bill_depth_mm')!;
      const { fontSizePx } = surface.theme;
      const end = pixelsOf(camera, name.at)[0] + name.offsetPx[0] + textWidthPx(name.text, name.size * fontSizePx);
      const foot = pixelsOf(camera, name.at)[1] + name.offsetPx[1];
      const legend = ofKind(marks, 'arrows').filter(({ count }) => count === 1);
      expect(legend).toHaveLength(learned ? 2 : 1);
      for (const { positions, vectors } of legend) {
        const [x, y] = pixelsOf(camera, [positions[0] - vectors[0] / 2, positions[1], 0]);
        expect(y).toBeGreaterThan(fontSizePx / 2);
        // The number of the scale stands to the left of the arrow's tail, or its formula does.
        if (name.turnRad === undefined) expect(x - 4 * fontSizePx).toBeGreaterThan(end);
      }
      if (name.turnRad === undefined) continue;
      const half = textWidthPx(name.text, name.size * fontSizePx) / 2;
      const [across, middle] = [pixelsOf(camera, name.at)[0] + name.offsetPx[0], foot];
      expect(across - (name.size * fontSizePx) / 2).toBeGreaterThanOrEqual(0);
      expect(middle - half).toBeGreaterThan(0);
      expect(middle + half).toBeLessThan(surface.heightPx);
      const numbers = ofKind(marks, 'text').filter(({ align, turnRad }) => align === 'right' && turnRad === undefined);
      for (const { text, at, offsetPx, size } of numbers.filter(({ at }) => at[0] === name.at[0])) {
        // An underscore hangs so far below the middle of its line.
        expect(pixelsOf(camera, at)[0] + offsetPx[0] - textWidthPx(text, size * fontSizePx)).toBeGreaterThan(across + 0.75 * name.size * fontSizePx);
      }
    }
  });

  test('has no number of the upright axis in the name of that axis', () => {
    const plane = createPlane();
    for (const centre of Array.from({ length: 20 }, (_, i) => 17 + i / 10)) {
      const { camera, marks } = marksOf({ ...plane, layers: [], units: { columns: ['a', 'depth'], centre: [44, centre], scale: [5, 2] } }, 0.5);
      const texts = ofKind(marks, 'text');
      const heightOf = ({ at, offsetPx }: TextMark): number => pixelsOf(camera, at)[1] + offsetPx[1];
      const name = texts.find(({ text }) => text === 'depth')!;
      const foot = heightOf(name);
      for (const mark of texts.filter(({ align, at }) => align === 'right' && at[0] === name.at[0])) expect(heightOf(mark) - (mark.size * lightTheme.fontSizePx) / 2).toBeGreaterThan(foot - 4);
    }
  });

  test('numbers its axes in the units of the data, and names them', () => {
    const units = { columns: ['bill length', 'bill depth'], centre: [44, 17], scale: [5, 2] };
    const { camera, marks } = marksOf({ ...createPlane(), units }, 0.5);
    const texts = ofKind(marks, 'text');
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['bill length', 'bill depth', '40', '60']));
    const tick = texts.find(({ text, align }) => text === '40' && align === 'center');
    expect(tick?.at[0]).toBeCloseTo((40 - 44) / 5, 6);
    expect(camera.plot.left).toBeGreaterThan(20);
  });

  test('says how long a round speed is drawn, in a corner', () => {
    const { camera, marks } = marksOf(createPlane(), 0.5);
    const [scaled] = ofKind(marks, 'arrows').slice(-1);
    const lengthPx = (scaled.vectors[0] * camera.plot.width) / 9;
    expect(scaled.count).toBe(1);
    expect(lengthPx).toBeGreaterThan(15);
    expect(lengthPx).toBeLessThan(43);
    expect(ofKind(marks, 'label').map(({ formula }) => formula.map(({ text }) => text).join(''))).toEqual(['v(x)']);
  });

  test('gives a learned field another colour and another shape', () => {
    const flow = createPlane();
    const [exact] = ofKind(marksOf(flow, 0.5).marks, 'arrows');
    const [learned] = ofKind(marksOf({ ...flow, role: 'learned' }, 0.5).marks, 'arrows');
    expect([exact.color, exact.shape]).toEqual(['ink', 'solid']);
    expect([learned.color, learned.shape]).toEqual(['learned', 'dashed']);
  });

  test('shows the exact and the learned field from the same places at the same scale, each in its role and named', () => {
    const flow = createPlane();
    const learned = { ...flow.volume, velocity: flow.volume.velocity.map((v) => v / 2) };
    const { marks, camera } = marksOf({ ...flow, learned }, 0.5);
    const [exact, half] = ofKind(marks, 'arrows');
    expect([exact, half].map(({ color, shape }) => [color, shape])).toEqual([['exact', 'solid'], ['learned', 'dashed']]);
    const unitPx = camera.plot.width / 9;
    const tail = ({ positions, vectors }: typeof exact, i: number) => [0, 1].map((k) => positions[3 * i + k] - vectors[3 * i + k] / 2);
    // Alone a field has its arrows' middles on the places.
    const [{ count, positions }] = ofKind(marksOf(flow, 0.5).marks, 'arrows');
    const places = Array.from({ length: count }, (_, i) => [positions[3 * i], positions[3 * i + 1]]);
    let compared = 0;
    for (let i = 0; i < half.count; i++) {
      const at = tail(half, i);
      const j = Array.from({ length: exact.count }, (_, k) => k).find((k) => Math.hypot(...tail(exact, k).map((value, axis) => value - at[axis])) * unitPx < 5);
      if (j === undefined) continue;
      const between = tail(exact, j).map((value, axis) => (value + at[axis]) / 2);
      expect(Math.min(...places.map((place) => Math.hypot(place[0] - between[0], place[1] - between[1])))).toBeLessThan(1e-4);
      const [long, short] = [Math.hypot(exact.vectors[3 * j], exact.vectors[3 * j + 1]), Math.hypot(half.vectors[3 * i], half.vectors[3 * i + 1])];
      // An arrow that would reach into the next is cut short.
      if (long * unitPx < 30) expect(short / long).toBeCloseTo(0.5, 4);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
    const names = ofKind(marks, 'label').map(({ formula }) => formula[0].subscript?.text);
    expect(names).toEqual(['t', 'θ']);
    expect(ofKind(marks, 'arrows').slice(2).map(({ color, shape }) => [color, shape])).toEqual([['exact', 'solid'], ['learned', 'dashed']]);
  });

  test('hides neither of two fields that agree: their arrows are as long, and side by side with paper between them', () => {
    const flow = createPlane();
    const { marks, camera } = marksOf({ ...flow, learned: flow.volume }, 0.5);
    const [exact, learned] = ofKind(marks, 'arrows');
    expect(learned.count).toBe(exact.count);
    expect([...learned.vectors]).toEqual([...exact.vectors]);
    for (let i = 0; i < 3 * exact.count; i += 3) {
      const apart = [0, 1].map((k) => ((exact.positions[i + k] - learned.positions[i + k]) * camera.plot.width) / 9);
      expect(Math.hypot(...apart) - (exact.widthPx + learned.widthPx) / 2).toBeGreaterThan(1.5);
      // Across their direction.
      expect(apart[0] * exact.vectors[i] + apart[1] * exact.vectors[i + 1]).toBeCloseTo(0, 4);
    }
  });

  test('shades how far the learned field is from the exact one, nothing where it is right, whatever grid it has', () => {
    const flow = createPlane();
    const shades = (learned: typeof flow.volume) => ofKind(marksOf({ ...flow, learned, compare: 'difference' }, 0.5).marks, 'image')[0].opacities;
    expect(Math.max(...shades(flow.volume))).toBe(0);
    const off = (by: number) => shades({ ...flow.volume, velocity: flow.volume.velocity.map((v, i) => (i % 2 === 0 ? v - by : v)) });
    expect(new Set(off(0.2)).size).toBe(1);
    expect(off(0.2)[0]).toBeGreaterThan(10);
    expect(off(0.4)[0] / off(0.2)[0]).toBeCloseTo(2, 1);
    expect(off(-0.4)).toEqual(off(0.4));
    const finer = [...shades(createMoonsVolume({ columns: 37 }))];
    const mean = finer.reduce((sum, shade) => sum + shade, 0) / finer.length;
    expect(mean).toBeLessThan(40);
    const part = { ...flow.volume, grid: { ...flow.volume.grid, lower: [0, -3] } };
    const shaded = shades(part);
    for (let i = 0; i < shaded.length; i += 19) expect(shaded[i]).toBe(0);
  });

  test('says with a bar what the darkest shade of a difference is, the same at every time', () => {
    const flow = createPlane();
    const learned = { ...flow.volume, velocity: flow.volume.velocity.map((v) => v / 2) };
    const options = { ...flow, learned, compare: 'difference' } as const;
    const said = (t: number) => ofKind(marksOf(options, t).marks, 'text').slice(-2).map(({ text }) => text);
    expect(said(0.2)[1]).toBe('0');
    expect(Number(said(0.2)[0])).toBeGreaterThan(0);
    expect(said(0.9)).toEqual(said(0.2));
    expect(ofKind(marksOf(options, 0.5).marks, 'arrows')).toEqual([]);
  });

  test('leaves its arrays alone while the time stays, and reuses them when it moves', () => {
    const flow = createPlane();
    const scene = planeScene(flow);
    const surface = createSurface();
    const camera = scene.camera(surface, firstOrbit);
    const [dots] = ofKind(scene.marks(0.2, surface, camera), 'points').slice(-1);
    const [{ positions, version }] = [{ ...dots }];
    scene.marks(0.2, surface, camera);
    expect(dots.version).toBe(version);
    const [later] = ofKind(scene.marks(0.3, surface, camera), 'points').slice(-1);
    expect(later).toBe(dots);
    expect(later.positions).toBe(positions);
    expect(later.version).toBe(version + 1);
  });

  test('can be laid out in a figure that is too small for anything', () => {
    for (const surface of [createSurface(1, 1), createSurface(3, 400), createSurface(20_000, 2)]) {
      expect(() => marksOf(createPlane(), 0.5, surface)).not.toThrow();
    }
  });

  test('lives with numbers that are not finite', () => {
    const flow = createPlane();
    flow.volume.velocity.fill(Number.NaN, 0, 400);
    flow.volume.density?.fill(Infinity, 0, 60);
    flow.trajectories.positions.fill(Number.NaN, 10, 20);
    for (const t of [0, 0.1, 0.9]) expect(() => marksOf(flow, t)).not.toThrow();
  });

  test('refuses what is not two-dimensional, by name', () => {
    const { domain, trajectories } = createPlane();
    expect(() => planeScene({ domain, trajectories: { ...trajectories, dimension: 3 } })).toThrow(/^Trajectories must have 2 dimensions/);
  });

  test('streamlines follow the field: each piece goes along it, from a faint tail to a strong head, about as long everywhere', () => {
    const volume = createMoonsVolume();
    const { marks } = marksOf({ domain: createMoonsFlow().domain, volume, layers: ['streamlines'] }, 0.5);
    expect(marks.filter(({ kind }) => kind === 'arrows' || kind === 'image' || kind === 'points')).toEqual([]);
    const [lines] = ofKind(marks, 'threads');
    const { count, steps, positions, opacities } = lines;
    expect(opacities[steps - 1]).toBeGreaterThan(5 * opacities[0]);
    const field = new FieldFrame(volume);
    field.moveTo(0.5);
    const velocity = new Float64Array(2);
    let pieces = 0;
    for (let i = 0; i < count; i++) {
      for (let s = 0; s + 1 < steps; s++) {
        const [a, b] = [s, s + 1].map((step) => [0, 1].map((axis) => positions[3 * (step * count + i) + axis]));
        const [across, up] = [b[0] - a[0], b[1] - a[1]];
        const length = Math.hypot(across, up);
        // At the edge and where the field stands still, a line rests.
        if (length === 0 || !field.sample(Float64Array.of((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), 0, velocity)) continue;
        pieces++;
        const speed = Math.hypot(...velocity);
        if (speed > 0.5) expect((across * velocity[0] + up * velocity[1]) / length / speed).toBeGreaterThan(0.95);
      }
    }
    expect(pieces).toBeGreaterThan(0.8 * count * (steps - 1));
  });

  test('shows only the layers that are asked for', () => {
    const kinds = (layers?: string[]): string[] => {
      const { domain, trajectories, volume } = createPlane();
      const { marks } = marksOf({ domain, trajectories, volume, ...(layers && { layers }) }, 0.5);
      return [...new Set(marks.map(({ kind }) => kind))].filter((kind) => kind !== 'text').sort();
    };
    expect(kinds()).toEqual(['arrows', 'image', 'label', 'points', 'strokes', 'threads']);
    expect(kinds(['density'])).toEqual(['image', 'strokes']);
    expect(kinds(['particles'])).toEqual(['points', 'strokes', 'threads']);
    expect(kinds([])).toEqual(['strokes']);
  });

  test('counts the trajectories that end at no number or beyond every picture', () => {
    const { domain, trajectories, volume } = createPlane();
    const positions = trajectories.positions.slice();
    const last = (trajectories.times.length - 1) * trajectories.count;
    positions[2 * (last + 3)] = NaN;
    positions[2 * (last + 5) + 1] = 1e30;
    positions[2 * 7] = -Infinity;
    const broken = { ...trajectories, positions };
    expect(planeScene({ domain, trajectories, volume }).leftOut).toBe(0);
    expect(planeScene({ domain, trajectories: broken, volume }).leftOut).toBe(3);
    expect(spacetimeScene({ domain, trajectories: broken }).leftOut).toBe(3);
    const { marks } = marksOf({ domain, trajectories: broken }, 1);
    const places = paintSvg(planeScene({ domain, trajectories: broken }), 1, createSurface());
    expect(places).not.toMatch(/NaN|Infinity|e\+/);
    expect(ofKind(marks, 'points')[0].count).toBe(trajectories.count);
  });
});
