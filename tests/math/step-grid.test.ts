import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactVelocity, gaussianMixture, namedSchedule, stepGrid, stepGridThrough, type ScheduleName } from '../../src/math/index.ts';

const between = (schedule: ScheduleName) => exactVelocity({ kind: 'mixture', source: gaussianMixture(1), target: gaussianMixture(1), schedule });

test.each(['linear', 'variance-preserving'] as const)('a grid through any time of %s holds it, ascends from 0 to 1, and is as fine on either side', (schedule) => {
  const field = between(schedule);
  const place = namedSchedule(schedule).retimed?.change.place ?? ((t: number) => t);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), fc.integer({ min: 1, max: 512 }), (at, steps) => {
      const { times, places, first } = stepGridThrough(field, at, steps);
      expect([times[0], times[first], times.at(-1)]).toEqual([0, at, 1]);
      expect(times.length).toBe(Math.max(3, steps + 1));
      expect(places.length).toBe(times.length);
      times.forEach((t, s) => s > 0 && expect(t).toBeGreaterThan(times[s - 1]));
      // Shared out to the nearest whole step, and one at least: none is twice as long as 1/steps.
      const length = place(at);
      const longest = Math.max(length / first, (1 - length) / (times.length - 1 - first));
      expect(longest).toBeLessThanOrEqual(2 / steps + 1e-12);
    }),
  );
});

test.each(['linear', 'variance-preserving'] as const)('through an end it is the plain grid of %s', (schedule) => {
  const field = between(schedule);
  for (const [at, first] of [[0, 0], [1, 7]] as const) expect(stepGridThrough(field, at, 7)).toEqual({ ...stepGrid(field, 0, 1, 7), first });
});

test('where a field is stepped by another time, steps are shared out in that time', () => {
  // By 1 - t = (1 - s)^2, t = 3/4 is half of the way.
  expect(stepGridThrough(between('variance-preserving'), 0.75, 10).first).toBe(5);
  expect(stepGridThrough(between('linear'), 0.75, 12).first).toBe(9);
});
