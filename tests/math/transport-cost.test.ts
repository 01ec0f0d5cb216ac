import { describe, expect, test } from 'vitest';
import {
  couplingPlan, createRandom, dataset, exactVelocity, gaussianFlowMap, gaussianMixture, gaussianTransportCost, integrate, pairsCost, sampleMixture, sinkhorn, sinkhornRounds, squaredDistances,
  type Mixture, type MixtureModel, type Points, type ScheduleName,
} from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

interface RectifiedCase {
  sourceCovariance: number[][];
  targetCovariance: number[][];
  flowMap: number[][];
  flowCost: number;
  otCost: number;
}

const centred = (covariance: number[][]): Mixture => ({ dimension: covariance.length, weights: Float64Array.of(1), means: new Float64Array(covariance.length), covariances: Float64Array.from(covariance.flat()) });
const cloudOf = (rows: number[][]): Points => ({ dimension: rows[0].length, count: rows.length, coordinates: Float64Array.from(rows.flat()) });

describe.each(fixture<{ cases: RectifiedCase[] }>('gaussian_rectified').cases)('between Gaussians whose covariances do not commute', ({ sourceCovariance, targetCovariance, flowMap, flowCost, otCost }) => {
  const model: MixtureModel = { kind: 'mixture', source: centred(sourceCovariance), target: centred(targetCovariance) };

  test('the flow ends by the reference’s map, whose cost and the least are the reference’s too', () => {
    expectClose(gaussianFlowMap(model).matrix, flowMap.flat(), 1e-9);
    const { flow, optimal } = gaussianTransportCost(model);
    expectClose([flow, optimal], [flowCost, otCost], 1e-9);
    expect(flow).toBeGreaterThan(optimal * 1.01);
  });

  test('schedules lead to the same laws by maps of their own, none below the least cost', () => {
    for (const schedule of ['cosine', 'variance-preserving'] as ScheduleName[]) {
      const { flow, optimal } = gaussianTransportCost({ ...model, schedule });
      expect(optimal).toBeCloseTo(otCost, 9);
      expect(flow).toBeGreaterThan(optimal);
    }
  });
});

test('from the standard normal law to a Gaussian the flow is optimal, its mean included', () => {
  const target = { ...centred([[2, 0.6], [0.6, 0.5]]), means: Float64Array.of(3, -1) };
  const { flow, optimal } = gaussianTransportCost({ kind: 'mixture', source: gaussianMixture(2), target });
  expect(flow).toBeCloseTo(optimal, 9);
  expect(optimal).toBeGreaterThan(10);
});

function carried(model: MixtureModel, count: number): { x0: Points; x1: Points } {
  const x0 = sampleMixture(model.source, count, createRandom(5));
  const { positions, dimension } = integrate(exactVelocity(model), x0, { solver: 'rk4', steps: 64 });
  return { x0, x1: { dimension, count, coordinates: positions.slice(-count * dimension) } };
}

test('on a line the flow’s pairs are the best of their points, whatever the schedule: its map is increasing', () => {
  for (const schedule of ['linear', 'cosine'] as ScheduleName[]) {
    const { x0, x1 } = carried({ kind: 'mixture', source: gaussianMixture(1), target: dataset('two-gaussians').law, schedule }, 300);
    const { flow, optimal } = pairsCost(x0, x1);
    expect(flow).toBeCloseTo(optimal, 12);
  }
});

test('in the plane they are not', () => {
  const { x0, x1 } = carried({ kind: 'mixture', source: gaussianMixture(2), target: dataset('moons').law }, 300);
  const { flow, optimal } = pairsCost(x0, x1);
  expect(flow).toBeGreaterThan(optimal + 1e-3);
});

