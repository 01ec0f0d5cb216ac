import { BehaviorSubject } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure, type FigureOptions, type Reading } from '../../src/figures/index.ts';
import { exactVelocity, type Place } from '../../src/math/index.ts';
import type { Flow, FlowParameters } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS, pointData, probed, VIEWS, type Probed } from './probed.ts';

const options = { ...OPTIONS, probe: 'pairs' } as const satisfies FigureOptions;
type Pairs = Extract<Reading, { readonly key: 'pairs'; readonly known: true }>;
const readingAt = (place: Place, parameters: Partial<FlowParameters>, given: Partial<FigureOptions> = {}): Promise<Probed> => probed(place, parameters, { probe: 'pairs', ...given });

function velocityAt({ laws, parameters: { schedule } }: Flow, x: readonly number[], t: number): number[] {
  const v = new Float64Array(x.length);
  exactVelocity({ kind: 'mixture', source: laws.source.law, target: laws.target.law, schedule })(Float64Array.from(x), t, v);
  return [...v];
}

describe.each(VIEWS)('in a %s', (view, target, x) => {
  test.each([['linear', 0.2], ['linear', 0.6], ['cosine', 0.9]] as const)('under the schedule %s at t = %f tells drawn pairs whose mean is the exact velocity within 3 standard errors', async (schedule, t) => {
    const { reading, flow } = await readingAt({ x, t }, { target, schedule }, { view, pairs: 'all' });
    const { v, mean, standardErrors, kind, count } = reading as Pairs;
    expect([kind, count]).toEqual(['draws', 1000]);
    velocityAt(flow, x, t).forEach((value, k) => expect(v[k]).toBeCloseTo(value, 9));
    expect(Math.hypot(...mean.map((value, k) => value - v[k]))).toBeLessThan(3 * Math.hypot(...standardErrors));
  });

  test('draws the paths through the cross, and velocities that lie on them', async () => {
    const { scene } = await readingAt({ x, t: 0.5 }, { target }, { view, pairs: 3 });
    const marks = marksOf(scene, 0.5);
    const here = new Float32Array(3);
    scene.context.view.place(x, 1, 0.5, here);
    // Two vertices a path: the cross lies half-way.
    const paths = ofKind(marks, 'strokes').filter(({ color }) => color === 'through').flatMap(({ positions, offsets }) => offsets.slice(0, -1).map((at) => positions.subarray(3 * at, 3 * at + 6)));
    expect(paths).toHaveLength(3);
    for (const path of paths) [0, 1, 2].forEach((axis) => expect((path[axis] + path[3 + axis]) / 2).toBeCloseTo(here[axis], 5));
    const arrows = ofKind(marks, 'arrows').filter(({ color, shape }) => color === 'ink' && shape === 'solid');
    const vectors = arrows.flatMap(({ vectors, count }) => Array.from({ length: count }, (_, i) => vectors.subarray(3 * i, 3 * i + 3)));
    expect(vectors).toHaveLength(3);
    const along = (path: Float32Array) => [0, 1, 2].map((axis) => (path[3 + axis] - path[axis]) / 4);
    vectors.forEach((vector, i) => expect([...vector]).toEqual(along(paths[i]).map((value) => expect.closeTo(value, 5))));
  });
});

describe.each([1, 2] as const)('where the data are points of %i dimensions', (dimension) => {
  const x = [0.3, -0.2].slice(0, dimension);
  const view = dimension === 1 ? 'line' : 'plane';

  test.each([0, 0.5, 0.9])('tells the weighed mean over all of them at t = %f, which is the exact velocity to 1e-9', async (t) => {
    const { scene, reading, flow } = await readingAt({ x, t }, { target: pointData(dimension, 25) }, { view });
    const { mean, kind, parts } = reading as Pairs;
    expect([kind, parts]).toEqual(['all', 25]);
    velocityAt(flow, x, t).forEach((value, k) => expect(Math.abs(mean[k] - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value))));
    // Heavier pairs are thicker and stronger.
    const paths = ofKind(marksOf(scene, t), 'strokes').filter(({ color, offsets }) => color === 'through' && offsets.length > 1);
    const sorted = [...paths].sort((a, b) => a.widthPx - b.widthPx);
    expect(sorted.map(({ opacity }) => opacity)).toEqual(paths.map(({ opacity }) => opacity).sort((a, b) => a - b));
    expect(paths.reduce((sum, { offsets }) => sum + offsets.length - 1, 0)).toBe((reading as Pairs).count);
  });

  test('says that none passes beside them at t = 1, and draws none', async () => {
    const { scene, reading } = await readingAt({ x, t: 1 }, { target: pointData(dimension, 25) }, { view });
    expect((reading as Pairs).isOnPath).toBe(false);
    expect(ofKind(marksOf(scene, 1), 'strokes').filter(({ color }) => color === 'through')).toEqual([]);
    expect(JSON.stringify(reading)).not.toContain('null');
  });

  test('of one point tells one pair', async () => {
    const { reading } = await readingAt({ x, t: 0.5 }, { target: pointData(dimension, 1) }, { view });
    expect(reading).toMatchObject({ count: 1, parts: 1, effective: 1 });
  });
});

test('more pairs are drawn with each press, and the first stay', async () => {
  const { flow } = createJoinedFlow();
  flow.clock.seek(0.5);
  const presses$ = new BehaviorSubject(0);
  const counts: number[] = [];
  const subscription = figure(flow, flow.laws, { ...options, pairs: 3, presses$, cross$: new BehaviorSubject<Place | undefined>({ x: [0.4, 0.1], t: 0.5 }) }).subscribe(({ readings: [reading] }) => {
    counts.push((reading as Pairs).count);
    if (counts.length < 3) presses$.next(counts.length);
  });
  await expect.poll(() => counts).toEqual([3, 6, 9]);
  subscription.unsubscribe();
});

test('says which pairs are not known, of another coupling than the independent one', async () => {
  const { reading } = await readingAt({ x: [0.4, 0.1], t: 0.5 }, { coupling: 'ot' }, { models: ['learned'] });
  expect(reading).toEqual({ key: 'pairs', known: false, why: 'coupling' });
});

test('beside a learned velocity tells the exact pairs and what the network says', async () => {
  const { reading } = await readingAt({ x: [0.4, 0.1], t: 0.5 }, {}, { models: ['learned'] });
  const { learned, v } = reading as Pairs;
  expect(learned).toHaveLength(2);
  expect(learned).not.toEqual(v);
});

test('of a conditional field tells the pairs that lead to its draws of the data', async () => {
  const { reading } = await readingAt({ x: [0.4, 0.1], t: 0.5 }, { coupling: 'ot' }, { models: ['conditional-3'] });
  expect(reading).toMatchObject({ kind: 'all', parts: 3 });
});
