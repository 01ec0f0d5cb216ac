import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSchedule, exactVelocity, gaussianMixture, namedSchedule, type Schedule, type ScheduleName } from '../../src/math/index.ts';

const NAMES: ScheduleName[] = ['linear', 'cosine', 'variance-preserving', 'polynomial-1', 'polynomial-2', 'polynomial-3.5'];

test.each(NAMES)('%s leads from the source to the target with true rates', (name) => {
  expect(() => createSchedule(namedSchedule(name))).not.toThrow();
  const { alpha, sigma, alphaRate, sigmaRate } = namedSchedule(name);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (t) => {
      const h = 1e-6;
      expect(alphaRate(t)).toBeCloseTo((alpha(t + h) - alpha(t - h)) / (2 * h), 5);
      expect(sigmaRate(t)).toBeCloseTo((sigma(t + h) - sigma(t - h)) / (2 * h), 5);
    }),
    { seed: 51, verbose: true },
  );
});

test('cosine and variance preserving keep alpha^2 + sigma^2 = 1', () => {
  for (const name of ['cosine', 'variance-preserving'] as const) {
    const { alpha, sigma } = namedSchedule(name);
    for (let t = 0; t <= 1; t += 0.125) expect(alpha(t) ** 2 + sigma(t) ** 2).toBeCloseTo(1, 12);
  }
});

test('a schedule that is not one is refused by the part that is wrong', () => {
  const linear = namedSchedule('linear');
  const broken: [Partial<Schedule>, string][] = [
    [{ alpha: (t) => 0.5 + t / 2 }, 'alpha: must be 0 at t = 0, not 0.5'],
    [{ sigma: () => 1 }, 'sigma: must be 0 at t = 1, not 1'],
    [{ alpha: () => NaN }, 'alpha: must be 0 at t = 0, not NaN'],
    [{ sigmaRate: () => -Infinity }, 'sigmaRate: must be finite, but at t = 0 it is -Infinity'],
    [{ alpha: (t) => t - 5 * t * (1 - t), alphaRate: (t) => 10 * t - 4 }, 'alpha: must not be negative, but at t = 0.05'],
    [{ alphaRate: () => 2 }, 'alphaRate: must be the derivative of alpha'],
  ];
  for (const [change, message] of broken) expect(() => createSchedule({ ...linear, ...change })).toThrow(message);
});

test('an unknown name is answered with the known ones', () => {
  expect(() => namedSchedule('sigmoid' as ScheduleName)).toThrow('schedule: must be linear, cosine, variance-preserving or polynomial-N with N from 1 to 16, not "sigmoid"');
  expect(() => namedSchedule('polynomial-0.5')).toThrow('schedule: a polynomial needs a power from 1 to 16, not 0.5');
  const model = { kind: 'mixture', source: gaussianMixture(1), target: gaussianMixture(1), schedule: 'sigmoid' as ScheduleName } as const;
  expect(() => exactVelocity(model)).toThrow('schedule: must be');
});
