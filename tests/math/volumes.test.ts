import { expect, test } from 'vitest';
import {
  ArgumentError,
  chooseTimes,
  createNetwork,
  createRandom,
  dataset,
  exactDensity,
  exactVelocity,
  gaussianMixture,
  gridPoints,
  integrate,
  interpolateField,
  interpolateTrajectories,
  isotropicMixture,
  pointsMixture,
  sampleField,
  sampleMixture,
  type Grid,
  type MixtureModel,
  type Points,
} from '../../src/math/index.ts';
import { expectClose } from './fixtures.ts';

const grid: Grid = { dimension: 2, lower: [-3, -2], upper: [3, 2], size: [7, 5] };
const moons: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law };

test('a volume holds the field and the density, the first axis fastest', () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1, -1, -2, 0], 0.8) };
  const volume = sampleField(model, grid, Float64Array.of(0, 0.5, 1));
  const v = new Float64Array(2);
  const p = new Float64Array(1);
  exactVelocity(model)(Float64Array.of(-2, -1), 0.5, v); // second node on x, second on y
  exactDensity(model)(Float64Array.of(-2, -1), 0.5, p);
  const node = 35 + 8;
  expectClose(volume.velocity.subarray(2 * node, 2 * node + 2), v, 1e-6);
  expectClose(volume.density!.subarray(node, node + 1), p, 1e-6);
});

test('data points at t = 1 are small clouds that the grid can carry, whose mass is 1; wide densities stay exact', () => {
  const points: Points = { dimension: 2, count: 2, coordinates: Float64Array.of(0.37, 0.21, -0.6, -0.44) };
  const fine: Grid = { dimension: 2, lower: [-2, -2], upper: [2, 2], size: [41, 41] };
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: pointsMixture(points) };
  const volume = sampleField(model, fine, Float64Array.of(0.5, 0.999, 1));
  for (const s of [1, 2]) {
    const mass = volume.density!.subarray(s * 1681, (s + 1) * 1681).reduce((sum, value) => sum + value * 0.01, 0);
    expect(mass).toBeCloseTo(1, 2);
  }
  const exact = new Float64Array(1681);
  exactDensity(model)(gridPoints(fine), 0.5, exact);
  expectClose(volume.density!.subarray(0, 1681), exact, 1e-6);
});

test('a grid that no memory holds, or of another dimension, is refused in words; a small one in four dimensions works', () => {
  const cube = (dimension: number, size: number): Grid => ({ dimension, lower: Array<number>(dimension).fill(-1), upper: Array<number>(dimension).fill(1), size: Array<number>(dimension).fill(size) });
  const model = (dimension: number): MixtureModel => ({ kind: 'mixture', source: gaussianMixture(dimension), target: gaussianMixture(dimension) });
  for (const [dimension, size] of [[4, 400], [20, 40], [40, 2]]) {
    for (const ask of [() => gridPoints(cube(dimension, size)), () => sampleField(model(dimension), cube(dimension, size), Float64Array.of(0, 1))]) {
      expect(ask).toThrow(ArgumentError);
      expect(ask).toThrow(/^grid\.size: makes .* nodes in dimension .*; at most 134217728 are held$/);
    }
  }
  expect(() => chooseTimes(model(40), cube(40, 2), 9)).toThrow(ArgumentError);
  // Each is small enough, all times together are not.
  expect(() => sampleField(model(4), cube(4, 60), new Float64Array(100))).toThrow('numbers with 100 times');
  expect(() => sampleField(model(3), cube(4, 3), Float64Array.of(0, 1))).toThrow('grid: has dimension 4, but the model has 3');
  expect(() => chooseTimes(model(3), cube(4, 3), 9)).toThrow('grid: has dimension 4, but the model has 3');
  const times = chooseTimes(model(4), cube(4, 3), 9);
  expect(sampleField(model(4), cube(4, 3), times).velocity.length).toBe(times.length * 81 * 4);
});

