import { filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure, type FigureOptions, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { dataset, exactDensity, exactScore, type MixtureModel } from '../../src/math/index.ts';
import { LAYERS } from '../../src/figures/layers/table.ts';
import { timeToWorld } from '../../src/figures/views/spacetime-space.ts';
import type { StrokesMark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { tinted, TINTS } from '../../components/compare/tinted.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, pointData } from './probed.ts';

const shown = (flow: Flow, view: FigureOptions['view'], layer: string, given: Partial<FigureOptions> = {}, isRight: (scene: FigureScene) => boolean = () => true): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { view, layers: [layer], models: ['exact'], cloud: { ...defaultsOf(CLOUD), count: 200 }, ...given }).pipe(filter(isRight)));
const readingOf = <K extends Reading['key']>({ readings }: FigureScene, key: K): Extract<Reading, { key: K }> | undefined =>
  readings.find((reading): reading is Extract<Reading, { key: K }> => reading.key === key);

describe('the marginal of a cloud', () => {
  test('is a histogram over p_t at the time, on a line, and is told with what chance would leave', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians' });
    const cloud = { ...defaultsOf(CLOUD), solver: 'sde', noise: 'diffusion', steps: 64, count: 200 } as const;
    const scene = await shown(flow, 'line', 'marginal', { cloud }, (one) => readingOf(one, 'marginal') !== undefined && ofKind(marksOf(one, 0.3), 'strokes').some(({ color }) => color === 'exact'));
    const strokes = ofKind(marksOf(scene, 0.3), 'strokes');
    const [curve, outline] = [strokes.find(({ color }) => color === 'exact')!, strokes.find(({ color }) => color === 'through')!];
    const density = exactDensity({ kind: 'mixture', source: dataset('gaussian', 1).law, target: dataset('two-gaussians').law });
    const p = new Float64Array(1);
    const heights = Array.from({ length: curve.positions.length / 3 }, (_, node) => curve.positions[3 * node] - 0.3);
    const at = [60, 120, 150].map((node) => {
      density(Float64Array.of(curve.positions[3 * node + 1]), 0.3, p);
      return heights[node] / p[0];
    });
    for (const ratio of at) expect(ratio / at[0]).toBeCloseTo(1, 1);
    // The histogram has the area of the curve, all points being in the picture.
    let [area, under] = [0, 0];
    for (let v = 0; v + 1 < outline.positions.length / 3; v++) area += (outline.positions[3 * v + 4] - outline.positions[3 * v + 1]) * (outline.positions[3 * v] - 0.3);
    for (let v = 0; v + 1 < heights.length; v++) under += (curve.positions[3 * v + 4] - curve.positions[3 * v + 1]) * heights[v];
    expect(area / under).toBeCloseTo(1, 1);
    // It stands on the side where there is room.
    expect(Math.max(...heights)).toBeGreaterThan(0.05);
    const late = ofKind(marksOf(scene, 0.9), 'strokes').find(({ color }) => color === 'exact')!;
    expect(Math.min(...late.positions.filter((_, i) => i % 3 === 0))).toBeLessThan(0.85);
    const told = readingOf(scene, 'marginal')!;
    if (!told.known) throw new Error('not known');
    expect(told).toMatchObject({ t: 0.9, count: 200, dimension: 1 });
    expect(told.distance).toBeLessThan(2 * told.high);
  });

  test('is contours over those of p_t in the plane, and farther than chance for few Euler steps', async () => {
    const { flow } = createJoinedFlow({ target: 'eight-gaussians' });
    const cloud = { ...defaultsOf(CLOUD), solver: 'euler', steps: 2, count: 200 } as const;
    const scene = await shown(flow, 'plane', 'marginal', { cloud }, (one) => readingOf(one, 'marginal') !== undefined && ofKind(marksOf(one, 1), 'strokes').some(({ color, offsets }) => color === 'exact' && offsets.length > 3));
    expect(ofKind(marksOf(scene, 1), 'strokes').find(({ color }) => color === 'through')!.offsets.length).toBeGreaterThan(3);
    const told = readingOf(scene, 'marginal')!;
    if (!told.known) throw new Error('not known');
    expect(told.distance).toBeGreaterThan(told.high);
  });

  test('stands on the slab of the time in space-time', async () => {
    const { flow } = createJoinedFlow({ target: 'eight-gaussians' });
    const of = (scene: FigureScene, t: number): StrokesMark[] => ofKind(marksOf(scene, t), 'strokes').filter(({ color, offsets }) => (color === 'exact' || color === 'through') && offsets.length > 3);
    const scene = await shown(flow, 'spacetime', 'marginal', {}, (one) => readingOf(one, 'marginal') !== undefined && of(one, 0.8).length === 2);
    for (const t of [0.8, 1]) {
      for (const { positions, offsets } of of(scene, t)) {
        const across = positions.slice(0, 3 * offsets[offsets.length - 1]).filter((_, i) => i % 3 === 0);
        expect(new Set(across)).toEqual(new Set([Math.fround(timeToWorld(t))]));
      }
    }
  });

  test('of several clouds in one picture has the law once, in a colour of none of them', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians' });
    const settings = { models: ['exact'], cloud: { ...defaultsOf(CLOUD), count: 200 } } as const;
    const layers = TINTS.slice(0, 2).map((tint) => ({ name: 'marginal', code: tinted(LAYERS.marginal.code, { flow, settings, tint, say: (reading) => reading, onRefused: (error) => expect.fail(String(error)) }) }));
    const scene = await firstValueFrom(figure(flow, flow.laws, { view: 'line', layers, ...settings }).pipe(filter((one) => ofKind(marksOf(one, 0.5), 'strokes').filter(({ color, offsets, positions }) => color === 'ink' && offsets[1] > 100 && positions.length > 300).length === 2)));
    const strokes = ofKind(marksOf(scene, 0.5), 'strokes');
    const laws = strokes.filter(({ color, positions }) => color === 'ink' && positions.length > 300);
    expect([...laws[0].positions]).toEqual([...laws[1].positions]);
    expect(strokes.filter(({ color }) => color === 'source' || color === 'target').length).toBe(2);
    expect(strokes.some(({ color }) => color === 'exact')).toBe(false);
  });

  test('of a network is compared with nothing', async () => {
    const { flow } = createJoinedFlow();
    expect(readingOf(await shown(flow, 'plane', 'marginal', { models: ['learned'] }, (scene) => scene.readings.length > 0), 'marginal')).toEqual({ key: 'marginal', known: false });
  });
});

