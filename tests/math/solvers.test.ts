import { describe, expect, test } from 'vitest';
import { createRandom, dataset, exactVelocity, fixedStep, gaussianMixture, integrate, sampleMixture, slicedWasserstein, type FixedStepSolver, type VelocityField } from '../../src/math/index.ts';
import { expectClose, fixture } from './fixtures.ts';

/** x' = cos(3t) x + sin(t): linear, but not autonomous, so that a wrong stage time shows. */
const field: VelocityField = (x, t, out) => {
  for (let i = 0; i < x.length; i++) out[i] = Math.cos(3 * t) * x[i] + Math.sin(t);
};
const solvers = fixture<{ exact: number; runs: { method: string; steps: number; x1: number }[] }>('solvers');
const SOLVERS: FixedStepSolver[] = ['euler', 'heun'];

function endOf(solver: FixedStepSolver, steps: number): number {
  const step = fixedStep(solver, 1);
  const x = Float64Array.of(1);
  for (let s = 0; s < steps; s++) step.advance(field, x, s / steps, (s + 1) / steps);
  return x[0];
}

describe.each(SOLVERS)('%s', (solver) => {
  test('gives the values of the reference to 1e-12', () => {
    const runs = solvers.runs.filter(({ method }) => method === solver);
    expect(runs.length).toBeGreaterThan(3);
    for (const { steps, x1 } of runs) expectClose([endOf(solver, steps)], [x1], 1e-12);
  });
});

test('integration records every step and counts the evaluations', () => {
  const start = { dimension: 1, count: 2, coordinates: Float32Array.of(1, 1) };
  const { times, positions, evaluations } = integrate(field, start, { solver: 'heun', steps: 4 });
  expect([...times]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(positions.length).toBe(10);
  expect(evaluations).toBe(8);
  expectClose([positions[8]], [endOf('heun', 4)], 1e-7);
});

test('the exact field carries the source to the target', () => {
  const target = dataset('moons').law;
  const start = sampleMixture(gaussianMixture(2), 1000, createRandom(1));
  const path = integrate(exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target }), start, { solver: 'heun', steps: 40 });
  const end = { dimension: 2, count: 1000, coordinates: path.positions.slice(-2000) };
  const distanceTo = (cloud: number): number =>
    slicedWasserstein(end, sampleMixture(target, 1000, createRandom(cloud)), { projections: 64, random: createRandom(2) });
  // Two clouds of 1,000 true samples are 0.03 to 0.06 apart.
  expect(distanceTo(3)).toBeLessThan(0.09);
});

test('bad arguments are refused by name', () => {
  const start = { dimension: 1, count: 1, coordinates: Float64Array.of(1) };
  expect(() => integrate(field, start, { solver: 'heun', steps: 0 })).toThrow('steps: must be a whole number, 1 or more, not 0');
  expect(() => integrate(field, start, { solver: 'heun', steps: 1, to: 2 })).toThrow('to: must lie in [0, 1], not 2');
  expect(() => integrate(field, start, { solver: 'heun', steps: 1, from: 1 })).toThrow('to: must differ from the start, 1');
  expect(() => integrate(field, { ...start, coordinates: Float64Array.of(NaN) }, { solver: 'heun', steps: 1 })).toThrow('start.coordinates: must be finite');
});
