import { describe, expect, test } from 'vitest';
import { conversion, createRandom, exactEnds, exactScore, exactVelocity, gaussianMixture, isotropicMixture, namedSchedule, pointsMixture, PREDICTIONS, type MixtureModel, type Prediction, type ScheduleName } from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

interface Case {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  points: { schedule: ScheduleName; t: number; x: number[]; meanX0: number[]; meanX1: number[]; velocity: number[] }[];
}

test.each(fixture<{ cases: Case[] }>('predictions').cases)('$name: the mean ends are those of the reference to 1e-9', ({ source, target, points }) => {
  for (const { schedule, t, x, meanX0, meanX1 } of points) {
    const [x0, x1] = [new Float64Array(x.length), new Float64Array(x.length)];
    exactEnds({ kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target), schedule })(Float64Array.from(x), t, x0, x1);
    expectClose(x0, meanX0, 1e-9);
    expectClose(x1, meanX1, 1e-9);
  }
});

test('mean ends are finite at both ends of time, where the velocity does not tell them', () => {
  const target = isotropicMixture(2, [2, 0, -2, 1], 0.3);
  const x = Float64Array.of(0.4, -0.7);
  const ends = exactEnds({ kind: 'mixture', source: gaussianMixture(2), target, schedule: 'variance-preserving' });
  const [x0, x1] = [new Float64Array(2), new Float64Array(2)];
  ends(x, 0, x0, x1);
  expectClose(x0, x, 1e-12);
  expectClose(x1, [0, 0.5], 1e-12);
  ends(x, 1, x0, x1);
  expectClose(x0, [0, 0], 1e-12);
  expectClose(x1, x, 1e-12);
});

describe.each(['linear', 'cosine', 'variance-preserving', 'polynomial-3'] as const)('under the schedule %s', (name) => {
  const schedule = namedSchedule(name);
  const random = createRandom(4);

  test('each prediction gives each other one, and is given back, to 1e-12 of what is between', () => {
    for (const t of [0.2, 0.5, 0.9]) {
      for (const from of PREDICTIONS) {
        for (const to of PREDICTIONS) {
          const [there, back] = [conversion(schedule, t, from, to)!, conversion(schedule, t, to, from)!];
          const [x, given] = [random.normal(), random.normal()];
          const between = there.given * given + there.place * x;
          const scale = Math.max(1, Math.abs(back.given) * Math.max(1, Math.abs(there.given), Math.abs(there.place)), Math.abs(back.place));
          expect(Math.abs(back.given * between + back.place * x - given), `${from} to ${to} at ${t}`).toBeLessThan(1e-12 * scale);
        }
      }
    }
  });

  test.each([1, 2, 3])('all four of an exact field in %i dimensions give one another', (dimension) => {
    const target = isotropicMixture(dimension, Array.from({ length: 3 * dimension }, () => 2 * random.normal()), 0.4);
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(dimension), target, schedule: name };
    for (const t of [0.2, 0.5, 0.9]) {
      const x = Float64Array.from({ length: dimension }, () => random.normal());
      const all: Record<Prediction, Float64Array> = { data: new Float64Array(dimension), noise: new Float64Array(dimension), velocity: new Float64Array(dimension), score: new Float64Array(dimension) };
      exactEnds(model)(x, t, all.noise, all.data);
      exactVelocity(model)(x, t, all.velocity);
      exactScore(model)(x, t, all.score);
      for (const from of PREDICTIONS) {
        for (const to of PREDICTIONS) {
          const { given, place } = conversion(schedule, t, from, to)!;
          // What cancels in between is so much larger than what is left.
          const scale = Math.max(1, Math.abs(given), Math.abs(place));
          expectClose(all[from].map((value, k) => (given * value + place * x[k]) / scale), all[to].map((value) => value / scale), 1e-10);
        }
      }
    }
  });

  test('what divides by zero is none', () => {
    expect(conversion(schedule, 0, 'noise', 'data')).toBeUndefined();
    expect(conversion(schedule, 0, 'score', 'velocity')).toBeUndefined();
    expect(conversion(schedule, 1, 'data', 'noise')).toBeUndefined();
    expect(conversion(schedule, 1, 'velocity', 'score')).toBeUndefined();
    expect(conversion(schedule, 0, 'noise', 'score')).toEqual({ given: -1, place: 0 });
  });
});

test('the velocity tells both ends at all times of the linear schedule, and neither where a schedule stands still', () => {
  expect(conversion(namedSchedule('linear'), 0, 'velocity', 'data')).toEqual({ given: 1, place: 1 });
  expect(conversion(namedSchedule('linear'), 1, 'velocity', 'noise')).toEqual({ given: -1, place: 1 });
  expect(conversion(namedSchedule('polynomial-2'), 0, 'velocity', 'data')).toBeUndefined();
});

test('beside data points at t = 1 the mean ends are those of the nearest point', () => {
  const target = pointsMixture({ dimension: 1, count: 2, coordinates: Float64Array.of(-1, 2) });
  const [x0, x1] = [new Float64Array(1), new Float64Array(1)];
  exactEnds({ kind: 'mixture', source: gaussianMixture(1), target })(Float64Array.of(1.5), 1, x0, x1);
  expect([x0[0], x1[0]]).toEqual([0, 2]);
});
