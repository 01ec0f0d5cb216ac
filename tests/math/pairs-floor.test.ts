import { describe, expect, test } from 'vitest';
import { createRandom, dataset, gaussianMixture, inOneGo, isotropicMixture, lossFloor, measuringFloor, namedSchedule, sampleMixture, scheduledInterpolant, type Points } from '../../src/math/index.ts';

const linear = scheduledInterpolant(namedSchedule('linear'));
const TIMES = Float64Array.from({ length: 10 }, (_, s) => (s + 0.5) / 10);
const measured = (x0: Points, x1: Points, batch = 256, times = TIMES) => inOneGo(measuringFloor({ x0, x1, batch }, linear, times));
const noise = (dimension: number, count: number, seed = 1): Points => sampleMixture(gaussianMixture(dimension), count, createRandom(seed));
const mapped = (points: Points, map: (x: number, k: number) => number): Points => ({ ...points, coordinates: Float64Array.from(points.coordinates, (x, i) => map(x, i % points.dimension)) });

describe('a floor that is measured by pairs and their neighbours', () => {
  test.each([['two-gaussians', 1], ['moons', 2], ['eight-gaussians', 2]] as const)('of independent pairs is the exact one, within three standard errors: %s', (name, dimension) => {
    const { law } = dataset(name);
    const { floor } = lossFloor({ kind: 'mixture', source: gaussianMixture(dimension), target: law }, { random: createRandom(2), draws: 32_768 });
    const { mean, standardError } = measured(noise(dimension, 2048), sampleMixture(law, 2048, createRandom(3)));
    expect(Math.abs(mean - floor) / standardError).toBeLessThan(3);
    expect(standardError).toBeLessThan(0.04 * floor);
  });

  test('tells its own error: runs of other seeds scatter by it', () => {
    const law = isotropicMixture(2, [1, 0], 0.5);
    const runs = Array.from({ length: 12 }, (_, seed) => measured(noise(2, 1024, 10 + seed), sampleMixture(law, 1024, createRandom(30 + seed)), 128));
    const mean = runs.reduce((sum, run) => sum + run.mean, 0) / runs.length;
    const scatter = Math.sqrt(runs.reduce((sum, run) => sum + (run.mean - mean) ** 2, 0) / (runs.length - 1));
    const told = runs.reduce((sum, run) => sum + run.standardError, 0) / runs.length;
    expect(scatter / told).toBeGreaterThan(0.5);
    expect(scatter / told).toBeLessThan(2);
    // From N(0, I) to N(m, s^2 I) it is s pi/2 an axis.
    expect(Math.abs(mean - 0.5 * Math.PI) / (told / Math.sqrt(runs.length))).toBeLessThan(4);
  });

  test('is nothing where the velocity is a plane through its neighbours: pairs of an affine map', () => {
    const x0 = noise(2, 600);
    expect(measured(x0, mapped(x0, (x, k) => 0.4 * x + k), 100).mean).toBeLessThan(1e-12);
  });

  test('is what is added to such pairs, at each time', () => {
    const x0 = noise(1, 4000);
    const jitter = noise(1, 4000, 5);
    // X_t = t m + (1 - t/2) X_0 + t s Z, of which U = m - X_0/2 + s Z: two normal variables with a known conditional variance.
    const s = 0.3;
    const x1 = { ...x0, coordinates: Float64Array.from(x0.coordinates, (x, i) => 1 + 0.5 * x + s * jitter.coordinates[i]) };
    const { byTime } = measured(x0, x1, 400);
    TIMES.forEach((t, i) => {
      const [of, with_, both] = [(1 - t / 2) ** 2 + (t * s) ** 2, 0.25 + s ** 2, -0.5 * (1 - t / 2) + t * s ** 2];
      expect(Math.abs(byTime[i] / (with_ - both ** 2 / of) - 1), `t = ${t}`).toBeLessThan(0.12);
    });
  });

  test('is found among other batches alone: pairs that agree within theirs hide nothing', () => {
    const x0 = noise(2, 1024);
    // Each batch has a shift of its own, which no place tells.
    const shifts = noise(2, 8, 9).coordinates;
    const x1 = { ...x0, coordinates: Float64Array.from(x0.coordinates, (x, i) => x + shifts[2 * Math.floor(i / 256) + (i % 2)]) };
    const variance = [0, 1].reduce((sum, k) => {
      const own = [0, 1, 2, 3].map((batch) => shifts[2 * batch + k]);
      const mean = own.reduce((total, value) => total + value, 0) / 4;
      return sum + own.reduce((total, value) => total + (value - mean) ** 2, 0) / 4;
    }, 0);
    expect(measured(x0, x1, 256, Float64Array.of(0.1)).mean).toBeGreaterThan(variance);
  });

  test('needs two whole batches, and neighbours enough', () => {
    const x0 = noise(2, 100);
    expect(() => measured(x0, x0, 30)).toThrow('a part of the 100 pairs');
    expect(() => measured(x0, x0, 100)).toThrow('a half at most');
    expect(() => measured(noise(2, 8), noise(2, 8), 4)).toThrow('too few');
    const same: Points = { dimension: 2, count: 64, coordinates: new Float64Array(128) };
    expect(measured(same, same, 16).mean).toBe(0);
  });
});
