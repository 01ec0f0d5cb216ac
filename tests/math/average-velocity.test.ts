import { describe, expect, test } from 'vitest';
import { averageVelocity, carry, createRandom, exactVelocity, gaussianMixture, isotropicMixture, lineFlow, pointsMixture, sampleMixture, type MixtureModel, type ScheduleName } from '../../src/math/index.ts';
import { logNormalBelow } from '../../src/math/normal-law.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

interface Case {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  points: { s: number; t: number; x: number | number[]; end: number | number[]; averageVelocity: number | number[] }[];
}

const listed = (value: number | number[]): number[] => [value].flat();

test('the tails of the normal law are those of scipy to 2e-14 of themselves', () => {
  // scipy.special.log_ndtr
  const known = [[-40, -804.6084420137539], [-10, -53.23128515051248], [-3, -6.60772622151035], [-2.5, -5.081648277278691], [-1, -1.8410216450092634], [0, -0.6931471805599453], [0.7, -0.2770239422771313], [3, -0.0013508099647481925], [9, -1.1285884059538324e-19]];
  for (const [z, log] of known) expect(Math.abs(logNormalBelow(z) / log - 1), `at ${z}`).toBeLessThan(2e-14);
});

test.each(fixture<{ cases: Case[] }>('average_velocity').cases)('$name: ends and average velocities are those of the reference', ({ source, target, points }) => {
  const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };
  const isLine = model.source.dimension === 1;
  // By quantiles on a line; by integration in the plane.
  const tolerance = isLine ? 1e-9 : 1e-6;
  for (const { s, t, x, end, averageVelocity: u } of points) {
    const { places, average } = averageVelocity(exactVelocity(model), Float64Array.from(listed(x)), s, t, 4, isLine ? lineFlow(model) : undefined);
    expectClose(places.slice(-listed(x).length), listed(end), tolerance);
    expectClose(average, listed(u), tolerance);
  }
});

describe.each(['linear', 'cosine', 'variance-preserving'] as ScheduleName[])('on a line under the schedule %s', (schedule) => {
  const model: MixtureModel = { kind: 'mixture', source: isotropicMixture(1, [-0.5, 1], 0.6, [1, 2]), target: isotropicMixture(1, [-2, 0.5, 3], 0.3, [2, 1, 1]), schedule };
  const flow = lineFlow(model);

  test('quantiles lead where the flow does, to 1e-9, forward and backward', () => {
    for (const [from, to] of [[0, 0.4], [0, 1], [0.3, 0.9], [0.8, 0.1], [1, 0.2]]) {
      for (const x of [-1.3, 0.2, 1.9]) {
        const { coordinates: [end] } = carry(exactVelocity(model), { dimension: 1, count: 1, coordinates: Float64Array.of(x) }, { solver: 'dopri5', tolerance: 1e-12, from, to });
        expect(Math.abs(flow(x, from, to) - end)).toBeLessThan(1e-9 * Math.max(1, Math.abs(end)));
      }
    }
  });

  test('the way there and back ends where it began, in far tails as well', () => {
    for (const x of [-45, -8, 0.1, 12, 60]) expect(flow(flow(x, 0, 0.7), 0.7, 0)).toBeCloseTo(x, 8);
  });
});

test('one step by the average velocity samples the data exactly, and one Euler step does not', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [-2, 2], 0.3) };
  const start = sampleMixture(model.source, 400, createRandom(3));
  const flow = lineFlow(model);
  const [byAverage, byVelocity] = [new Float64Array(400), new Float64Array(400)];
  Float64Array.from(start.coordinates).forEach((x, i) => {
    const { average, velocity } = averageVelocity(exactVelocity(model), Float64Array.of(x), 0, 1, 1, flow);
    byAverage[i] = x + average[0];
    byVelocity[i] = x + velocity[0];
  });
  expectClose(byAverage, carry(exactVelocity(model), start, { solver: 'dopri5', tolerance: 1e-12 }).coordinates, 1e-9);
  // v_0(x) = E[X_1] - x: all noise ends at the mean of the data.
  expectClose(byVelocity, new Float64Array(400), 1e-12);
});

test('where both times are one the average is the velocity, and the way stands', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1, 2], 0.4) };
  const { average, velocity, places } = averageVelocity(exactVelocity(model), Float64Array.of(0.3, 0.1), 0.4, 0.4, 3);
  expect(average).toEqual(velocity);
  expect([...places]).toEqual([0.3, 0.1, 0.3, 0.1, 0.3, 0.1, 0.3, 0.1]);
});

describe('data points on a line', () => {
  const target = pointsMixture({ dimension: 1, count: 3, coordinates: Float64Array.of(-1, 0, 2) });
  const flow = lineFlow({ kind: 'mixture', source: gaussianMixture(1), target });

  test('are reached exactly, each by its third of the noise', () => {
    expect([-3, -0.44, -0.42, 0.42, 0.44, 3].map((x) => flow(x, 0, 1))).toEqual([-1, -1, 0, 0, 2, 2].map((end) => expect.closeTo(end, 12)));
  });

  test('do not tell where they came from', () => {
    expect(flow(2, 1, 0.5)).toBeNaN();
  });

  test('are reached in the plane too', () => {
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: pointsMixture({ dimension: 2, count: 2, coordinates: Float64Array.of(-1, 0, 2, 1) }) };
    const { places } = averageVelocity(exactVelocity(model), Float64Array.of(0.5, 0.3), 0.2, 1, 4);
    expectClose(places.slice(-2), [2, 1], 1e-6);
  });
});
