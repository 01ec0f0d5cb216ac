import { describe, expect, test } from 'vitest';
import { boxBalance, boxCounts, createRandom, dataset, exactVelocity, gaussianMixture, integrate, isotropicMixture, pointsMixture, sampleMixture, type MixtureModel, type ScheduleName } from '../../src/math/index.ts';
import { normalMass } from '../../src/math/normal-law.ts';
import { fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

interface Balanced {
  t: number;
  lower: number[];
  upper: number[];
  mass: number;
  rate: number;
  outwardFlux: { left: number; right: number; bottom: number; top: number };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

describe.each(fixture<{ cases: { name: string; source: MixtureFixture; target: MixtureFixture; boxes: Balanced[] }[] }>('continuity').cases)('$name', ({ source, target, boxes }) => {
  const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };

  test.each(boxes)('mass, its change and the flux through each side are those of the reference at t = $t', ({ t, lower, upper, mass, rate, outwardFlux }) => {
    const balance = boxBalance(model, { lower, upper }, t);
    expect(balance.mass).toBeCloseTo(mass, 8);
    expect(balance.rate).toBeCloseTo(rate, 7);
    const { left, right, bottom, top } = outwardFlux;
    [left, right, bottom, top].forEach((flux, side) => expect(balance.outward[side]).toBeCloseTo(flux, 7));
  });
});

/** Correlated in every component, so that nothing is in closed form. */
function correlated(dimension: number): MixtureModel {
  const draw = createRandom(3, dimension);
  const covariance = (): number[] => {
    const root = Array.from({ length: dimension * dimension }, () => 0.5 * draw.normal());
    const entry = (k: number, l: number): number => root.slice(k * dimension, (k + 1) * dimension).reduce((total, value, m) => total + value * root[l * dimension + m], k === l ? 0.2 : 0);
    return Array.from({ length: dimension * dimension }, (_, e) => entry(Math.floor(e / dimension), e % dimension));
  };
  const target = { dimension, weights: Float64Array.of(0.3, 0.7), means: Float64Array.from({ length: 2 * dimension }, () => draw.normal()), covariances: Float64Array.from([...covariance(), ...covariance()]) };
  return { kind: 'mixture', source: gaussianMixture(dimension), target };
}

const models: readonly (readonly [string, MixtureModel, number[], number[]])[] = [
  ['two bells on a line', { kind: 'mixture', source: gaussianMixture(1), target: dataset('two-gaussians').law }, [0.2], [1.9]],
  ['moons in the plane', { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law }, [-0.4, 0.1], [0.8, 1.3]],
  ['correlated Gaussians in the plane', correlated(2), [-0.4, -1], [0.8, 0.3]],
  ['a knot in space', { kind: 'mixture', source: gaussianMixture(3), target: dataset('trefoil').law }, [-1, 0, -0.7], [1, 1.6, 0.5]],
];

describe.each(models)('%s', (_, model, lower, upper) => {
  test.each(['linear', 'cosine', 'variance-preserving'] as const)('what flows out is what the box loses, at three times and both ends, schedule %s', (schedule: ScheduleName) => {
    for (const t of [0, 0.2, 0.5, 0.85, 1]) {
      const { mass, rate, outward } = boxBalance({ ...model, schedule }, { lower, upper }, t);
      expect(mass).toBeGreaterThan(0);
      expect(mass).toBeLessThan(1);
      // Differences over t of what changes as fast as 1 / (1 - t) are good to about 1e-7.
      expect(Math.abs(rate + sum(outward)), `t = ${t}`).toBeLessThan(1e-6 * mass);
    }
  });
});

test('correlated axes in space balance to what nested quadrature is good for', () => {
  const { mass, rate, outward } = boxBalance(correlated(3), { lower: [-1, -1, -1], upper: [0.5, 1, 0.8] }, 0.4);
  expect(Math.abs(rate + sum(outward))).toBeLessThan(1e-6 * mass);
}, 20_000);

test('the mass is the part of the draws that lie in the box', () => {
  const model = correlated(2);
  const [lower, upper] = [[-1, -1], [1, 0.6]];
  const draws = sampleMixture(model.target, 40_000, createRandom(1)).coordinates;
  let inside = 0;
  for (let i = 0; i < draws.length; i += 2) inside += Number(draws[i] > lower[0] && draws[i] < upper[0] && draws[i + 1] > lower[1] && draws[i + 1] < upper[1]);
  // The standard error is 0.0025.
  expect(Math.abs(boxBalance(model, { lower, upper }, 1).mass - inside / 40_000)).toBeLessThan(0.01);
});

test('a box that no data point has left or entered has what it holds, up to t = 1', () => {
  const target = pointsMixture({ dimension: 2, count: 4, coordinates: Float64Array.of(0, 0, 1, 0, 0, 1, 3, 3) });
  const { mass, rate, outward } = boxBalance({ kind: 'mixture', source: gaussianMixture(2), target }, { lower: [-0.5, -0.5], upper: [1.5, 0.5] }, 1);
  expect(mass).toBe(0.5);
  expect(Math.abs(rate)).toBeLessThan(1e-9);
  expect(Math.abs(sum(outward))).toBeLessThan(1e-9);
});

describe('a law that is thin, as it nears a line', () => {
  const target = { dimension: 2, weights: Float64Array.of(1), means: Float64Array.of(0.2, -0.1), covariances: Float64Array.of(0.3, 0.3, 0.3, 0.3) };
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target };

  test.each([0.5, 0.9, 0.99, 0.999, 1 - 2 ** -10])('what flows out is what the box loses at t = %d', (t) => {
    const { mass, rate, outward } = boxBalance(model, { lower: [-0.3, -0.2], upper: [0.8, 0.7] }, t);
    expect(mass).toBeGreaterThan(0.3);
    expect(Math.abs(rate + sum(outward))).toBeLessThan(1e-6);
  });

  test('at t = 1 its mass is that of the line, and no number is none', () => {
    const { mass, rate, outward } = boxBalance(model, { lower: [-0.3, -0.2], upper: [0.8, 0.7] }, 1);
    // The second coordinate is the first less 0.3: both are inside while the first is between 0.1 and 0.8.
    const at = (x: number): number => (x - 0.2) / Math.sqrt(0.3);
    expect(mass).toBeCloseTo(normalMass(at(0.1), at(0.8)), 5);
    expect([rate, ...outward].every(Number.isFinite)).toBe(true);
  });
});

