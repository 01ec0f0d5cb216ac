import { describe, expect, test } from 'vitest';
import {
  createNetwork, dataset, divergenceField, exactLogDensity, gaussianMixture, mixtureLogDensity, trace, velocityField,
  type MixtureModel, type Trace, type VelocityModel,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type EndpointCase } from './fixtures.ts';

const traceOf = (model: VelocityModel, dimension: number, coordinates: readonly number[], options: Parameters<typeof trace>[3]): Trace =>
  trace(velocityField(model), divergenceField(model), { dimension, count: coordinates.length / dimension, coordinates: Float64Array.from(coordinates) }, options);

/** Row `s` of what holds `size` numbers a time. */
const at = (values: Float64Array, s: number, size: number): Float64Array => values.slice(s * size, (s + 1) * size);

describe.each(fixture<{ cases: EndpointCase[] }>('flow_endpoints').cases)('$name', ({ source, target, trajectories }) => {
  const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };
  const { dimension } = model.source;

  test('points of the data traced back are where the reference began, and their log density is its own', () => {
    const ends = trajectories.flatMap(({ path }) => path[path.length - 1]);
    const { positions, expansion } = traceOf(model, dimension, ends, { at: 1 });
    const x0 = at(positions, 0, ends.length);
    expectClose(x0, trajectories.flatMap((trajectory) => trajectory.x0), 1e-6);
    const p0 = new Float64Array(trajectories.length);
    mixtureLogDensity(model.source)(x0, p0);
    // log p_1 = log p_0 - integral from 0 to 1, which is minus the one that is recorded on the way back.
    const logDensity = p0.map((value, i) => value + expansion[i]);
    expectClose(logDensity, trajectories.map(({ exactLogDensityAt1 }) => exactLogDensityAt1), 1e-6);
    expectClose(logDensity, trajectories.map(({ logDensityAt1 }) => logDensityAt1), 1e-6);
  });
});

const SCHEDULES = ['linear', 'cosine'] as const;
const LAWS: readonly (readonly [string, MixtureModel, number, number[]])[] = [
  ['two bells on a line', { kind: 'mixture', source: gaussianMixture(1), target: dataset('two-gaussians').law }, 1, [0.3, -1]],
  ['moons in the plane', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law }, 2, [0.5, 0.4, -0.6, 0.2]],
  ['a knot in space', { kind: 'mixture', source: gaussianMixture(3), target: dataset('trefoil').law }, 3, [0.4, -0.6, 0.2]],
];
const MODELS: readonly (readonly [string, VelocityModel, number, number[]])[] = [
  ...LAWS.flatMap(([name, model, dimension, points]) => SCHEDULES.map((schedule) => [`${name}, schedule ${schedule}`, { ...model, schedule }, dimension, points] as const)),
  ['a network', createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 2 }), 2, [0.5, 0.4]],
];

describe.each(MODELS)('%s', (_, model, dimension, points) => {
  test.each([0, 0.4, 0.8])('the ratio of volumes is the determinant of the Jacobian by differences, from t = %d back and on', (from) => {
    const { times, expansion, jacobians, count } = traceOf(model, dimension, points, { at: from, withJacobians: true });
    expect(times[0]).toBe(0);
    expect(times[times.length - 1]).toBe(1);
    expect(times).toContain(from);
    for (let s = 0; s < times.length; s++) {
      for (let i = 0; i < count; i++) {
        const ratio = Math.exp(expansion[s * count + i]);
        expect(Math.abs(determinant(at(jacobians!, s * count + i, dimension ** 2), dimension) / ratio - 1), `t = ${times[s]}`).toBeLessThan(1e-4);
      }
    }
  });

  test('Hutchinson’s estimates over all vectors of signs have the exact divergence for their mean', () => {
    const { expansion, estimates } = traceOf(model, dimension, points, { at: 1 });
    const signs = 2 ** (dimension - 1);
    const means = expansion.map((__, i) => at(estimates, i, signs).reduce((sum, value) => sum + value, 0) / signs);
    expectClose(means, expansion, 1e-6);
  });
});

test('in the plane one vector of signs misses the divergence where the flow shears, and on a line none does', () => {
  const plane = traceOf(LAWS[1][1], 2, [0.5, 0.4], { at: 1 });
  expect(Math.abs(plane.estimates[0] - plane.estimates[1])).toBeGreaterThan(0.1);
  const line = traceOf(LAWS[0][1], 1, [0.3], { at: 1 });
  expectClose(line.estimates, line.expansion, 1e-7);
});

describe.each(LAWS)('along the way of %s', (_, laws, dimension, points) => {
  test.each(SCHEDULES.flatMap((schedule) => [0.3, 0.6, 0.95].map((from) => [schedule, from] as const)))('the log density is that of the closed form at all times, schedule %s, from t = %d', (schedule, from) => {
    const model = { ...laws, schedule };
    const start = points.slice(0, dimension);
    const { times, positions, expansion } = traceOf(model, dimension, start, { at: from });
    const [p, first] = [new Float64Array(1), new Float64Array(1)];
    exactLogDensity(model)(Float64Array.from(start), from, first);
    times.forEach((t, s) => {
      exactLogDensity(model)(at(positions, s, dimension), t, p);
      expect(Math.abs(p[0] - (first[0] - expansion[s])), `t = ${t}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(p[0])));
    });
  });
});

test('a time outside of the way is refused', () => {
  expect(() => traceOf(LAWS[1][1], 2, [0, 0], { at: 1, span: [0, 0.9] })).toThrow(/^at/);
});

function determinant(m: Float64Array, dimension: number): number {
  if (dimension === 1) return m[0];
  if (dimension === 2) return m[0] * m[3] - m[1] * m[2];
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}
