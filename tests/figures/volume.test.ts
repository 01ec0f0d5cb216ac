import { describe, expect, test } from 'vitest';
import { createRandom, dataset, gridPoints, interpolateField, interpolateTrajectories, sampleMixture } from '../../src/math/index.ts';
import type { FieldVolume } from '../../src/math/index.ts';
import { project, projectAll } from '../../src/scene/cameras/camera.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import { textWidthPx } from '../../src/figures/views/axes.ts';
import { NOWHERE } from '../../src/scene/marks.ts';
import type { LabelMark, Mark, TextMark } from '../../src/scene/index.ts';
import { createMoonsFlow, createSpaceFlow, createSpaceVolume, createSurface } from '../scene/create.ts';
import { endingIn, volumeScene, type SceneOptions } from '../scene/scenes.ts';

const surface = createSurface();

function picture(t: number, options: Partial<SceneOptions> = {}, orbit = firstOrbit) {
  const scene = volumeScene({ ...createSpaceFlow(), ...options });
  const camera = scene.camera(surface, orbit);
  const marks = scene.marks(t, surface, camera);
  const of = <K extends Mark['kind']>(kind: K): Extract<Mark, { kind: K }>[] => marks.filter((mark) => mark.kind === kind) as never;
  return { camera, of, kinds: marks.map(({ kind }) => kind) };
}

