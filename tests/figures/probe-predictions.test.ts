import { firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/figures/index.ts';
import { dataset, exactEnds, exactScore, exactVelocity, namedSchedule, type MixtureModel } from '../../src/math/index.ts';
import { marksOf, ofKind, pointData, probed, VIEWS } from './probed.ts';

type Predictions = Extract<Reading, { readonly key: 'predictions' }>;
const NAMES = ['data', 'noise', 'velocity', 'score'] as const;

describe.each(VIEWS)('in a %s', (view, target, x) => {
  test.each([['linear', 0.2], ['cosine', 0.5], ['variance-preserving', 0.8]] as const)('under the schedule %s at t = %f tells the four predictions of the exact field', async (schedule, t) => {
    const { reading, flow: { laws } } = await probed({ x, t }, { target, schedule }, { view, probe: 'predictions' });
    const model: MixtureModel = { kind: 'mixture', source: laws.source.law, target: laws.target.law, schedule };
    const [noise, data, velocity, score] = Array.from({ length: 4 }, () => new Float64Array(x.length));
    exactEnds(model)(Float64Array.from(x), t, noise, data);
    exactVelocity(model)(Float64Array.from(x), t, velocity);
    exactScore(model)(Float64Array.from(x), t, score);
    const { values, conversions } = reading as Predictions;
    const close = (all: Float64Array) => [...all].map((value) => expect.closeTo(value, 9));
    expect(values).toEqual({ data: close(data), noise: close(noise), velocity: close(velocity), score: close(score) });
    expect(conversions).toHaveLength(12);
    // Each that is told gives what is told.
    for (const { from, to, by } of conversions) values[from]!.forEach((value, k) => expect(by!.given * value + by!.place * x[k]).toBeCloseTo(values[to]![k], 8));
  });

  test('draws the path between both mean ends, which passes the cross with the velocity', async () => {
    const { scene, reading } = await probed({ x, t: 0.5 }, { target }, { view, probe: 'predictions' });
    const marks = marksOf(scene, 0.5);
    const [path] = ofKind(marks, 'strokes').filter(({ color }) => color === 'through');
    const here = new Float64Array(3);
    scene.context.view.place(x, 1, 0.5, here);
    [0, 1, 2].forEach((axis) => expect((path.positions[axis] + path.positions[3 + axis]) / 2).toBeCloseTo(here[axis], 5));
    // The legend's arrows come before.
    const arrow = ofKind(marks, 'arrows').filter(({ color }) => color === 'exact').at(-1);
    // On a straight path a quarter of the velocity is a quarter of the way.
    [0, 1, 2].forEach((axis) => expect(arrow.vectors[axis]).toBeCloseTo((path.positions[3 + axis] - path.positions[axis]) / 4, 5));
    const labels = ofKind(marks, 'label').map(({ key }) => key);
    expect(labels).toEqual(expect.arrayContaining(['end 0', 'end 1']));
    // The score's arrow ends at alpha E[X_1 | x], as the source is normal.
    const tip = new Float64Array(3);
    scene.context.view.place((reading as Predictions).values.data!.map((value) => namedSchedule('linear').alpha(0.5) * value), 1, 0.5, tip);
    const score = ofKind(marks, 'arrows').filter(({ color }) => color === 'ink').at(-1);
    [0, 1, 2].forEach((axis) => expect(here[axis] + score.vectors[axis]).toBeCloseTo(tip[axis], 5));
  });
});

test.each(['linear', 'cosine', 'variance-preserving', 'polynomial-2'] as const)('under the schedule %s says what would divide by zero at both ends of time, and tells no NaN', async (schedule) => {
  const [start, end] = await Promise.all([0, 1].map((t) => probed({ x: [0.4, -0.3], t }, { schedule }, { probe: 'predictions' })));
  const divided = ({ reading }: typeof start): string[] => (reading as Predictions).conversions.filter(({ by }) => !by).map(({ from, to }) => `${from} ${to}`);
  expect(divided(start)).toEqual(expect.arrayContaining(['noise data', 'score data']));
  expect(divided(start)).not.toContain('data noise');
  expect(divided(end)).toEqual(expect.arrayContaining(['data noise', 'velocity score']));
  expect(divided(end)).not.toContain('noise data');
  for (const { reading } of [start, end]) expect(JSON.stringify(reading)).not.toContain('null');
});

test('at t = 1 data points have no score', async () => {
  const { reading } = await probed({ x: [0.4, -0.3], t: 1 }, { target: pointData(2, 5) }, { probe: 'predictions' });
  expect(Object.keys((reading as Predictions).values)).toEqual(['data', 'noise', 'velocity']);
});

test('from a source that is not normal the score is told, and that it follows from none', async () => {
  const { reading } = await probed({ x: [0.4, -0.3], t: 0.5 }, { source: 'circles' }, { probe: 'predictions' });
  const { isNormal, conversions, values } = reading as Predictions;
  expect(isNormal).toBe(false);
  expect(values.score).toHaveLength(2);
  expect(conversions.some(({ from, to }) => from === 'score' || to === 'score')).toBe(false);
});

test('of a network whose source is not normal no score is told', async () => {
  const { reading } = await probed({ x: [0.4, -0.3], t: 0.5 }, { source: 'circles' }, { probe: 'predictions', models: ['learned'] });
  expect(Object.keys((reading as Predictions).values)).toEqual(['data', 'noise', 'velocity']);
});

test('data without spread across a line have no score at t = 1 either', async () => {
  const flat = { ...dataset('gaussian'), name: 'flat', law: { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(0, 0), covariances: Float64Array.of(1, 0, 0, 0) } };
  const { reading } = await probed({ x: [0.4, -0.3], t: 1 }, { target: flat }, { probe: 'predictions' });
  expect(Object.keys((reading as Predictions).values)).toEqual(['data', 'noise', 'velocity']);
});

test('of a network all four follow from its velocity', async () => {
  const { reading, flow } = await probed({ x: [0.4, -0.3], t: 0.5 }, {}, { probe: 'predictions', models: ['learned'] });
  const { isLearned, values } = reading as Predictions;
  const { velocity } = await firstValueFrom(flow.values({ model: 'learned', points: [0.4, -0.3], t: 0.5 }));
  expect(isLearned).toBe(true);
  expect(NAMES.every((name) => values[name]?.length === 2)).toBe(true);
  expect(values.data![0]).toBeCloseTo(0.4 + 0.5 * velocity[0], 5);
  expect(values.noise![1]).toBeCloseTo(-0.3 - 0.5 * velocity[1], 5);
});
