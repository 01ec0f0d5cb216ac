import { describe, expect, test } from 'vitest';
import {
  carry,
  createRandom,
  divergenceField,
  exactLogDensity,
  exactScore,
  exactSpread,
  exactVelocity,
  gaussianMixture,
  mixtureLogDensity,
  pointsMixture,
  sampleMixture,
  type Mixture,
  type MixtureModel,
} from '../../src/math/index.ts';
import { expectClose, mixtureOf } from './fixtures.ts';

const near = mixtureOf({ weights: [0.4, 0.6], means: [[-1, 0.5], [1, 0]], covariances: [[[0.5, 0.2], [0.2, 0.3]], [[0.2, -0.1], [-0.1, 0.4]]] });
const moved = (law: Mixture, shift: readonly number[]): Mixture => ({ ...law, means: law.means.map((mean, e) => mean + shift[e % law.dimension]) });

/** Numbers of this size are rounded to 2^-33 and 2^-20. */
describe.each([[1e6, 1e-6], [1e9, 1e-3]])('laws at (%d, 0)', (far, tolerance) => {
  const shift = [far, 0];
  const values = (model: MixtureModel, x: Float64Array, t: number): number[][] => {
    const count = x.length / 2;
    const [p, q, s, v, g] = [new Float64Array(count), new Float64Array(count), new Float64Array(count), new Float64Array(x.length), new Float64Array(x.length)];
    exactLogDensity(model)(x, t, p);
    divergenceField(model)(x, t, q);
    exactSpread(model)(x, t, s);
    exactVelocity(model)(x, t, v);
    exactScore(model)(x, t, g);
    return [[...p], [...q], [...s], [...v], [...g]];
  };

  test('have the density, score, velocity, divergence and spread of the same laws at the origin', () => {
    for (const source of [gaussianMixture(2), mixtureOf({ weights: [1], means: [[0, 1]], covariances: [[[1, 0.4], [0.4, 0.7]]] })]) {
      const [here, there]: MixtureModel[] = [{ kind: 'mixture', source, target: near }, { kind: 'mixture', source, target: moved(near, shift) }];
      const y = sampleMixture(near, 5, createRandom(1)).coordinates;
      for (const t of [0, 0.3, 0.9, 1]) {
        // On the way the laws have moved by t, and all velocities are larger by the shift.
        const x = Float64Array.from(y, (value, e) => value + t * shift[e % 2]);
        const back = x.map((value, e) => value - t * shift[e % 2]);
        const [p, q, s, v, g] = values(there, x, t);
        const [p0, q0, s0, v0, g0] = values(here, back, t);
        expectClose(p, p0, tolerance);
        expectClose(q, q0, tolerance);
        expectClose(s, s0, tolerance);
        expectClose(v.map((value, e) => value - shift[e % 2]), v0, 10 * tolerance);
        expectClose(g, g0, tolerance);
      }
    }
  });

  test('are reached by the flow, and keep their log density', () => {
    const target = moved(near, shift);
    const end = carry(exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target }), sampleMixture(gaussianMixture(2), 20, createRandom(2)), { solver: 'rk4', steps: 100 });
    const here = carry(exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target: near }), sampleMixture(gaussianMixture(2), 20, createRandom(2)), { solver: 'rk4', steps: 100 });
    expectClose(Array.from(end.coordinates, (value, e) => value - shift[e % 2]), here.coordinates, 10 * tolerance);
  });
});

test('N((1e6, 0), C) has the log density of its formula', () => {
  const law = mixtureOf({ weights: [1], means: [[1e6, 0]], covariances: [[[0.1, 0.05], [0.05, 0.1]]] });
  const out = new Float64Array(1);
  mixtureLogDensity(law)(Float64Array.of(1e6 + 0.5, -0.5), out);
  // det C = 3/400, and (1/2, -1/2) C^-1 (1/2, -1/2) = 10.
  expect(out[0]).toBeCloseTo(-Math.log(2 * Math.PI) - Math.log(0.0075) / 2 - 5, 9);
});

test('two components a million apart keep their own spread, full and round', () => {
  for (const covariance of [[[0.1, 0.05], [0.05, 0.1]], [[0.1, 0], [0, 0.1]]]) {
    const law = mixtureOf({ weights: [0.5, 0.5], means: [[-1e6, 0], [1e6, 0]], covariances: [covariance, covariance] });
    const alone = mixtureOf({ weights: [1], means: [[0, 0]], covariances: [covariance] });
    const [out, expected] = [new Float64Array(1), new Float64Array(1)];
    mixtureLogDensity(law)(Float64Array.of(1e6 + 1, -1), out);
    mixtureLogDensity(alone)(Float64Array.of(1, -1), expected);
    expect(out[0]).toBeCloseTo(expected[0] - Math.LN2, 9);
  }
});

test('data points far from the origin are told apart up to t = 1', () => {
  const points = pointsMixture({ dimension: 2, count: 3, coordinates: Float64Array.of(1e6, 0, 1e6 + 1e-3, 0, 1e6, 1e-3) });
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: points };
  const end = carry(exactVelocity(model), sampleMixture(model.source, 30, createRandom(3)), { solver: 'heun', steps: 400 }).coordinates;
  for (let i = 0; i < 30; i++) {
    const distances = [0, 1, 2].map((j) => Math.hypot(end[2 * i] - points.means[2 * j], end[2 * i + 1] - points.means[2 * j + 1]));
    expect(Math.min(...distances)).toBeLessThan(2e-2);
  }
});