describe('the layer of the score', () => {
  test('has the exact score as arrows', async () => {
    const { flow } = createJoinedFlow({ target: 'eight-gaussians', schedule: 'cosine' });
    flow.clock.seek(0.5);
    const scene = await shown(flow, 'plane', 'score');
    const [arrows] = ofKind(marksOf(scene, 0.5), 'arrows').filter(({ count }) => count > 20);
    const model: MixtureModel = { kind: 'mixture', source: dataset('gaussian').law, target: dataset('eight-gaussians').law, schedule: 'cosine' };
    const s = new Float64Array(2);
    let aligned = 0;
    for (let i = 0; i < arrows.count; i++) {
      exactScore(model)(Float64Array.of(arrows.positions[3 * i], arrows.positions[3 * i + 1]), 0.5, s);
      const [x, y] = arrows.vectors.subarray(3 * i, 3 * i + 2);
      if ((x * s[0] + y * s[1]) / (Math.hypot(x, y) * Math.hypot(...s)) > 0.99) aligned++;
    }
    expect(aligned / arrows.count).toBeGreaterThan(0.95);
  });

  test('on a line points up where log p_t rises and down where it falls, as far as it does, and is cut where it is steeper', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians' });
    const scene = await shown(flow, 'line', 'score');
    const [{ count, positions, vectors }] = ofKind(marksOf(scene, 0.5), 'arrows').filter((one) => one.count > 20);
    const score = exactScore({ kind: 'mixture', source: dataset('gaussian', 1).law, target: dataset('two-gaussians').law });
    const s = new Float64Array(1);
    const longest = Math.max(...vectors.subarray(0, 3 * count).map(Math.abs));
    const scales = new Set<string>();
    for (let i = 0; i < count; i++) {
      score(Float64Array.of(positions[3 * i + 1]), positions[3 * i], s);
      expect(vectors[3 * i]).toBe(0);
      if (Math.abs(s[0]) > 0.2) expect(Math.sign(vectors[3 * i + 1])).toBe(Math.sign(s[0]));
      if (positions[3 * i] < 0.8 && Math.abs(s[0]) > 0.5 && Math.abs(vectors[3 * i + 1]) < 0.99 * longest) scales.add((s[0] / vectors[3 * i + 1]).toFixed(0));
    }
    // All by one scale, to what an interpolation over time is good for.
    const values = [...scales].map(Number);
    expect(values.length).toBeGreaterThan(0);
    expect(Math.max(...values) / Math.min(...values)).toBeLessThan(1.1);
    expect(new Set(Array.from({ length: count }, (_, i) => positions[3 * i])).size).toBeGreaterThan(8);
  });

  test('says of a learned field whose source is not standard normal that there is none, and shows it else', async () => {
    const { flow } = createJoinedFlow({ source: 'circles' });
    const scene = await shown(flow, 'plane', 'score', { models: ['learned'] });
    expect(readingOf(scene, 'scoreUnknown')).toEqual({ key: 'scoreUnknown', why: 'source', source: 'circles' });
    expect(ofKind(marksOf(scene, 0.5), 'arrows').length).toBe(0);
    const normal = await shown(createJoinedFlow().flow, 'plane', 'score', { models: ['learned'] });
    expect(ofKind(marksOf(normal, 0.5), 'arrows')[0].count).toBeGreaterThan(20);
  });

  test('is not there at t = 1 of points', async () => {
    const { flow } = createJoinedFlow({ target: pointData(2, 5) });
    flow.clock.seek(1);
    expect(readingOf(await shown(flow, 'plane', 'score'), 'scoreUnknown')).toEqual({ key: 'scoreUnknown', why: 'points' });
  });
});