describe('a plan between two clouds', () => {
  const a = sampleMixture(gaussianMixture(2), 48, createRandom(1));
  const b = sampleMixture(dataset('moons').law, 48, createRandom(2));
  const plan = (options: Parameters<typeof couplingPlan>[2]) => couplingPlan(a, b, options, createRandom(3));
  const cost = (group: number) => plan({ coupling: 'ot', group }).cost;

  test.each([{ coupling: 'independent' }, { coupling: 'ot' }, { coupling: 'ot', group: 10 }, { coupling: 'sinkhorn', epsilon: 0.2 }, { coupling: 'sinkhorn', epsilon: 0.2, group: 16 }] as const)('%j has uniform marginals', (options) => {
    const { weights, partner } = plan(options);
    for (let i = 0; i < 48; i++) {
      let [row, column] = [0, 0];
      for (let j = 0; j < 48; j++) {
        row += weights[i * 48 + j];
        column += weights[j * 48 + i];
      }
      expect(row * 48).toBeCloseTo(1, 5);
      expect(column * 48).toBeCloseTo(1, 5);
      expect(weights[i * 48 + partner[i]]).toBeGreaterThan(0);
    }
  });

  test('costs most where it is independent and least where all points are paired at once; minibatches and entropy lie between', () => {
    const { cost: independent, independentCost, optimalCost } = plan({ coupling: 'independent' });
    expect(independent).toBeCloseTo(independentCost, 12);
    const costs = [cost(48), cost(24), cost(8), cost(2), independentCost];
    expect(costs).toEqual([...costs].sort((x, y) => x - y));
    expect(costs[0]).toBeCloseTo(optimalCost, 12);
    const entropic = [0.01, 0.1, 1, 100].map((epsilon) => plan({ coupling: 'sinkhorn', epsilon }).cost);
    expect(entropic).toEqual([...entropic].sort((x, y) => x - y));
    expect(entropic[0]).toBeGreaterThanOrEqual(optimalCost - 1e-6);
    expect(entropic[3]).toBeLessThanOrEqual(independentCost + 1e-6);
  });

  test('a group of one point is the pairing as drawn', () => {
    expect([...plan({ coupling: 'ot', group: 1 }).partner]).toEqual(Array.from({ length: 48 }, (_, i) => i));
    expect(() => plan({ coupling: 'ot', group: 0.5 })).toThrow(/^group/);
  });
});

interface SinkhornCase {
  a: number[][];
  b: number[][];
  epsilon: number;
  plan: number[][];
  transportCost: number;
  rounds: Record<string, { f: number[]; g: number[] }>;
}

test.each(fixture<{ cases: SinkhornCase[] }>('sinkhorn_rounds').cases)('Sinkhorn’s plan and its cost are the reference’s, epsilon $epsilon', ({ a, b, epsilon, plan, transportCost }) => {
  const [from, to] = [cloudOf(a), cloudOf(b)];
  const { weights } = sinkhorn(from, to, { epsilon, tolerance: 1e-13, maxIterations: 100_000 });
  // The reference stopped its rounds early for the smallest epsilon: its own row sums miss 1 by so much.
  const missed = Math.max(...plan.map((row) => Math.abs(row.reduce((sum, weight) => sum + weight, 0) * plan.length - 1)));
  expectClose(weights, plan.flat(), Math.max(1e-9, missed));
  const distances = squaredDistances(from, to);
  expectClose([weights.reduce((sum, weight, e) => sum + weight * distances[e], 0)], [transportCost], Math.max(1e-9, missed));
});

describe.each(fixture<{ cases: SinkhornCase[] }>('sinkhorn_rounds').cases)('Sinkhorn’s rounds one by one, epsilon $epsilon', ({ a, b, epsilon, rounds: reference }) => {
  const [from, to] = [cloudOf(a), cloudOf(b)];

  test.each(Object.keys(reference).map(Number))('have the reference’s potentials after %d', (rounds) => {
    const { f, g } = sinkhornRounds(from, to, { epsilon, rounds });
    expectClose(f, reference[rounds].f, 1e-9);
    expectClose(g, reference[rounds].g, 1e-9);
  });

  test('leave the columns right, and the rows the nearer to it the more rounds there are', () => {
    const missed = [1, 2, 5, 20, 100].map((rounds) => {
      const { weights } = sinkhornRounds(from, to, { epsilon, rounds });
      const columns = b.map((_, j) => b.length * a.reduce((sum, _, i) => sum + weights[i * b.length + j], 0));
      const rows = a.map((_, i) => a.length * b.reduce((sum, _, j) => sum + weights[i * b.length + j], 0));
      for (const sum of columns) expect(sum).toBeCloseTo(1, 12);
      return Math.max(...rows.map((sum) => Math.abs(sum - 1)));
    });
    expect(missed).toEqual([...missed].sort((x, y) => y - x));
    expect(() => sinkhornRounds(from, to, { epsilon, rounds: 0 })).toThrow(/^rounds/);
  });
});

test('a plan after some rounds pairs each point of the source with one of the data', () => {
  const [a, b] = [sampleMixture(gaussianMixture(2), 24, createRandom(1)), sampleMixture(dataset('moons').law, 24, createRandom(2))];
  const { weights, partner } = couplingPlan(a, b, { coupling: 'sinkhorn', epsilon: 0.5, rounds: 1, group: 12 }, createRandom(3));
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  partner.forEach((j, i) => expect(Math.floor(j / 12)).toBe(Math.floor(i / 12)));
});
