import fc from 'fast-check';
import { linearSumAssignment } from 'linear-sum-assignment';
import { describe, expect, test } from 'vitest';
import {
  assignment,
  createRandom,
  drawPartners,
  gaussianMixture,
  gaussianTransport,
  independentCoupling,
  integrate,
  optimalCoupling,
  sampleMixture,
  sinkhorn,
  sinkhornCoupling,
  sinkhornRounds,
  sortedCoupling,
  squaredDistances,
  takePoints,
  dataset,
  type Mixture,
  type Points,
} from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

const cloud = (seed: number, count: number, dimension = 2): Points => sampleMixture(gaussianMixture(dimension), count, createRandom(seed));
const sorted = (values: Int32Array): number[] => [...values].sort((a, b) => a - b);
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

function costOf(cost: Float64Array, size: number, columnOf: ArrayLike<number>): number {
  return range(size).reduce((sum, row) => sum + cost[row * size + columnOf[row]], 0);
}

interface AssignmentCase {
  a: number[][];
  b: number[][];
  assignment: number[];
  cost: number;
}

describe('exact assignment', () => {
  test.each(fixture<{ cases: AssignmentCase[] }>('assignment').cases)('finds the reference\'s cost $cost to 1e-9', (given) => {
    const points = (rows: number[][]): Points => ({ dimension: rows[0].length, count: rows.length, coordinates: Float64Array.from(rows.flat()) });
    const cost = squaredDistances(points(given.a), points(given.b));
    const columnOf = assignment(cost, given.a.length);
    expectClose([costOf(cost, given.a.length, columnOf)], [given.cost], 1e-9);
    expect([...columnOf]).toEqual(given.assignment);
  });

  test('is a permutation of the same cost as another solver\'s, also with ties and equal rows', () => {
    const matrix = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        cost: fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ min: -10, max: 10, noNaN: true })), {
          minLength: size * size,
          maxLength: size * size,
        }),
      }),
    );
    fc.assert(
      fc.property(matrix, ({ size, cost }) => {
        const own = assignment(Float64Array.from(cost), size);
        expect(sorted(own)).toEqual(range(size));
        const rows = range(size).map((row) => cost.slice(row * size, (row + 1) * size));
        const { rowAssignments } = linearSumAssignment(rows, { maximaze: false });
        const flat = Float64Array.from(cost);
        expect(costOf(flat, size, own)).toBeCloseTo(costOf(flat, size, rowAssignments), 8);
      }),
      { numRuns: 300, seed: 12, verbose: true },
    );
  });

  test('ends on a lattice, where all prices tie', () => {
    const lattice: Points = { dimension: 2, count: 400, coordinates: Float64Array.from(range(800), (e) => (e % 2 ? (e >> 1) % 20 : Math.floor(e / 40))) };
    const partner = optimalCoupling(lattice, takePoints(lattice, independentCoupling(lattice, lattice, createRandom(1))));
    expect(sorted(partner)).toEqual(range(400));
  });

  test('a cost that is not finite or not square is refused', () => {
    expect(() => assignment(Float64Array.of(1, NaN, 0, 1), 2)).toThrow('cost: must be finite, but row 0 holds NaN');
    expect(() => assignment(new Float64Array(3), 2)).toThrow('cost: must hold 4 numbers, not 3');
  });
});

test('independent and optimal couplings are permutations, so the marginals stay as they are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer(), (count, seed) => {
      const [a, b] = [cloud(seed, count), cloud(seed + 1, count)];
      expect(sorted(independentCoupling(a, b, createRandom(seed)))).toEqual(range(count));
      expect(sorted(optimalCoupling(a, b))).toEqual(range(count));
    }),
    { seed: 13, verbose: true },
  );
});

test('in one dimension the optimal pairing is the sorted one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer(), (count, seed) => {
      const [a, b] = [cloud(seed, count, 1), cloud(seed + 1, count, 1)];
      expect([...optimalCoupling(a, b)]).toEqual([...sortedCoupling(a, b)]);
    }),
    { seed: 14, verbose: true },
  );
});

