import { describe, expect, test } from 'vitest';
import {
  averageVelocity, boxBalance, couplingPlan, createRandom, dataset, divergenceField, exactEnds, exactLogDensity, exactScore, exactVelocity, fittedOrder, gaussianFlowMap, gaussianMixture, gaussianTransport,
  gaussianTransportCost, lineFlow, logLikelihood, mixtureLogDensity, pairsThrough, pointsMixture, sampleMixture, sinkhorn, sinkhornRounds, solverErrors, squaredDistances, trace,
  type Mixture, type MixtureModel, type Points, type ScheduleName,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

/** The lecture's quantities under more laws than the other files have: one to four dimensions, parts of every shape, points, five schedules. */
interface MoreLaws {
  predictions: (Between & { points: { schedule: ScheduleName; t: number; x: number[]; logDensity: number; meanX0: number[]; meanX1: number[]; velocity: number[]; score: number[] }[] })[];
  averageVelocity: (Between & { points: { schedule: ScheduleName; s: number; t: number; x: number[]; end: number[]; averageVelocity: number[] }[] })[];
  continuity: (Between & { boxes: { schedule: ScheduleName; t: number; lower: number[]; upper: number[]; mass: number; rate: number; outward: number[] }[] })[];
  gaussians: {
    schedule: ScheduleName; sourceMean: number[]; targetMean: number[]; sourceCovariance: number[][]; targetCovariance: number[][];
    flowMap: number[][]; otMap: number[][]; flowCost: number; otCost: number; independentCost: number;
  }[];
  sinkhorn: { a: number[][]; b: number[][]; epsilon: number; rounds: Record<string, { f: number[]; g: number[] }>; plan: number[][]; transportCost: number }[];
}

interface Between {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
}

const given = fixture<MoreLaws>('more_laws');
const between = ({ source, target }: Between, schedule: ScheduleName): MixtureModel => ({ kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target), schedule });
const cloudOf = (rows: number[][]): Points => ({ dimension: rows[0].length, count: rows.length, coordinates: Float64Array.from(rows.flat()) });

test.each(given.predictions)('$name: mean ends, velocity, score and log density are those of the reference to 1e-9, at three times under five schedules', (laws) => {
  expect(laws.points.length).toBe(15);
  for (const { schedule, t, x, logDensity, meanX0, meanX1, velocity, score } of laws.points) {
    const model = between(laws, schedule);
    const place = Float64Array.from(x);
    const [x0, x1, v, s] = Array.from({ length: 4 }, () => new Float64Array(x.length));
    exactEnds(model)(place, t, x0, x1);
    exactVelocity(model)(place, t, v);
    exactScore(model)(place, t, s);
    const density = new Float64Array(1);
    exactLogDensity(model)(place, t, density);
    expectClose(x0, meanX0, 1e-9);
    expectClose(x1, meanX1, 1e-9);
    expectClose(v, velocity, 1e-9);
    expectClose(s, score, 1e-9);
    expectClose(density, [logDensity], 1e-9);
  }
});

test.each(given.averageVelocity)('$name: ends and average velocities are those of the reference, by quantiles to 1e-9 and by integration to 1e-6', (laws) => {
  for (const { schedule, s, t, x, end, averageVelocity: u } of laws.points) {
    const model = between(laws, schedule);
    const isLine = x.length === 1;
    const { places, average } = averageVelocity(exactVelocity(model), Float64Array.from(x), s, t, 3, isLine ? lineFlow(model) : undefined);
    expectClose(places.slice(-x.length), end, isLine ? 1e-9 : 1e-6);
    expectClose(average, u, isLine ? 1e-9 : 1e-6);
    // Without the closed form as well.
    if (isLine) expectClose(averageVelocity(exactVelocity(model), Float64Array.from(x), s, t, 3).average, u, 1e-6);
  }
});

test.each(given.continuity)('$name: mass, its change and the flux through each side are those of the reference, and cancel to 1e-6 of the mass', (laws) => {
  for (const { schedule, t, lower, upper, mass, rate, outward } of laws.boxes) {
    const balance = boxBalance(between(laws, schedule), { lower, upper }, t);
    expectClose([balance.mass], [mass], 1e-8);
    expectClose([balance.rate], [rate], 1e-7);
    expectClose(balance.outward, outward, 1e-8);
    expect(Math.abs(balance.rate + balance.outward.reduce((sum, flux) => sum + flux, 0))).toBeLessThan(1e-6 * mass);
  }
});

