import { describe, expect, test } from 'vitest';
import { extentOf } from '../../src/figures/extent.ts';
import { VIEWS } from '../../src/figures/index.ts';
import { createRandom, dataset, gridPoints, interpolateField, sampleMixture, type Coordinates } from '../../src/math/index.ts';
import { project } from '../../src/scene/cameras/camera.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import type { Orbit } from '../../src/scene/cameras/orbit.ts';
import type { Mark, PointsMark } from '../../src/scene/index.ts';
import { createMoonsFlow, createMoonsVolume, createSurface } from '../scene/create.ts';
import { endingIn, gridIn, spacetimeScene, type SceneOptions } from '../scene/scenes.ts';

const picture = (options: SceneOptions, t: number, orbit: Orbit = firstOrbit, surface = createSurface()) => {
  const scene = spacetimeScene(options);
  const camera = scene.camera(surface, orbit);
  return { camera, marks: scene.marks(t, surface, camera) };
};
const ofKind = <K extends Mark['kind']>(marks: readonly Mark[], kind: K) =>
  marks.filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
const cloudOf = (marks: readonly Mark[], t: number) => ofKind(marks, 'points').filter(({ color }) => color === t);
const worldX = (mark: PointsMark) => mark.positions[0];

describe('a space-time scene', () => {
  test('carries p_0 at the left end, p_1 at the right end, and the moving cloud between them', () => {
    const { marks } = picture(createMoonsFlow(), 0.25);
    const [[source], [target], [cloud]] = [cloudOf(marks, 0), cloudOf(marks, 1), cloudOf(marks, 0.25)];
    const [a, b] = [worldX(source), worldX(target)];
    expect(a).toBeLessThan(b);
    expect(worldX(cloud)).toBeCloseTo(a + 0.25 * (b - a), 5);
  });

  test('shows every dot and both ends in its first view, at any shape of figure', () => {
    const at = new Float64Array(3);
    for (const [width, height] of [[720, 480], [360, 240], [280, 400], [1600, 400]]) {
      const { camera, marks } = picture(createMoonsFlow(), 0.5, firstOrbit, createSurface(width, height));
      for (const { positions } of [...ofKind(marks, 'points'), ...ofKind(marks, 'strokes')]) {
        for (let p = 0; p < positions.length; p += 3) {
          expect(project(camera, positions[p], positions[p + 1], positions[p + 2], at)).toBe(true);
          expect(at[0]).toBeGreaterThan(5);
          expect(at[0]).toBeLessThan(width - 5);
          expect(at[1]).toBeGreaterThan(5);
          expect(at[1]).toBeLessThan(height - 5);
        }
      }
    }
  });

  test('has room in its first view for the outermost of many dots, and no more: the slabs are as wide apart as the figure lets them', () => {
    const [source, target] = [dataset('gaussian', 2), dataset('moons')];
    const extent = extentOf({ source, target }, 3 / 2);
    for (const [width, height, part] of [[720, 480, 0.88], [360, 240, 0.84]]) {
      const view = VIEWS.spacetime.create.now!(extent);
      const camera = view.camera(createSurface(width, height), firstOrbit);
      const [world, at] = [new Float32Array(3), new Float64Array(3)];
      const pixel = (coordinates: Coordinates, t: number) => {
        view.place(coordinates, 1, t, world);
        project(camera, world[0], world[1], world[2], at);
        return [at[0], at[1]];
      };
      const [{ lower, upper: [, top] }, { upper }] = extent.ends;
      expect((pixel(Float32Array.from(upper), 1)[0] - pixel(Float32Array.of(lower[0], top), 0)[0]) / width).toBeGreaterThan(part);
      const dots = [source, target].flatMap(({ law }, t) => {
        const { coordinates } = sampleMixture(law, 10_000, createRandom(5));
        return Array.from({ length: 10_000 }, (_, i) => pixel(coordinates.subarray(2 * i, 2 * i + 2), t));
      });
      const outside = dots.filter(([x, y]) => x < 0 || y < 0 || x > width || y > height);
      expect(outside.length).toBeLessThanOrEqual(6);
    }
  });

  /** What the two laws take up by themselves. */
  const ends = [{ lower: [-2.2, -2.2], upper: [2.2, 2.2] }, { lower: [-1.2, -0.7], upper: [2.2, 1.2] }] as const;

  test('has the end of the data nearest and largest in its first view, at any shape of figure', () => {
    const at = new Float64Array(3);
    for (const [width, height] of [[720, 480], [360, 240], [280, 400], [1600, 400]]) {
      const { camera, marks } = picture({ ...createMoonsFlow(), ends }, 0.5, firstOrbit, createSurface(width, height));
      const corners = ofKind(marks, 'face').sort((a, b) => a.corners[0] - b.corners[0]).map((face) => [0, 3, 6, 9].map((v) => {
        project(camera, face.corners[v], face.corners[v + 1], face.corners[v + 2], at);
        return [...at];
      }));
      const sizes = corners.map((slab) => slab.map(([, , size]) => size));
      expect(Math.min(...sizes[2])).toBeGreaterThan(1.2 * Math.max(...sizes[0]));
      // Pixels for a unit of the data, across and up, along the edges of each slab.
      const [source, , data] = corners.map(([near, far, , foot], i) => {
        const { lower, upper } = ends[i === 2 ? 1 : 0];
        return [Math.hypot(near[0] - far[0], near[1] - far[1]) / (upper[0] - lower[0]), Math.hypot(near[0] - foot[0], near[1] - foot[1]) / (upper[1] - lower[1])];
      });
      expect(data[0]).toBeGreaterThan(source[0]);
      expect(data[1]).toBeGreaterThan(1.2 * source[1]);
    }
  });

  test('has slabs that hold what their time takes up, and no more', () => {
    const { marks } = picture({ ...createMoonsFlow({ count: 400 }), ends }, 0.25);
    const extents = (values: Float32Array) => [1, 2].map((axis) => {
      const along = values.filter((value, k) => k % 3 === axis && Math.abs(value) < 100);
      return [Math.min(...along), Math.max(...along)];
    });
    const faces = ofKind(marks, 'face').sort((a, b) => a.corners[0] - b.corners[0]).map(({ corners }) => extents(corners));
    const [data] = cloudOf(marks, 1);
    extents(data.positions).forEach(([from, to], axis) => {
      const [lower, upper] = faces[2][axis];
      expect(from).toBeGreaterThan(lower - 0.02);
      expect(to).toBeLessThan(upper + 0.02);
      expect(to - from).toBeGreaterThan(0.8 * (upper - lower));
    });
    faces[1].forEach((side, axis) => side.forEach((value, k) => expect(value).toBeCloseTo(0.75 * faces[0][axis][k] + 0.25 * faces[2][axis][k], 5)));
    faces[0].forEach(([lower, upper]) => expect(upper - lower).toBeCloseTo(2, 5));
  });

  test('shows the data unmirrored: larger x further right, larger y higher', () => {
    const flow = createMoonsFlow({ count: 2 });
    const target = { dimension: 2, count: 3, coordinates: Float32Array.of(-1, 0, 1, 0, 0, 1) };
    const { camera, marks } = picture({ ...flow, trajectories: endingIn(flow.trajectories, target) }, 0.5);
    const [data] = cloudOf(marks, 1);
    const at = new Float64Array(3);
    const pixels = [0, 1, 2].map((i) => {
      project(camera, data.positions[3 * i], data.positions[3 * i + 1], data.positions[3 * i + 2], at);
      return [...at];
    });
    expect(pixels[1][0]).toBeGreaterThan(pixels[0][0] + 10);
    expect(pixels[2][1]).toBeLessThan(Math.min(pixels[0][1], pixels[1][1]));
  });

  test('shows a field on the slab of the time: an arrow on each node there, along the velocity, over the cloud', () => {
    const volume = createMoonsVolume({ grid: gridIn('spacetime', createMoonsFlow()) });
    const points = gridPoints(volume.grid);
    const velocity = new Float32Array(points.length);
    const flow = createMoonsFlow();
    // Two known points tell how the plane stands in the world.
    const target = { dimension: 2, count: 2, coordinates: Float32Array.of(0, 0, 1, 1) };
    for (const t of [0, 0.35, 0.9]) {
      const { marks } = picture({ ...flow, trajectories: endingIn(flow.trajectories, target), volume }, t);
      const [{ count, positions, vectors }] = ofKind(marks, 'arrows');
      const { positions: known } = cloudOf(marks, 1).at(-1);
      const scale = known[4] - known[1];
      interpolateField(volume, t, velocity);
      expect(count).toBeGreaterThan(20);
      for (let i = 0; i < 3 * count; i += 3) {
        expect(positions[i]).toBeCloseTo(worldX(cloudOf(marks, t)[t === 0 ? 1 : 0]), 5);
        const node = [(known[2] - positions[i + 2]) / scale, (positions[i + 1] - known[1]) / scale];
        const at = points.findIndex((_, k) => k % 2 === 0 && Math.hypot(points[k] - node[0], points[k + 1] - node[1]) < 1e-4);
        const [across, up] = [-vectors[i + 2], vectors[i + 1]];
        expect(vectors[i]).toBe(0);
        expect((across * velocity[at] + up * velocity[at + 1]) / Math.hypot(across, up) / Math.hypot(velocity[at], velocity[at + 1])).toBeCloseTo(1, 5);
      }
      expect(marks.findIndex(({ kind }) => kind === 'arrows')).toBeGreaterThan(marks.indexOf(cloudOf(marks, t)[0]));
    }
  });

  test('shows a learned field dashed and in its own colour, and the field without clouds and worldlines', () => {
    const { marks } = picture({ ...createMoonsFlow(), volume: createMoonsVolume(), role: 'learned', layers: ['arrows'] }, 0.5);
    expect(ofKind(marks, 'arrows').map(({ color, shape }) => [color, shape])).toEqual([['learned', 'dashed']]);
    expect([...ofKind(marks, 'points'), ...ofKind(marks, 'threads')]).toEqual([]);
  });

  test('begins each worldline on its point of p_0 and parts it at the current time', () => {
    const { marks } = picture(createMoonsFlow(), 0.5);
    const [source] = cloudOf(marks, 0);
    const threads = ofKind(marks, 'threads');
    expect(threads).toHaveLength(2);
    expect(threads[0].positions).toBe(threads[1].positions);
    expect([...threads[0].positions.subarray(0, 3 * threads[0].count)]).toEqual([...source.positions.subarray(0, 3 * threads[0].count)]);
    const ends = threads.map(({ fromStep, toStep }) => [fromStep, toStep]).sort((p, q) => p[0] - q[0]);
    const last = threads[0].steps - 1;
    expect(ends).toEqual([[0, last / 2], [last / 2, last]]);
  });

  test('makes single lines fainter the more there are, and the less room they have', () => {
    const opacity = (count: number, width: number) => {
      const { marks } = picture(createMoonsFlow({ count }), 0.5, firstOrbit, createSurface(width, (2 * width) / 3));
      return Math.max(...ofKind(marks, 'threads').map((mark) => mark.opacity));
    };
    expect(opacity(20, 720)).toBeGreaterThan(1.5 * opacity(200, 720));
    expect(opacity(200, 720)).toBeGreaterThan(1.5 * opacity(200, 360));
    expect(opacity(1000, 300)).toBeGreaterThan(0.05);
  });

  test('paints what is further along time from the eye first, from wherever it is seen', () => {
    const order = (yawRad: number) => {
      const { marks } = picture(createMoonsFlow(), 0.5, { ...firstOrbit, yawRad });
      return ofKind(marks, 'points').map(({ color }) => color);
    };
    expect(order(0)).toEqual([0, 0.5, 1]);
    expect(order(1.6)).toEqual([1, 0.5, 0]);
  });

  test('labels both ends and the time, as mathematics', () => {
    const { marks } = picture(createMoonsFlow(), 0.25);
    const words = ofKind(marks, 'label').map(({ formula }) => formula.map(({ text, subscript }) => text + (subscript?.text ?? '')).join(' '));
    expect(words).toEqual(['p0', 'p1', 't = 0.25']);
  });

  test('leaves out what is not finite or far away', () => {
    const flow = createMoonsFlow();
    flow.trajectories.positions.set([Number.NaN, 0, 1e30, 0], 0);
    const { marks, camera } = picture(flow, 0);
    const [source] = cloudOf(marks, 0);
    const at = new Float64Array(3);
    const seen = [0, 1, 2].map((i) => project(camera, source.positions[3 * i], source.positions[3 * i + 1], source.positions[3 * i + 2], at));
    expect(seen).toEqual([false, false, true]);
  });

  test('keeps its slabs still while a flow from the same start changes a little', () => {
    const flow = createMoonsFlow();
    const start = 2 * flow.trajectories.count;
    const positions = flow.trajectories.positions.map((value, i) => (i < start ? value : 1.02 * value));
    const slab = (options: SceneOptions) => ofKind(picture(options, 0).marks, 'face')[0].corners;
    expect([...slab({ ...flow, trajectories: { ...flow.trajectories, positions } })]).toEqual([...slab(flow)]);
  });
});