test('in the plane the segments of optimal transport never meet at the same time', () => {
  const [a, b] = [cloud(1, 60), takePoints(sampleMixture(dataset('moons').law, 60, createRandom(2)), range(60))];
  const end = takePoints(b, optimalCoupling(a, b)).coordinates;
  for (let i = 0; i < 60; i++) {
    for (let j = 0; j < i; j++) {
      // Gap at time t is (1 - t) d0 + t d1; it vanishes only for opposite d0, d1, which monotonicity, d0 . d1 >= 0, rules out.
      const dot = [0, 1].reduce((sum, k) => sum + (a.coordinates[2 * i + k] - a.coordinates[2 * j + k]) * (end[2 * i + k] - end[2 * j + k]), 0);
      const angle = dot / Math.hypot(a.coordinates[2 * i] - a.coordinates[2 * j], a.coordinates[2 * i + 1] - a.coordinates[2 * j + 1]);
      expect(angle).toBeGreaterThan(-Math.hypot(end[2 * i] - end[2 * j], end[2 * i + 1] - end[2 * j + 1]) * (1 - 1e-9));
    }
  }
});

describe('Sinkhorn', () => {
  test('has uniform row and column sums for clouds of any two sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.double({ min: 0.3, max: 30, noNaN: true }), (n, m, epsilon) => {
        const plan = sinkhorn(cloud(n, n), cloud(m + 50, m), { epsilon });
        for (let i = 0; i < n; i++) expect(plan.weights.slice(i * m, (i + 1) * m).reduce((s, w) => s + w, 0)).toBeCloseTo(1 / n, 10);
        for (let j = 0; j < m; j++) expect(range(n).reduce((s, i) => s + plan.weights[i * m + j], 0)).toBeCloseTo(1 / m, 8);
      }),
      { seed: 15, numRuns: 60, verbose: true },
    );
  });

  test('a small epsilon gives the optimal pairing, a large one the independent plan', () => {
    const [a, b] = [cloud(3, 12), cloud(4, 12)];
    const small = sinkhorn(a, b, { epsilon: 2e-3, tolerance: 1e-6, maxIterations: 50_000 });
    const optimal = optimalCoupling(a, b);
    optimal.forEach((j, i) => expect(small.weights[i * 12 + j] * 12).toBeGreaterThan(0.99));
    const large = sinkhorn(a, b, { epsilon: 1e6 });
    large.weights.forEach((weight) => expect(weight * 144).toBeCloseTo(1, 4));
  });

  test('a tiny epsilon neither overflows nor underflows', () => {
    const plan = sinkhorn(cloud(3, 8), cloud(4, 8), { epsilon: 1e-7, maxIterations: 100 });
    expect(plan.weights.every(Number.isFinite)).toBe(true);
    expect(plan.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 7); // roundings of the potentials over 1e-7
  });

  test.each([[150, 100, 0.3], [100, 150, 0.05], [256, 256, 2]])('of %i and %i points is that of the rounds one by one, epsilon %d', (n, m, epsilon) => {
    const [a, b] = [cloud(7, n), sampleMixture(dataset('moons').law, m, createRandom(8))];
    const { weights, error } = sinkhorn(a, b, { epsilon, tolerance: 1e-10, maxIterations: 20_000 });
    expect(error).toBeLessThan(1e-10);
    // So many rounds leave of an error less than 1e-8, by the rate at which it falls.
    const plain = sinkhornRounds(a, b, { epsilon, rounds: 1500 }).weights;
    weights.forEach((weight, e) => expect(Math.abs(weight - plain[e]) * n * m).toBeLessThan(1e-5));
  });

  test.each([1e-3, 0.01, 0.1, 1])('of a batch has uniform rows, and columns that are right to what is told, epsilon %d', (epsilon) => {
    const [a, b] = [cloud(9, 256), sampleMixture(dataset('checkerboard').law, 256, createRandom(10))];
    const plan = sinkhorn(a, b, { epsilon, tolerance: 1e-2, maxIterations: 1000 });
    for (let i = 0; i < 256; i++) expect(plan.weights.slice(i * 256, (i + 1) * 256).reduce((s, w) => s + w, 0) * 256).toBeCloseTo(1, 12);
    const missed = range(256).map((j) => Math.abs(range(256).reduce((s, i) => s + plan.weights[i * 256 + j], 0) * 256 - 1));
    expect(Math.max(...missed)).toBeCloseTo(plan.error, 12);
    expect(plan.error).toBeLessThan(epsilon >= 0.01 ? 0.01 : 0.6);
  });

  test('partners are drawn with the plan\'s weights', () => {
    const plan = sinkhorn(cloud(5, 4), cloud(6, 4), { epsilon: 2 });
    const random = createRandom(9);
    const counts = new Float64Array(16);
    for (let round = 0; round < 4000; round++) drawPartners(plan, random).forEach((j, i) => counts[i * 4 + j]++);
    // Four standard errors of a frequency near 1/4.
    counts.forEach((n, e) => expect(Math.abs(n / 4000 - plan.weights[e] * 4)).toBeLessThan(4 * Math.sqrt(0.25 / 4000)));
    expect(sinkhornCoupling({ epsilon: 1 })(cloud(5, 4), cloud(6, 4), random).length).toBe(4);
  });

  test('an epsilon that is not above 0 is refused', () => {
    expect(() => sinkhorn(cloud(1, 2), cloud(2, 2), { epsilon: 0 })).toThrow('epsilon: must be above 0, not 0');
    for (const far of [1e152, 1e154, 1e200, 1e308]) {
      const a: Points = { dimension: 1, count: 2, coordinates: Float64Array.of(0, far) };
      expect(() => sinkhorn(a, { ...a, coordinates: Float64Array.of(-far, 1) }, { epsilon: 1 }), String(far)).toThrow('a: lies so far from b that squared distances overflow');
    }
    const wide: Points = { dimension: 1, count: 2, coordinates: Float64Array.of(0, 1e149) };
    expect([...sinkhorn(wide, wide, { epsilon: 1 }).weights]).toEqual([0.5, 0, 0, 0.5]);
  });
});

