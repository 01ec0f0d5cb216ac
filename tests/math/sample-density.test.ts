import { describe, expect, test } from 'vitest';
import { createNetwork, dataset, exactDensity, exactVelocity, gaussianMixture, gridPoints, isotropicMixture, pointsMixture, sampleDensity, type Mixture, type MixtureModel } from '../../src/math/index.ts';
import { expectClose, mixtureOf } from './fixtures.ts';

const times = Float64Array.of(0, 0.3, 0.7, 1);
const line = { dimension: 1, lower: [-6], upper: [6], size: [49] };
const plane = { dimension: 2, lower: [-5, -4], upper: [5, 4], size: [25, 21] };
const box = { dimension: 3, lower: [-1, -1, -1], upper: [1, 1, 1], size: [3, 4, 3] };
const bend = mixtureOf({ weights: [0.4, 0.6], means: [[-1, 0.5], [1, -0.5]], covariances: [[[0.5, 0.2], [0.2, 0.4]], [[0.4, 0], [0, 0.6]]] });

describe.each(['linear', 'cosine', 'variance-preserving'] as const)('along %s', (schedule) => {
  test.each<[string, Mixture, Mixture, typeof plane, number]>([
    ['on a line', isotropicMixture(1, [0.5], 1), isotropicMixture(1, [-2, 1.5], 0.5), line, 1e-6],
    ['in the plane, from no Gaussian', isotropicMixture(2, [-1, 0, 1, 0.3], 0.7), bend, plane, 1e-6],
    ['in space', gaussianMixture(3), isotropicMixture(3, [1, 0, 0, -1, 0, 0], 0.5), box, 1e-6],
  ])('the exact field carries its source to its own density, %s', (_where, source, target, grid, tolerance) => {
    const model: MixtureModel = { kind: 'mixture', source, target, schedule };
    const volume = sampleDensity(model, source, { grid, times, steps: 200 });
    const x = gridPoints(grid);
    const nodes = x.length / grid.dimension;
    const [density, velocity] = [new Float64Array(nodes), new Float64Array(x.length)];
    times.forEach((t, s) => {
      exactDensity(model)(x, t, density);
      expectClose(volume.density.subarray(s * nodes, (s + 1) * nodes), density, tolerance);
      if (schedule === 'variance-preserving' && t === 1) return;
      exactVelocity(model)(x, t, velocity);
      expectClose(volume.velocity.subarray(s * x.length, (s + 1) * x.length), velocity, 1e-5);
    });
    // Outside of a line and plane as wide as these there is less than 1e-3; of the box, most.
    if (grid !== box) volume.mass.forEach((mass) => expect(mass).toBeCloseTo(1, 3));
    else volume.mass.forEach((mass) => expect(mass).toBeLessThan(0.9));
  });
});

test('coarse steps are seen in the mass: of a flow that gathers fast it is far from 1', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [-2, 2], 0.05) };
  const massAt1 = (steps: number) => sampleDensity(model, model.source, { grid: { ...line, size: [961] }, times: Float64Array.of(1), steps }).mass[0];
  expect(Math.abs(massAt1(2) - 1)).toBeGreaterThan(0.1);
  expect(massAt1(300)).toBeCloseTo(1, 4);
});

test('what cannot be carried is 0, not an error: a source without spread is nowhere else', () => {
  const spot = pointsMixture({ dimension: 2, count: 1, coordinates: Float64Array.of(9, 9) });
  const network = createNetwork({ dimension: 2, hidden: [8], activation: 'silu', seed: 3 });
  const { density } = sampleDensity(network, spot, { grid: plane, times, steps: 4 });
  expect(density.every((value) => value === 0)).toBe(true);
});

test('bad arguments are refused by name', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };
  const refused = (change: Partial<Parameters<typeof sampleDensity>[2]>, source = model.source) => () => sampleDensity(model, source, { grid: plane, times, steps: 4, ...change });
  expect(refused({ grid: line })).toThrow('grid: has dimension 1, but the model has 2');
  expect(refused({}, gaussianMixture(1))).toThrow('source: has dimension 1, but the model has 2');
  expect(refused({ steps: 0 })).toThrow('steps: must be a whole number, 1 or more, not 0');
  expect(refused({ times: Float64Array.of(1.5) })).toThrow('must lie in [0, 1], not 1.5');
});