test('beside data points, one of them on the edge, what flows out is what the box loses, as near to t = 1 as a trace goes', () => {
  const target = pointsMixture({ dimension: 2, count: 3, coordinates: Float64Array.of(0, 0, 1, 0, 0, 2) });
  for (const t of [0.9, 0.99, 1 - 2 ** -10]) {
    const { rate, outward } = boxBalance({ kind: 'mixture', source: gaussianMixture(2), target }, { lower: [-1, -1], upper: [1.001, 1] }, t);
    expect(Math.abs(rate + sum(outward)), `t = ${t}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(rate)));
  }
});

test('a box without area, and one far outside, hold nothing and change nothing', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [0, 0], 0.2) };
  for (const box of [{ lower: [0.3, -1], upper: [0.3, 1] }, { lower: [900, 900], upper: [901, 901] }]) {
    for (const t of [0, 0.5, 1]) {
      const { mass, rate, outward } = boxBalance(model, box, t);
      expect(mass).toBe(0);
      expect(rate).toBeCloseTo(0, 12);
      expect(sum(outward)).toBeCloseTo(0, 12);
    }
  }
});

test.each([[[0, 0], [-1, 1]], [[0], [1]], [[0, NaN], [1, 1]]])('a box from %j to %j is refused by name', (lower, upper) => {
  expect(() => boxBalance({ kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2) }, { lower, upper }, 0.5)).toThrow(/^box/);
});

test('masses of the normal law are those of the tables, in the tails to their own precision', () => {
  expect(normalMass(-Infinity, Infinity)).toBe(1);
  expect(normalMass(-1, 1)).toBeCloseTo(0.6826894921370859, 14);
  expect(normalMass(-1.959963984540054, 1.959963984540054)).toBeCloseTo(0.95, 14);
  expect(normalMass(2.4999, 2.5001) / normalMass(-2.5001, -2.4999)).toBe(1);
  expect(normalMass(5, Infinity) / 2.866515718791939e-7).toBeCloseTo(1, 12);
  expect(normalMass(2.5, Infinity) / 0.006209665325776132).toBeCloseTo(1, 13);
  expect(normalMass(10, Infinity) / 7.61985302416047e-24).toBeCloseTo(1, 12);
});

describe('counts of a cloud', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('eight-gaussians').law };
  const box = { lower: [-1, 0.5], upper: [2.6, 3] };

  test.each([0, 0.3, 0.7, 1])('agree with mass, rate and flux of the exact law within four standard errors at t = %d', (t) => {
    const cloud = integrate(exactVelocity(model), sampleMixture(model.source, 4000, createRandom(8)), { solver: 'heun', steps: 100 });
    const { mass, rate, outward } = boxBalance(model, box, t);
    const counts = boxCounts(cloud, box, t);
    expect(Math.abs(counts.mass - mass)).toBeLessThan(4 * counts.massError);
    // At an end the window lies on one side, where the rate may be another by as much as it changes there.
    expect(Math.abs(counts.rate - rate)).toBeLessThan(4 * counts.rateError + (t === 0 || t === 1 ? 0.15 : 0.02));
    counts.outward.forEach((flux, side) => expect(Math.abs(flux - outward[side])).toBeLessThan(4 * counts.rateError + 0.15));
    expect(sum(counts.outward)).toBeCloseTo(-counts.rate, 12);
  });

  test('tell through which side a point has gone', () => {
    const cloud = { dimension: 2, count: 1, times: Float64Array.of(0, 1), positions: Float32Array.of(2.59, 0.7, 2.61, 0.72), evaluations: 0 };
    const { outward } = boxCounts({ ...cloud, times: Float64Array.of(0.48, 0.52) }, box, 0.5);
    expect([...outward].map((flux) => Math.sign(flux))).toEqual([0, 1, 0, 0]);
  });
});