describe('a cloud in space', () => {
  test('stands where the trajectories are: the first axis across, the third up, the second away from the reader', () => {
    const { trajectories } = createSpaceFlow();
    const cloud = new Float32Array(3 * trajectories.count);
    for (const t of [0, 0.4, 1]) {
      const dots = picture(t).of('points').at(-1);
      interpolateTrajectories(trajectories, t, cloud);
      for (let i = 0; i < cloud.length; i += 3) {
        if (dots.positions[i] === NOWHERE) continue;
        // The box is 8 x 8 x 6, its longest half 4.
        [cloud[i] / 4, cloud[i + 2] / 4, -cloud[i + 1] / 4].forEach((value, k) => expect(dots.positions[i + k]).toBeCloseTo(value, 5));
      }
      expect(dots.color).toBe(t);
    }
  });

  test('shows its whole box at first, and however it is turned', () => {
    const at = new Float64Array(3);
    for (const orbit of [firstOrbit, { yawRad: 1, pitchRad: 0.6, zoom: 1 }, { yawRad: -2.5, pitchRad: -1, zoom: 1 }]) {
      const { camera, of } = picture(0.5, {}, orbit);
      const [{ positions, offsets }] = of('strokes');
      expect(offsets.length - 1).toBe(12);
      for (let v = 0; v < positions.length; v += 3) {
        expect(project(camera, positions[v], positions[v + 1], positions[v + 2], at)).toBe(true);
        expect(at[0]).toBeGreaterThan(0);
        expect(at[0]).toBeLessThan(surface.widthPx);
        expect(at[1]).toBeGreaterThan(0);
        expect(at[1]).toBeLessThan(surface.heightPx);
      }
    }
  });

  test('is first seen from above where the data lies flat, so that a knot is told from a blob, and fills the figure', () => {
    const knot = sampleMixture(dataset('trefoil').law, 600, createRandom(2));
    const knotted = endingIn(createSpaceFlow().trajectories, knot);
    const domain = { lower: [-2.4, -2.4, -1.7], upper: [2.4, 2.4, 1.7] };
    const flat = { lower: [-2.4, -2.4, -1.1], upper: [2.4, 2.4, 1.1] };
    const places = (ends: SceneOptions['ends']) => {
      const { camera, of } = picture(0, { domain, trajectories: knotted, ends });
      const [, { positions, count }] = of('points');
      const out = new Float64Array(3 * count);
      projectAll(camera, positions, count, out);
      return out;
    };
    const height = (out: Float64Array) => {
      const ys = Array.from(out).filter((_, k) => k % 3 === 1).sort((a, b) => a - b);
      return (ys[ys.length - 6] - ys[5]) / surface.heightPx;
    };
    const fromAbove = places([domain, flat]);
    expect(height(fromAbove)).toBeGreaterThan(0.45);
    expect(height(places([domain, domain]))).toBeLessThan(0.4);
    // The knot winds around its middle, which stays empty.
    const middle = new Float64Array(3);
    project(picture(0, { domain, trajectories: knotted, ends: [domain, flat] }).camera, 0, 0, 0, middle);
    const near = Array.from({ length: 600 }, (_, i) => Math.hypot(fromAbove[3 * i] - middle[0], fromAbove[3 * i + 1] - middle[1])).filter((px) => px < 25);
    expect(near.length).toBeLessThan(6);
  });

  test('has near dots larger and stronger than far ones', () => {
    const { camera, of } = picture(1, { domain: { lower: [-2.4, -2.4, -1.7], upper: [2.4, 2.4, 1.7] } });
    const dots = of('points').at(-1);
    expect(dots.fade).toBeGreaterThan(2);
    expect(dots.radiusPx).toBeGreaterThan(2);
    const out = new Float64Array(3 * dots.count);
    projectAll(camera, dots.positions, dots.count, out);
    const sizes = Array.from(out).filter((_, k) => k % 3 === 2);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(1.3);
  });

  test('keeps its source and its target in sight, faintly, in their own colours', () => {
    const [source, target, cloud] = picture(0.5).of('points');
    expect([source.color, target.color]).toEqual([0, 1]);
    expect(Math.max(source.opacity, target.opacity)).toBeLessThan(cloud.opacity / 2);
  });

  test('shows a field by an arrow in the middle of each node, along the velocity there, longer where it is faster', () => {
    const volume = createSpaceVolume();
    const points = gridPoints(volume.grid);
    const velocity = new Float32Array(points.length);
    for (const t of [0, 0.5, 0.9]) {
      const [far, near] = picture(t, { volume }).of('arrows');
      interpolateField(volume, t, velocity);
      expect(far.count + near.count).toBeGreaterThan(40);
      const found: { speed: number; length: number }[] = [];
      for (const { count, positions, vectors } of [far, near]) {
        for (let i = 0; i < 3 * count; i += 3) {
          // The box is 8 x 8 x 6, its longest half 4; the second axis goes away from the reader.
          const node = [4 * positions[i], -4 * positions[i + 2], 4 * positions[i + 1]];
          const at = points.findIndex((_, k) => k % 3 === 0 && node.every((value, axis) => Math.abs(points[k + axis] - value) < 1e-4));
          const expected = velocity.subarray(at, at + 3);
          const arrow = [vectors[i], -vectors[i + 2], vectors[i + 1]];
          const [speed, length] = [Math.hypot(...expected), Math.hypot(...arrow)];
          expect(arrow.reduce((sum, value, axis) => sum + value * expected[axis], 0) / speed / length).toBeCloseTo(1, 5);
          // Seven cells lie along the longest side, of 2 units of the world.
          expect(length).toBeLessThanOrEqual(0.9 * (2 / 7) + 1e-6);
          found.push({ speed, length });
        }
      }
      found.sort((a, b) => a.speed - b.speed);
      found.forEach(({ length }, i) => expect(length).toBeGreaterThanOrEqual((found[i - 1]?.length ?? 0) - 1e-6));
    }
  });

  test.each([firstOrbit, { yawRad: 2, pitchRad: 0.5, zoom: 1.5 }])('paints arrows from the farthest to the nearest, those before the middle over the cloud: %j', (orbit) => {
    const { camera, of, kinds } = picture(0.5, { volume: createSpaceVolume() }, orbit);
    const sizes = of('arrows').slice(0, 2).map(({ count, positions }) => {
      const out = new Float64Array(3 * count);
      projectAll(camera, positions, count, out);
      return Array.from({ length: count }, (_, i) => out[3 * i + 2]);
    });
    const inOrder = sizes.flat();
    inOrder.forEach((size, i) => expect(size).toBeGreaterThanOrEqual((inOrder[i - 1] ?? 0) - 1e-6));
    expect(Math.max(...sizes[0])).toBeLessThanOrEqual(1 + 1e-6);
    expect(Math.min(...sizes[1])).toBeGreaterThanOrEqual(1 - 1e-6);
    expect(kinds).toEqual(['strokes', 'arrows', 'points', 'points', 'threads', 'points', 'arrows', 'text', 'arrows', 'label', 'label', 'label', 'label', 'label']);
  });

  test('says in its corner how fast an arrow is that has its nominal length', () => {
    const volume = createSpaceVolume();
    const { camera, of } = picture(0.5, { volume });
    const [far, near, key] = of('arrows');
    const ends = new Float64Array(6);
    projectAll(camera, [0, 1, 2, 0, 1, 2].map((axis, k) => key.positions[axis] + ((k < 3 ? -1 : 1) * key.vectors[axis]) / 2), 2, ends);
    expect(ends[1]).toBeCloseTo(ends[4], 4);
    expect([ends[2], ends[5]]).toEqual([1, 1].map((size) => expect.closeTo(size, 5)));
    expect(ends[3]).toBeLessThan(surface.widthPx);
    const speed = Number(of('text')[0].text);
    const keyLength = Math.hypot(...key.vectors);
    const velocity = new Float32Array(volume.velocity.length / volume.times.length);
    interpolateField(volume, 0.5, velocity);
    const lengths = [far, near].flatMap(({ count, vectors }) => Array.from({ length: count }, (_, i) => Math.hypot(...vectors.subarray(3 * i, 3 * i + 3))));
    const speeds = Array.from({ length: velocity.length / 3 }, (_, i) => Math.hypot(...velocity.subarray(3 * i, 3 * i + 3))).sort((a, b) => a - b);
    // The slowest are not shown.
    expect(Math.min(...lengths) / speeds[speeds.length - lengths.length]).toBeCloseTo(keyLength / speed, 5);
    const units = { columns: ['length', 'width', 'mass'], centre: [0, 0, 0], scale: [1, 20, 300] };
    expect(picture(0.5, { volume, units }).of('text').map(({ text }) => text)).toEqual(units.columns);
  });

  test('shows a learned field dashed and in its own colour, and arrows alone without the cloud', () => {
    const { of } = picture(0.5, { volume: createSpaceVolume(), role: 'learned', layers: ['arrows'] });
    expect(of('arrows').map(({ color, shape }) => [color, shape])).toEqual(new Array(3).fill(['learned', 'dashed']));
    expect([...of('points'), ...of('threads')]).toEqual([]);
  });

  test('leaves out arrows where the velocity is not a number', () => {
    const volume = createSpaceVolume();
    const count = (shown: FieldVolume): number => picture(0.5, { volume: shown }).of('arrows').slice(0, 2).reduce((sum, mark) => sum + mark.count, 0);
    const velocity = volume.velocity.map((value, k) => (k % (volume.velocity.length / volume.times.length) < 3 ? NaN : value));
    expect(count({ ...volume, velocity })).toBe(count(volume) - 1);
  });

  test('names its axes, by the data’s columns where there are some', () => {
    expect(picture(0).of('label').map(({ formula }) => formula.map(({ text, subscript }) => text + (subscript?.text ?? '')).join(''))).toEqual(['x1', 'x2', 'x3', 't=0.00']);
    const units = { columns: ['length', 'width', 'mass'], centre: [0, 0, 0], scale: [1, 1, 1] };
    expect(picture(0, { units }).of('text').map(({ text }) => text)).toEqual(['length', 'width', 'mass']);
  });

  test.each([280, 360])('has a box of half of its height at least beside long names, %i px wide, and each name once', (widthPx) => {
    const units = { columns: ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm'], centre: [0, 0, 0], scale: [1, 1, 1] };
    const narrow = { ...createSurface(widthPx, (2 * widthPx) / 3), theme: { ...surface.theme, fontSizePx: 16 } };
    const scene = volumeScene({ ...createSpaceFlow(), units });
    const camera = scene.camera(narrow, firstOrbit);
    const marks = scene.marks(0, narrow, camera);
    const edges = marks.find((mark) => mark.kind === 'strokes')!;
    const out = new Float64Array(edges.positions.length);
    projectAll(camera, edges.positions, edges.positions.length / 3, out);
    const heights = out.filter((_, k) => k % 3 === 1);
    expect((Math.max(...heights) - Math.min(...heights)) / narrow.heightPx).toBeGreaterThan(0.5);
    expect(marks.flatMap((mark) => mark.kind === 'text' ? [mark.text] : []).sort()).toEqual([...units.columns].sort());
    const heightOf = (mark: LabelMark | TextMark): number => {
      project(camera, ...mark.at, out);
      return out[1] + mark.offsetPx[1];
    };
    const time = marks.find((mark): mark is LabelMark => mark.kind === 'label' && mark.key === 'time')!;
    const up = marks.find((mark): mark is TextMark => mark.kind === 'text' && mark.text === 'flipper_length_mm')!;
    expect(heightOf(up) - up.size * 16, 'the time stands over the name').toBeGreaterThan(heightOf(time));
    expect(heightOf(time)).toBeGreaterThan(16);
  });

  test.each([360, 720])('keeps the names of the data’s columns in the figure at first, %i px wide', (widthPx) => {
    const units = { columns: ['bill_length_mm', 'bill_depth_mm', 'body_mass_g'], centre: [0, 0, 0], scale: [1, 1, 1] };
    const scene = volumeScene({ ...createSpaceFlow(), units });
    const small = createSurface(widthPx, (2 * widthPx) / 3);
    const camera = scene.camera(small, firstOrbit);
    const at = new Float64Array(3);
    for (const mark of scene.marks(0, small, camera)) {
      if (mark.kind !== 'text') continue;
      project(camera, ...mark.at, at);
      const width = textWidthPx(mark.text, mark.size * small.theme.fontSizePx);
      const left = at[0] + mark.offsetPx[0] - { left: 0, center: width / 2, right: width }[mark.align];
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(widthPx);
    }
  });

  test('leaves out points that are not finite or far away', () => {
    const { trajectories } = createSpaceFlow({ count: 3 });
    const positions = trajectories.positions.slice();
    positions[0] = NaN;
    positions[4] = 1e30;
    const dots = picture(0, { trajectories: { ...trajectories, positions } }).of('points').at(-1);
    expect([...dots.positions.subarray(0, 6)]).toEqual(new Array(6).fill(NOWHERE));
    expect(Math.abs(dots.positions[6])).toBeLessThan(2);
  });

  test('refuses what is not three-dimensional', () => {
    expect(() => volumeScene({ ...createSpaceFlow(), trajectories: createMoonsFlow().trajectories })).toThrow('Trajectories must have 3 dimensions to be drawn here, not 2');
  });
});
