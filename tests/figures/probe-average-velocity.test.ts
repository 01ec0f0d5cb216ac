import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/figures/index.ts';
import { carry, createNetwork, exactVelocity, mlpVelocity, type Mixture, type MixtureModel, type ScheduleName } from '../../src/math/index.ts';
import { marksOf, ofKind, pointData, probed, VIEWS } from './probed.ts';

type Average = Extract<Reading, { readonly key: 'average-velocity'; readonly known: true }>;

const endOf = (source: Mixture, target: Mixture, schedule: ScheduleName, x: readonly number[], from: number, to: number): Float64Array => {
  const model: MixtureModel = { kind: 'mixture', source, target, schedule };
  return carry(exactVelocity(model), { dimension: x.length, count: 1, coordinates: Float64Array.from(x) }, { solver: 'dopri5', tolerance: 1e-12, from, to }).coordinates as Float64Array;
};

describe.each(VIEWS)('in a %s', (view, target, x) => {
  test.each([['linear', 0, 1], ['linear', 0.3, 0.8], ['cosine', 0.7, 0.2]] as const)('under the schedule %s from s = %f to t = %f one step by the average velocity ends where the flow does, and one Euler step does not', async (schedule, s, t) => {
    const { reading, flow: { laws: { source, target: { law } } } } = await probed({ x, t: s }, { target, schedule }, { view, probe: 'average-velocity', until: t });
    const { u, v, end, eulerEnd, miss } = reading as Average;
    // By quantiles on a line; by integration elsewhere.
    const tolerance = x.length === 1 ? 1e-9 : 1e-6;
    endOf(source.law, law, schedule, x, s, t).forEach((value, k) => {
      expect(Math.abs(end[k] - value)).toBeLessThan(tolerance);
      expect(Math.abs(x[k] + (t - s) * u[k] - value)).toBeLessThan(tolerance);
      expect(x[k] + (t - s) * v[k]).toBeCloseTo(eulerEnd[k], 12);
    });
    expect(Math.hypot(...miss)).toBeGreaterThan(0.01);
  });

  test('draws both steps from the cross to their ends, and the way between', async () => {
    const { scene, reading } = await probed({ x, t: 0.2 }, { target }, { view, probe: 'average-velocity' });
    const marks = marksOf(scene, 0.2);
    const [here, end, euler] = [new Float64Array(3), new Float64Array(3), new Float64Array(3)];
    scene.context.view.place(x, 1, 0.2, here);
    scene.context.view.place((reading as Average).end, 1, 1, end);
    scene.context.view.place((reading as Average).eulerEnd, 1, 1, euler);
    for (const [color, tip] of [['exact', end], ['ink', euler]] as const) {
      // The legend's arrows come before.
      const arrow = ofKind(marks, 'arrows').filter((mark) => mark.color === color).at(-1);
      [0, 1, 2].forEach((axis) => expect(here[axis] + arrow.vectors[axis]).toBeCloseTo(tip[axis], 4));
    }
    const [way] = ofKind(marks, 'strokes').filter(({ color }) => color === 'through');
    [0, 1, 2].forEach((axis) => expect(way.positions[axis]).toBeCloseTo(here[axis], 4));
    [0, 1, 2].forEach((axis) => expect(way.positions.at(axis - 3)).toBeCloseTo(end[axis], 4));
  });
});

test('over no time the average is the velocity, and nothing is missed', async () => {
  const { reading } = await probed({ x: [0.4, -0.3], t: 1 }, {}, { probe: 'average-velocity' });
  const { u, v, miss } = reading as Average;
  expect(u).toEqual(v);
  expect(miss).toEqual([0, 0]);
});

test.each([1, 2] as const)('from data points of %i dimensions no way back is told', async (dimension) => {
  const { reading, scene } = await probed({ x: [0.4, -0.3].slice(0, dimension), t: 1 }, { target: pointData(dimension, 4) }, { view: dimension === 1 ? 'line' : 'plane', probe: 'average-velocity', until: 0 });
  expect(reading).toMatchObject({ known: false, s: 1, t: 0 });
  expect(ofKind(marksOf(scene, 1), 'arrows')).toEqual([]);
});

test.each([0.9, 0.1])('of a network of two times the step to t = %f is by what it has learned, where that is forward, and the way is that of its flow', async (until) => {
  const [x, s] = [[0.4, -0.3], 0.2];
  const { reading, scene } = await probed({ x, t: s }, { objective: 'mean-flow' }, { probe: 'average-velocity', models: ['learned'], until });
  const network = mlpVelocity(createNetwork({ dimension: 2, hidden: [8], activation: 'silu', times: 2, seed: 3 }));
  const flowEnd = carry(network, { dimension: 2, count: 1, coordinates: Float64Array.from(x) }, { solver: 'dopri5', tolerance: 1e-12, from: s, to: until }).coordinates;
  const { u, v, end, step, eulerEnd } = reading as Average;
  flowEnd.forEach((value, k) => expect(end[k]).toBeCloseTo(value, 4));
  const [learned, velocity] = [new Float64Array(2), new Float64Array(2)];
  network(Float64Array.from(x), s, velocity);
  velocity.forEach((value, k) => expect(v[k]).toBeCloseTo(value, 4));
  if (until < s) {
    expect(step).toBeUndefined();
    return;
  }
  network.average!(Float64Array.from(x), s, until, learned);
  learned.forEach((value, k) => {
    expect(u[k]).toBeCloseTo(value, 4);
    expect(step!.end[k]).toBeCloseTo(x[k] + (until - s) * value, 4);
    expect(step!.miss[k]).toBeCloseTo(step!.end[k] - end[k], 6);
  });
  const [from, to] = [new Float64Array(3), new Float64Array(3)];
  scene.context.view.place(x, 1, s, from);
  scene.context.view.place(step!.end, 1, until, to);
  const arrow = ofKind(marksOf(scene, s), 'arrows').filter((mark) => mark.color === 'learned').at(-1);
  [0, 1].forEach((axis) => expect(from[axis] + arrow.vectors[axis]).toBeCloseTo(to[axis], 4));
  expect(Math.hypot(...eulerEnd.map((value, k) => value - step!.end[k]))).toBeGreaterThan(1e-3);
});
