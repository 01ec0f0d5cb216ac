import { describe, expect, test } from 'vitest';
import { carry, closedFlow, createRandom, dataset, fittedOrder, gaussianMixture, isotropicMixture, isRounding, medianDistance, pointsMixture, sampleMixture, solverErrors, velocityField, type MixtureModel, type ScheduleName, type SolverErrors } from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type EndpointCase } from './fixtures.ts';

const ORDERS = { euler: 1, midpoint: 2, heun: 2, rk4: 4 } as const;
const between = (source: string, target: string, schedule: ScheduleName): MixtureModel => ({ kind: 'mixture', source: dataset(source).law, target: dataset(target).law, schedule });
const compared = (model: MixtureModel, count = 24): SolverErrors => solverErrors(model, velocityField(model), sampleMixture(model.source, count, createRandom(5)));
/** Three wide modes: nothing in it is sharper than the noise, and no symmetry hides errors. */
const smooth: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1.5, 0.4, -0.6, 1.2, -0.5, -1.4], 0.8) };

describe('the order of a solver by its errors on a smooth flow', () => {
  test.each<[string, MixtureModel]>([
    ['in the plane, linear', smooth],
    ['in the plane, cosine', { ...smooth, schedule: 'cosine' }],
    ['on a line, linear', { kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [1.2, -0.9], 0.7) }],
    ['on a line, cosine', { kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [1.1, -0.8], 0.9, [0.3, 0.7]), schedule: 'cosine' }],
  ])('is 1, 2, 2 and 4 within 0.1 %s', (_, model) => {
    for (const curve of compared(model).curves.filter(({ solver }) => solver !== 'dopri5')) {
      expect(Math.abs(fittedOrder(curve, 2e-11)! - ORDERS[curve.solver as keyof typeof ORDERS]), curve.solver).toBeLessThan(0.1);
    }
  });

  test('is none where slopes have not settled: a thin law makes the field too sharp for coarse steps', () => {
    const errors = (...slopes: readonly number[]) => {
      const all = [1e-2];
      slopes.forEach((slope) => all.push(all[all.length - 1] / 2 ** slope));
      return { evaluations: Float64Array.from(all, (_, i) => 4 * 2 ** i), errors: Float64Array.from(all) };
    };
    expect(fittedOrder(errors(2, 3, 4.1, 4.05, 4.02), 2e-11)).toBeCloseTo(4.02, 9);
    expect(fittedOrder(errors(2, 3, 4.6, 4.4), 2e-11)).toBeUndefined();
    // Two that are alike by chance.
    expect(fittedOrder(errors(2.4, 4.6, 4.63), 2e-11)).toBeUndefined();
  });

  test.each<[string, ScheduleName]>([['moons', 'linear'], ['ring', 'cosine'], ['s-curve', 'linear'], ['trefoil', 'cosine']])('is that of RK4 for thin laws as well, by finer steps: %s, %s', (target, schedule) => {
    const law = dataset(target).law;
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(law.dimension), target: law, schedule };
    const rk4 = compared(model, 10).curves.find(({ solver }) => solver === 'rk4')!;
    expect(rk4.evaluations.at(-1)).toBeGreaterThan(256);
    expect(Math.abs(fittedOrder(rk4, 2e-11)! - 4), String(fittedOrder(rk4, 2e-11))).toBeLessThan(0.1);
  });

  test('needs three points that are more than rounding: a single slope may be anything', () => {
    expect(fittedOrder({ evaluations: Float64Array.of(4, 8, 16), errors: Float64Array.of(1, 1e-15, 1e-16) }, 2e-11)).toBeUndefined();
    const falling = { evaluations: Float64Array.of(4, 8, 16), errors: Float64Array.of(1, 1e-8, 1e-16) };
    expect(fittedOrder(falling, 2e-11)).toBeUndefined();
    expect(isRounding(falling, 2e-11)).toBe(true);
    expect(fittedOrder({ evaluations: Float64Array.of(4, 8, 16, 32), errors: Float64Array.of(NaN, 4e-3, 1e-3, 2.5e-4) }, 2e-11)).toBeCloseTo(2, 10);
  });
});

test('of a field that every solver follows to the last bit there is no order, and no step too coarse', () => {
  const { curves, resolved } = compared({ kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2), schedule: 'variance-preserving' }, 6);
  for (const curve of curves.filter(({ solver }) => solver !== 'dopri5')) {
    expect(isRounding(curve, resolved), curve.solver).toBe(true);
    expect(fittedOrder(curve, resolved), curve.solver).toBeUndefined();
  }
});

test('solvers are compared at equal costs, and more work leaves less error', () => {
  const { curves } = compared(smooth, 8);
  expect(curves.map(({ solver }) => solver)).toEqual(['euler', 'midpoint', 'heun', 'rk4', 'dopri5']);
  for (const { solver, evaluations, errors } of curves) {
    if (solver !== 'dopri5') expect([...evaluations.slice(0, 7)]).toEqual([4, 8, 16, 32, 64, 128, 256]);
    expect(errors.at(-1)).toBeLessThan(errors[0] / 30);
  }
});

describe('where the flow leads', () => {
  test.each<ScheduleName>(['linear', 'cosine', 'variance-preserving'])('from one Gaussian to another with the same axes, and on a line, is known in closed form: %s', (schedule) => {
    for (const model of [between('gaussian', 'tilted-gaussian', schedule), between('two-gaussians', 'two-gaussians', schedule)]) {
      const start = sampleMixture(model.source, 12, createRandom(3));
      const ends = start.coordinates.slice();
      closedFlow(model)!(ends, ends);
      expectClose(carry(velocityField(model), start, { solver: 'dopri5', tolerance: 1e-12 }).coordinates, ends, 1e-8);
      expect(compared(model, 4).isClosed).toBe(true);
    }
  });

  test('is followed where no closed form is known: covariances that do not commute, several parts', () => {
    expect(closedFlow(between('wide-gaussian', 'tilted-gaussian', 'linear'))).toBeUndefined();
    expect(closedFlow(between('gaussian', 'moons', 'linear'))).toBeUndefined();
  });

  test('is that of the reference', () => {
    for (const { source, target, trajectories } of fixture<{ cases: EndpointCase[] }>('flow_endpoints').cases) {
      const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };
      const x0 = trajectories.slice(0, 3).map(({ x0: place }) => place);
      const start = { dimension: x0[0].length, count: x0.length, coordinates: Float64Array.from(x0.flat()) };
      expectClose(solverErrors(model, velocityField(model), start).ends, trajectories.slice(0, 3).flatMap(({ path }) => path.at(-1)), 1e-8);
    }
  });

  test('is one of the points where the data are points', () => {
    const target = pointsMixture({ dimension: 2, count: 2, coordinates: Float64Array.of(1, 1, -1, 0) });
    const { ends, curves } = compared({ kind: 'mixture', source: gaussianMixture(2), target }, 4);
    for (let i = 0; i < 4; i++) expect(Math.min(Math.hypot(ends[2 * i] - 1, ends[2 * i + 1] - 1), Math.hypot(ends[2 * i] + 1, ends[2 * i + 1]))).toBeLessThan(1e-9);
    expect(curves.every(({ errors }) => errors.at(-1) < 1e-6)).toBe(true);
  });
});

test('the median of distances is that of the middle point, or of the two around the middle', () => {
  expect(medianDistance([0, 0, 3, 4, 0, 1], [0, 0, 0, 0, 0, 0], 2)).toBe(1);
  expect(medianDistance([1, 3], [0, 0], 1)).toBe(2);
});