describe.each(given.gaussians)('from one Gaussian to one in $sourceMean.length dimensions under the schedule $schedule', ({ schedule, sourceMean, targetMean, sourceCovariance, targetCovariance, flowMap, otMap, flowCost, otCost, independentCost }) => {
  const gaussian = (mean: number[], covariance: number[][]): Mixture => ({ dimension: mean.length, weights: Float64Array.of(1), means: Float64Array.from(mean), covariances: Float64Array.from(covariance.flat()) });
  const [source, target] = [gaussian(sourceMean, sourceCovariance), gaussian(targetMean, targetCovariance)];
  const model: MixtureModel = { kind: 'mixture', source, target, schedule };

  test('maps and costs of the flow, of optimal transport and of independent pairs are those of the reference to 1e-9', () => {
    expectClose(gaussianFlowMap(model).matrix, flowMap.flat(), 1e-9);
    expectClose(gaussianTransport(source, target).matrix, otMap.flat(), 1e-9);
    const { flow, optimal, independent } = gaussianTransportCost(model);
    expectClose([flow, optimal, independent], [flowCost, otCost, independentCost], 1e-9);
    if (sourceMean.length === 1) expect(flow).toBeCloseTo(optimal, 9);
  });

  test('the change of volume along its way is the determinant of the reference’s map, to 1e-6', () => {
    const start = { dimension: source.dimension, count: 1, coordinates: Float64Array.from(sourceMean, (value) => value + 0.3) };
    const { expansion } = trace(exactVelocity(model), divergenceField(model), start, { at: 0 });
    expectClose([Math.exp(expansion[expansion.length - 1])], [determinantOf(flowMap)], 1e-6);
  });

  test('reflow keeps the map: pairs that it makes do not meet on their way', () => {
    const { matrix, shift } = gaussianFlowMap(model);
    const { dimension } = source;
    // x_t = ((1 - t) I + t M) x_0 + t shift: no two pairs meet while that is invertible, which on the way from I to M it is while M has no negative real eigenvalue.
    const determinant = (t: number): number => determinantOf(Array.from({ length: dimension }, (_, k) => Array.from({ length: dimension }, (__, l) => t * matrix[k * dimension + l] + (k === l ? 1 - t : 0))));
    for (let s = 0; s <= 50; s++) expect(determinant(s / 50)).toBeGreaterThan(0);
    expect(shift.every(Number.isFinite)).toBe(true);
  });
});

/** By expansion along the first row. */
function determinantOf(rows: number[][]): number {
  if (rows.length === 1) return rows[0][0];
  return rows[0].reduce((sum, entry, k) => sum + (k % 2 === 0 ? 1 : -1) * entry * determinantOf(rows.slice(1).map((row) => row.filter((_, l) => l !== k))), 0);
}

describe.each(given.sinkhorn)('Sinkhorn between $a.length and $b.length points, epsilon $epsilon', ({ a, b, epsilon, rounds: reference, plan, transportCost }) => {
  const [from, to] = [cloudOf(a), cloudOf(b)];

  test('has the reference’s potentials after each number of rounds, and settles on its plan and cost, to 1e-9', () => {
    for (const [rounds, { f, g }] of Object.entries(reference)) {
      const found = sinkhornRounds(from, to, { epsilon, rounds: Number(rounds) });
      expectClose(found.f, f, 1e-9);
      expectClose(found.g, g, 1e-9);
    }
    const { weights } = sinkhorn(from, to, { epsilon, tolerance: 1e-13, maxIterations: 100_000 });
    expectClose(weights, plan.flat(), 1e-9);
    const distances = squaredDistances(from, to);
    expectClose([weights.reduce((sum, weight, e) => sum + weight * distances[e], 0)], [transportCost], 1e-9);
  });

  if (a.length === b.length) {
    test('the same rounds make the plan that figures draw', () => {
      const drawn = couplingPlan(from, to, { coupling: 'sinkhorn', epsilon, rounds: 3 }, createRandom(1));
      expectClose(drawn.weights, sinkhornRounds(from, to, { epsilon, rounds: 3 }).weights, 1e-12);
    });
  }
});