test('a learned model has no density', () => {
  const network = createNetwork({ dimension: 2, hidden: [4], activation: 'relu', seed: 1 });
  expect(sampleField(network, grid, Float64Array.of(0, 1))).not.toHaveProperty('density');
});

test('between two times a volume is their linear mix, outside them the nearest holds', () => {
  const volume = sampleField(moons, grid, Float64Array.of(0.2, 0.6));
  const v = new Float32Array(70);
  const p = new Float32Array(35);
  interpolateField(volume, 0.3, v, p);
  expectClose(v, volume.velocity.slice(0, 70).map((value, i) => 0.75 * value + 0.25 * volume.velocity[70 + i]), 1e-6);
  expectClose(p, volume.density!.slice(0, 35).map((value, i) => 0.75 * value + 0.25 * volume.density![35 + i]), 1e-6);
  interpolateField(volume, 0.9, v);
  expect(v).toEqual(volume.velocity.slice(70));
});

test('chosen times crowd where a sharp target changes fast and interpolate better than even ones', () => {
  const times = chooseTimes(moons, grid, 25);
  expect(times.length).toBeLessThanOrEqual(25);
  expect([times[0], times[times.length - 1]]).toEqual([0, 1]);
  expect(times.every((t, s) => s === 0 || t > times[s - 1])).toBe(true);
  expect(times[times.length - 1] - times[times.length - 2]).toBeLessThan(times[1] - times[0]);
  const even = Float64Array.from({ length: times.length }, (_, s) => s / (times.length - 1));
  expect(worstError(times)).toBeLessThan(worstError(even) / 2);
});

function worstError(times: Float64Array): number {
  const volume = sampleField(moons, grid, times);
  const field = exactVelocity(moons);
  const x = gridCoordinates();
  const exact = new Float64Array(70);
  const mixed = new Float32Array(70);
  let worst = 0;
  for (let s = 0; s <= 500; s++) {
    field(x, s / 500, exact);
    interpolateField(volume, s / 500, mixed);
    worst = Math.max(worst, exact.reduce((sum, value, i) => sum + Math.abs(value - mixed[i]), 0) / 70);
  }
  return worst;
}

function gridCoordinates(): Float64Array {
  const x: number[] = [];
  for (let b = -2; b <= 2; b++) for (let a = -3; a <= 3; a++) x.push(a, b);
  return Float64Array.from(x);
}

test('a still field needs few times, a single time step is never enough to say so', () => {
  const still: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2) };
  expect(chooseTimes(still, grid, 65).length).toBeLessThanOrEqual(65);
  const network = createNetwork({ dimension: 2, hidden: [], activation: 'relu', seed: 1 });
  expect(chooseTimes(network, grid, 65).length).toBe(5);
});

test('a path is read at any time, forward and backward', () => {
  const start = sampleMixture(moons.source, 10, createRandom(5));
  const there = integrate(exactVelocity(moons), start, { solver: 'heun', steps: 4 });
  const back = integrate(exactVelocity(moons), start, { solver: 'heun', steps: 4, from: 1, to: 0 });
  for (const path of [there, back]) {
    const out = new Float32Array(20);
    interpolateTrajectories(path, 0.375, out);
    const s = path === there ? 1 : 2;
    expectClose(out, path.positions.slice(20 * s, 20 * s + 20).map((value, i) => (value + path.positions[20 * (s + 1) + i]) / 2), 1e-6);
    interpolateTrajectories(path, path.times[4], out);
    expect(out).toEqual(path.positions.slice(80));
  }
});

test('a malformed grid is refused by name', () => {
  expect(() => sampleField(moons, { ...grid, size: [7, 1] }, Float64Array.of(0, 1))).toThrow('grid.size: must be 2 or more on each axis, not 1');
  expect(() => chooseTimes(moons, grid, 1)).toThrow('maxTimes: must be 2 or more, not 1');
});