interface GaussianCase {
  m0: number[];
  S0: number[][];
  m1: number[];
  S1: number[][];
  mapMatrix: number[][];
  w2squared: number;
}

describe('optimal transport between Gaussians', () => {
  const gaussianOf = (mean: number[], covariance: number[][]): Mixture => ({
    dimension: mean.length,
    weights: Float64Array.of(1),
    means: Float64Array.from(mean),
    covariances: Float64Array.from(covariance.flat()),
  });

  test.each(fixture<{ cases: GaussianCase[] }>('gaussian_ot').cases)('has the map and distance of the reference, $w2squared, to 1e-9', (given) => {
    const transport = gaussianTransport(gaussianOf(given.m0, given.S0), gaussianOf(given.m1, given.S1));
    expectClose(transport.matrix, given.mapMatrix.flat(), 1e-9);
    expectClose([transport.squaredDistance], [given.w2squared], 1e-9);
    const image = Float64Array.from(given.m0);
    transport.map(image, image);
    expectClose(image, given.m1, 1e-12);
  });

  test('is a fixed point of reflow: its field carries each point straight to its image', () => {
    const given = fixture<{ cases: GaussianCase[] }>('gaussian_ot').cases[0];
    const source = gaussianOf(given.m0, given.S0);
    const transport = gaussianTransport(source, gaussianOf(given.m1, given.S1));
    const start = sampleMixture(source, 50, createRandom(1));
    const image = new Float64Array(start.coordinates.length);
    transport.map(start.coordinates, image);
    const path = integrate(transport.velocity, start, { solver: 'euler', steps: 3 });
    expectClose(path.positions.slice(-image.length), image, 1e-5);
  });

  test('several components are refused', () => {
    expect(() => gaussianTransport(gaussianMixture(2), dataset('eight-gaussians').law)).toThrow('target: must be one Gaussian, not 8');
  });
});

test('clouds that do not fit each other are refused', () => {
  expect(() => optimalCoupling(cloud(1, 3), cloud(1, 4))).toThrow('b: has 4 points, but a has 3');
  expect(() => independentCoupling(cloud(1, 3), cloud(1, 3, 1), createRandom(1))).toThrow('b: has dimension 1, but a has 2');
  expect(() => sortedCoupling(cloud(1, 3), cloud(1, 3))).toThrow('a: must have dimension 1 to be sorted, not 2');
  expect(() => takePoints(cloud(1, 3), [3])).toThrow('places: must lie in 0..2, but one is 3');
});