const SCHEDULES = ['linear', 'cosine', 'polynomial-2', 'variance-preserving'] as const;
const smooth = given.continuity.filter(({ name }) => ['full parts from a mixture, 1D', 'full parts from a mixture, 2D', 'full parts from the normal law, 3D'].includes(name));

describe.each(smooth)('$name', (laws) => {
  const { dimension } = mixtureOf(laws.source);

  test.each(SCHEDULES)('log p_1 by the way back is that of the data’s law to 1e-6, and the area ratio the determinant of the Jacobian to 1e-4, at three times: %s', (schedule) => {
    const model = between(laws, schedule);
    const points = sampleMixture(model.target, 4, createRandom(3));
    const exact = new Float64Array(4);
    mixtureLogDensity(model.target)(points.coordinates, exact);
    const [field, divergence] = [exactVelocity(model), divergenceField(model)];
    expectClose(logLikelihood(field, divergence, mixtureLogDensity(model.source), points, { solver: 'dopri5', tolerance: 1e-10 }), exact, 1e-6);
    for (const at of [0.1, 0.5, 0.9]) {
      const { times, expansion, jacobians } = trace(field, divergence, { ...points, count: 1, coordinates: points.coordinates.slice(0, dimension) }, { at, withJacobians: true });
      times.forEach((t, s) => {
        const rows = Array.from({ length: dimension }, (_, k) => Array.from(jacobians!.subarray((s * dimension + k) * dimension, (s * dimension + k + 1) * dimension)));
        expect(Math.abs(determinantOf(rows) / Math.exp(expansion[s]) - 1), `from ${at} to ${t}`).toBeLessThan(1e-4);
      });
    }
  });

  test.each(SCHEDULES)('the mean of drawn pairs is the marginal velocity within 3 standard errors on each axis, and that of all pairs of data to 1e-9: %s', (schedule) => {
    for (const t of [0.15, 0.5, 0.9]) {
      for (const isData of [false, true]) {
        const model = isData ? { ...between(laws, schedule), target: pointsMixture(sampleMixture(between(laws, schedule).target, 30, createRandom(8))) } : between(laws, schedule);
        const x = Float64Array.from(sampleMixture(between(laws, schedule).source, 1, createRandom(9)).coordinates);
        const v = new Float64Array(dimension);
        exactVelocity(model)(x, t, v);
        const { kind, mean, standardErrors } = pairsThrough(model, x, t, 3000, createRandom(4));
        expect(kind).toBe(isData ? 'all' : 'draws');
        mean.forEach((value, k) => expect(Math.abs(value - v[k]), `t = ${t}, axis ${k}, ${kind}`).toBeLessThanOrEqual(kind === 'all' ? 1e-9 * Math.max(1, Math.abs(v[k])) : 3 * standardErrors[k]));
      }
    }
  });
});

describe.each([['eight-gaussians', 2], ['two-gaussians', 1], ['three-modes', 2], ['trefoil', 3]] as const)('from noise to %s, in %i dimensions', (name, dimension) => {
  test.each(['linear', 'cosine'] as const)('solvers show the slopes 1, 2, 2 and 4 within 0.1: %s', (schedule) => {
    const solvers = { euler: 1, midpoint: 2, heun: 2, rk4: 4 };
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(dimension), target: dataset(name).law, schedule };
    const { curves } = solverErrors(model, exactVelocity(model), sampleMixture(model.source, name === 'trefoil' ? 10 : 24, createRandom(5)));
    const orders = Object.fromEntries(curves.map((curve) => [curve.solver, fittedOrder(curve, 2e-11)!]));
    Object.entries(solvers).forEach(([solver, order]) => expect(Math.abs(orders[solver] - order), `${solver} ${orders[solver]}`).toBeLessThan(0.1));
  });
});

test('what finite data leave is exact: pairs of points on either side', () => {
  const [source, target] = [pointsMixture({ dimension: 1, count: 2, coordinates: Float64Array.of(-1, 1) }), pointsMixture({ dimension: 1, count: 2, coordinates: Float64Array.of(0, 3) })];
  const v = new Float64Array(1);
  // Halfway from -1 to 3, and from 1 to 3.
  exactVelocity({ kind: 'mixture', source, target })(Float64Array.of(1), 0.5, v);
  expect(v[0]).toBeCloseTo(4, 12);
});
