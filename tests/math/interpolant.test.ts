import { expect, test } from 'vitest';
import { conditionalDraws, createRandom, gaussianMixture, namedSchedule, sampleMixture, scheduledInterpolant } from '../../src/math/index.ts';
import { expectClose } from './fixtures.ts';

const SCHEDULES = ['linear', 'cosine', 'variance-preserving', 'polynomial-3'] as const;

test.each(SCHEDULES)('a path of %s begins at one end, ends at the other, and moves with its velocity', (name) => {
  const between = scheduledInterpolant(namedSchedule(name));
  const [x0, x1] = [1, 2].map((seed) => sampleMixture(gaussianMixture(3), 8, createRandom(seed)).coordinates);
  const at = (time: number | Float64Array): [Float64Array, Float64Array] => {
    const [points, velocities] = [new Float64Array(24), new Float64Array(24)];
    between(x0, x1, typeof time === 'number' ? new Float64Array(8).fill(time) : time, points, velocities);
    return [points, velocities];
  };
  expectClose(at(0)[0], x0, 1e-12);
  expectClose(at(1)[0], x1, 1e-12);
  const times = Float64Array.from({ length: 8 }, (_, i) => 0.1 + i / 10);
  const [ahead, behind] = [1e-5, -1e-5].map((step) => at(times.map((t) => t + step))[0]);
  expectClose(at(times)[1], ahead.map((value, e) => (value - behind[e]) / 2e-5), 1e-7);
});

test('draws of conditional flow matching lie on these paths', () => {
  const schedule = namedSchedule('cosine');
  const { x0, x1, t, xt, velocity } = conditionalDraws({ source: gaussianMixture(2), target: gaussianMixture(2), count: 20, random: createRandom(3), schedule });
  const [points, velocities] = [new Float64Array(40), new Float64Array(40)];
  scheduledInterpolant(schedule)(x0, x1, t, points, velocities);
  expect([points, velocities]).toEqual([xt, velocity]);
});
