import { describe, expect, test } from 'vitest';
import { ArgumentError, carry, dataset, createRandom, exactVelocity, gaussianMixture, integrate, pointsMixture, sampleMixture, SolverError, type Points, type VelocityField } from '../../src/math/index.ts';

const at = (...coordinates: number[]): Points => ({ dimension: 1, count: coordinates.length, coordinates: Float64Array.from(coordinates) });

/** How often a field was asked until a solver gave up, and why. */
function giveUp(field: VelocityField, start: Points, tolerance?: number): { asked: number; error: SolverError } {
  let asked = 0;
  const counting: VelocityField = (x, t, out) => {
    asked++;
    field(x, t, out);
  };
  try {
    integrate(Object.assign(counting, field.retimed && { retimed: field.retimed }), start, { solver: 'dopri5', ...(tolerance && { tolerance }) });
  } catch (error) {
    if (error instanceof SolverError) return { asked, error };
    throw error;
  }
  throw new Error('it did not give up');
}

describe('the adaptive solver gives up in words', () => {
  test('where a solution runs to infinity: x\' = x^2 from 2 does at t = 1/2', () => {
    const { asked, error } = giveUp((x, _t, out) => out.set(x.map((value) => value * value)), at(2));
    expect(asked).toBeLessThan(5000);
    expect(error.t).toBeGreaterThan(0.49);
    expect(error.t).toBeLessThan(0.51);
    expect(error.message).toMatch(/^The adaptive solver cannot go on at t = 0\.5/);
  });

  test('in model time, also where it steps in another', () => {
    const steep: VelocityField = (_x, s, out) => out.fill(s < 0.5 ? 1 : NaN);
    const change = { time: (s: number) => s * (2 - s), place: (t: number) => 1 - Math.sqrt(1 - t) };
    expect(giveUp(Object.assign(steep.bind(undefined), { retimed: { change, field: steep } }), at(1)).error.t).toBeCloseTo(0.75, 3);
  });

  test('where a field is not a number, from the start or later', () => {
    expect(giveUp((_x, _t, out) => out.fill(NaN), at(1)).error.t).toBe(0);
    expect(giveUp((_x, _t, out) => out.fill(Infinity), at(1)).error.t).toBe(0);
    const later = giveUp((_x, t, out) => out.fill(t < 0.25 ? 1 : NaN), at(1));
    expect(later.error.t).toBeCloseTo(0.25, 3);
    expect(later.asked).toBeLessThan(5000);
  });

  test('where a way is so rough that no number of steps suffices', () => {
    const { asked, error } = giveUp((_x, t, out) => out.fill(1e6 * Math.cos(1e9 * t)), at(0), 1e-10);
    expect(asked).toBeLessThan(1_000_000);
    expect(error.message).toContain('100000 steps');
  });
});

test('the adaptive solver steps over a jump', () => {
  for (const tolerance of [1e-6, 1e-9, 1e-12]) {
    const jump: VelocityField = (_x, t, out) => out.fill(t < 1 / 3 ? 10 : -20);
    const { coordinates, evaluations } = carry(jump, at(0), { solver: 'dopri5', tolerance });
    // An estimate of the error by smooth formulas may miss most of a jump's.
    expect(Math.abs(coordinates[0] - (10 / 3 - 40 / 3))).toBeLessThan(1000 * tolerance);
    expect(evaluations).toBeLessThan(2000);
  }
});

test('data points are reached at a fine tolerance', () => {
  const data = sampleMixture(dataset('moons').law, 40, createRandom(4));
  const field = exactVelocity({ kind: 'mixture', source: gaussianMixture(2), target: pointsMixture(data) });
  const end = carry(field, sampleMixture(gaussianMixture(2), 30, createRandom(5)), { solver: 'dopri5', tolerance: 1e-11 }).coordinates;
  for (let i = 0; i < 30; i++) {
    let nearest = Infinity;
    for (let j = 0; j < 40; j++) nearest = Math.min(nearest, Math.hypot(end[2 * i] - data.coordinates[2 * j], end[2 * i + 1] - data.coordinates[2 * j + 1]));
    expect(nearest).toBeLessThan(1e-7);
  }
});

test('a solver error is no argument error', () => {
  expect(new SolverError(0.5, { key: 'steepField' }) instanceof ArgumentError).toBe(false);
  expect(new SolverError(0.5, { key: 'tooManySteps', steps: 9, tolerance: 1e-9 }).saying).toEqual({ key: 'tooManySteps', steps: 9, tolerance: 1e-9, t: 0.5 });
});
