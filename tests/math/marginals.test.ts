import { describe, expect, test } from 'vitest';
import {
  createRandom, dataset, exactScore, exactVelocity, gaussianMixture, integrateSde, interpolateTrajectories, marginalDistances, mixtureMoments, namedSchedule, noiseLevel, pointsMoments, sampleMixture,
  type MixtureModel, type NoiseLevel, type ScheduleName, type Trajectories,
} from '../../src/math/index.ts';

const LEVELS: readonly NoiseLevel[] = [0, 0.3, 1, 'diffusion'];
const modelOf = (source: string, target: string, schedule: ScheduleName): MixtureModel => ({ kind: 'mixture', source: dataset(source).law, target: dataset(target).law, schedule });

function carried(model: MixtureModel, level: NoiseLevel, count: number, steps = 128): Trajectories {
  const start = sampleMixture(model.source, count, createRandom(1, 7));
  return integrateSde(exactVelocity(model), exactScore(model), start, { steps, noise: noiseLevel(namedSchedule(model.schedule!), level, steps), random: createRandom(2, 8) });
}

describe.each([['on a line', 'two-gaussians', 'two-gaussians'], ['in the plane', 'gaussian', 'eight-gaussians']] as const)('with any noise or none, %s', (_, source, target) => {
  test.each(['linear', 'cosine', 'variance-preserving'].flatMap((schedule) => LEVELS.map((level) => [schedule as ScheduleName, level] as const)))(
    'mean and variance are those of p_t within four standard errors at three times: %s, %s', (schedule, level) => {
      const model = modelOf(source, target, schedule);
      const cloud = carried(model, level, 1000);
      const [before, after] = [mixtureMoments(model.source), mixtureMoments(model.target)];
      const { alpha, sigma } = namedSchedule(schedule);
      const { dimension, count } = cloud;
      const now = new Float32Array(count * dimension);
      for (const t of [0.25, 0.5, 1]) {
        interpolateTrajectories(cloud, t, now);
        const { mean, covariance } = pointsMoments({ dimension, count, coordinates: Float64Array.from(now) });
        for (let k = 0; k < dimension; k++) {
          const variance = sigma(t) ** 2 * before.covariance[k * (dimension + 1)] + alpha(t) ** 2 * after.covariance[k * (dimension + 1)];
          expect(Math.abs(mean[k] - sigma(t) * before.mean[k] - alpha(t) * after.mean[k])).toBeLessThan(4 * Math.sqrt(variance / count));
          expect(Math.abs(covariance[k * (dimension + 1)] - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / count));
        }
      }
    });
});

test('the same starts take other paths with other noise, and come to the same law', () => {
  const model = modelOf('gaussian', 'eight-gaussians', 'linear');
  const [flow, noisy] = [carried(model, 0, 300), carried(model, 1, 300)];
  expect(noisy.positions.slice(0, 600)).toEqual(flow.positions.slice(0, 600));
  const ends = [flow, noisy].map(({ positions }) => positions.slice(-600));
  expect(ends[0].filter((x, i) => Math.abs(x - ends[1][i]) > 1).length).toBeGreaterThan(100);
  for (const cloud of [flow, noisy]) {
    const { distances, high } = marginalDistances(model, cloud, Float64Array.of(0.5, 1), createRandom(3));
    distances.forEach((distance, s) => expect(distance).toBeLessThan(1.3 * high[s]));
  }
});

describe('the noise of a diffusion', () => {
  test('is that of its schedule: 2 (1 - t) / t under the linear one, 2 cot under the cosine one', () => {
    const [linear, cosine] = (['linear', 'cosine'] as const).map((name) => noiseLevel(namedSchedule(name), 'diffusion', 1000));
    for (const t of [0.1, 0.5, 0.9]) {
      expect(linear(t) ** 2).toBeCloseTo((2 * (1 - t)) / t, 10);
      expect(cosine(t) ** 2).toBeCloseTo(Math.PI / Math.tan((Math.PI / 2) * t), 10);
    }
    expect(linear(1)).toBe(0);
  });

  test('is what its steps can follow where it is infinite, and a number is a part of the noise of the path', () => {
    expect(noiseLevel(namedSchedule('linear'), 'diffusion', 40)(0) ** 2).toBeCloseTo(4, 12);
    expect(noiseLevel(namedSchedule('variance-preserving'), 'diffusion', 40)(0) ** 2).toBeCloseTo(4, 12);
    expect(noiseLevel(namedSchedule('linear'), 0.5, 40)(0.2)).toBeCloseTo(0.4, 12);
  });

  test('leaves a normal law as it is', () => {
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: gaussianMixture(1), schedule: 'cosine' };
    const { positions, count } = carried(model, 'diffusion', 4000);
    const { mean, covariance } = pointsMoments({ dimension: 1, count, coordinates: Float64Array.from(positions.slice(-count)) });
    expect(Math.abs(mean[0])).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(covariance[0] - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  });
});

describe('the distance of a cloud from its law', () => {
  const still = (shift: number, count = 400): Trajectories => {
    const { coordinates } = sampleMixture(gaussianMixture(2), count, createRandom(4));
    const positions = Float32Array.from([...coordinates, ...coordinates], (x) => x + shift);
    return { dimension: 2, count, times: Float64Array.of(0, 1), positions, evaluations: 1 };
  };
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2), schedule: 'cosine' };

  test('is that of chance for draws of it, and about the shift for a cloud that is shifted', () => {
    const times = Float64Array.of(0, 0.5, 1);
    const own = marginalDistances(model, still(0), times, createRandom(5));
    own.distances.forEach((distance, s) => expect(distance).toBeLessThan(1.2 * own.high[s]));
    const other = marginalDistances(model, still(1), times, createRandom(5));
    other.distances.forEach((distance, s) => {
      expect(distance).toBeGreaterThan(2 * other.high[s]);
      expect(distance).toBeCloseTo(1, 0);
    });
  });

  test('is told of the first thousand points, of a cloud that is no number as infinite, and of none in another dimension', () => {
    expect(marginalDistances(model, still(0, 1200), Float64Array.of(0), createRandom(5)).count).toBe(1000);
    expect(marginalDistances(model, still(NaN), Float64Array.of(1), createRandom(5)).distances[0]).toBe(Infinity);
    expect(() => marginalDistances({ ...model, source: gaussianMixture(1), target: gaussianMixture(1) }, still(0), Float64Array.of(0), createRandom(5))).toThrow(/cloud/);
  });
});
