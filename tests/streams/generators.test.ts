import { filter, firstValueFrom, take, timeout, toArray } from 'rxjs';
import { describe, expect, test } from 'vitest';
import {
  carry, conditioned, createRandom, exactDensity, fitMixture, lawOfClass, mixtureMoments, pointsDataset, pointsMoments, sampleMixture, tiltedLaw, velocityField,
  type Dataset, type GuidedModel, type MixtureModel, type Points,
} from '../../src/math/index.ts';
import { ParameterError } from '../../src/streams/index.ts';
import { createJoinedFlow } from './joined-flow.ts';

const NAMES = ['left', 'right'];

/** Two clouds side by side, of one class each. */
function createData(bandwidth = 0.3): Dataset {
  const random = createRandom(5);
  const coordinates = Float64Array.from({ length: 160 }, (_, at) => random.normal() * 0.6 + (at % 2 === 0 ? (at < 80 ? -2 : 2) : 0));
  const points: Points = { dimension: 2, count: 80, coordinates };
  return pointsDataset({ name: 'two.csv', columns: ['a', 'b'], points, bandwidth, classes: { names: NAMES, ofComponents: Int32Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 1)) } });
}

const values = { points: [0.5, -0.2], t: 0.6 };

describe('the exact field of a condition', () => {
  test('is that of the class, beyond it by guidance, and of all data again without', async () => {
    const target = createData();
    const { flow } = createJoinedFlow({ target, condition: 'right' });
    const model: MixtureModel = { kind: 'mixture', source: flow.laws.source.law, target: target.law };
    const velocityOf = async (): Promise<number[]> => [...(await firstValueFrom(flow.values({ model: 'exact', ...values }))).velocity];
    const expected = (guidance: number): number[] => {
      const out = new Float64Array(2);
      velocityField(conditioned(model, target.classes!, { class: 'right', guidance }))(Float64Array.from(values.points), values.t, out);
      return [...out];
    };
    expect(await velocityOf()).toEqual(expected(1));
    flow.set({ guidance: 3 });
    expect(await velocityOf()).toEqual(expected(3));
    expect((await firstValueFrom(flow.values({ model: 'exact', ...values }))).density).toBeUndefined();
    flow.set({ condition: 'none' });
    expect(await velocityOf()).toEqual(expected(0));
  });

  test('has the law of the class for its density', async () => {
    const target = createData();
    const { flow } = createJoinedFlow({ target, condition: 'left' });
    const { density } = await firstValueFrom(flow.values({ model: 'exact', ...values }));
    const out = new Float64Array(1);
    exactDensity({ kind: 'mixture', source: flow.laws.source.law, target: lawOfClass(target.law, target.classes!, 'left') })(Float64Array.from(values.points), values.t, out);
    expect(density![0]).toBeCloseTo(out[0], 12);
  });

  test('is refused for a class that no row has, for data without classes, and clamped in its guidance', () => {
    const { flow } = createJoinedFlow({ target: createData() });
    expect(() => flow.set({ condition: 'top' })).toThrow(new ParameterError('condition', { key: 'unknownClass', given: 'top', known: NAMES }));
    expect(() => flow.set({ target: 'moons', condition: 'left' })).toThrow(/The data "moons" have no classes/);
    expect(flow.parameters.condition).toBe('none');
    flow.set({ guidance: 1e9 });
    expect(flow.parameters.guidance).toBe(100);
  });
});

describe('laws that stand for the data', () => {
  test('a mixture of three Gaussians is the one that expectation maximisation finds of the worker\'s draws, for each seed', async () => {
    const { flow } = createJoinedFlow({ target: 'three-modes', seed: 2 });
    const cloud = await firstValueFrom(flow.cloud({ model: 'gmm-3', count: 400, steps: 16 }));
    const data = sampleMixture(flow.laws.target.law, 2000, createRandom(2, 111));
    const { law } = fitMixture(data, { components: 3 }, createRandom(2, 112));
    const end = pointsMoments({ dimension: 2, count: 400, coordinates: cloud.positions.slice(-800) });
    const exact = mixtureMoments(law);
    // Means of 400 points are known to a twentieth of their deviation.
    for (let k = 0; k < 2; k++) expect(Math.abs(end.mean[k] - exact.mean[k])).toBeLessThan(4 * Math.sqrt(exact.covariance[3 * k] / 400));
    const next = firstValueFrom(flow.cloud({ model: 'gmm-3', count: 400, steps: 16 }).pipe(filter((now) => now !== cloud)));
    flow.set({ seed: 3 });
    expect((await next).positions).not.toEqual(cloud.positions);
  });

  test('are told apart by how near they come: the flow to the noise, one Gaussian far off', async () => {
    const { flow } = createJoinedFlow({ target: 'moons' });
    const [ppca, gmm, exact] = await Promise.all((['ppca-1', 'gmm-8', 'exact'] as const).map((model) => firstValueFrom(flow.fit({ model }))));
    expect(exact.logDensity).toBeCloseTo(exact.best!, 12);
    expect(exact.distance).toBeLessThan(1.5 * exact.noise);
    expect(ppca.noise).toBe(exact.noise);
    expect(ppca.distance).toBeGreaterThan(gmm.distance);
    expect(ppca.logDensity!).toBeLessThan(gmm.logDensity!);
    // The excess is a divergence of Kullback and Leibler, by 512 points.
    expect(gmm.logDensity!).toBeLessThan(gmm.best!);
  });

  test('of many axes all are told of the same draws, where the divergence of some is estimated', async () => {
    const random = createRandom(6);
    const points: Points = { dimension: 12, count: 60, coordinates: Float64Array.from({ length: 720 }, () => random.normal()) };
    const { flow } = createJoinedFlow({ target: pointsDataset({ name: 'codes', columns: Array.from({ length: 12 }, (_, k) => `c${k}`), points, bandwidth: 0.5 }) });
    const [ppca, exact] = await Promise.all((['ppca-3', 'exact'] as const).map((model) => firstValueFrom(flow.fit({ model }))));
    expect(ppca.best).toBe(exact.best);
    expect(ppca.logDensity!).toBeLessThan(ppca.best!);
  });

  test('guided samples are not those of the tilted law, by more than noise', async () => {
    const target = createData(0.5);
    const { flow } = createJoinedFlow({ target, condition: 'right', guidance: 4 });
    const [sampled, tilted] = await Promise.all((['exact', 'law'] as const).map((model) => firstValueFrom(flow.fit({ model }))));
    expect(tilted.distance).toBeLessThan(1.5 * tilted.noise);
    expect(sampled.distance).toBeGreaterThan(1.5 * sampled.noise);
    expect(tilted.logDensity!).toBeGreaterThan(sampled.logDensity!);
    const model: MixtureModel = { kind: 'mixture', source: flow.laws.source.law, target: target.law };
    const guided = conditioned(model, target.classes!, { class: 'right', guidance: 4 }) as GuidedModel;
    const law = await firstValueFrom(flow.cloud({ model: 'law', count: 600, steps: 24 }));
    const end = carry(velocityField(guided), startOf(law.positions), { solver: 'heun', steps: 24 });
    const means = [pointsMoments(end).mean[0], pointsMoments({ dimension: 2, count: 600, coordinates: law.positions.slice(-1200) }).mean[0], mixtureMoments(tiltedLaw(guided)).mean[0]];
    expect(Math.abs(means[1] - means[2])).toBeLessThan(0.1);
    expect(Math.abs(means[0] - means[2])).toBeGreaterThan(Math.abs(means[1] - means[2]));
  }, 60_000);

  test('of points without spread a fit tells the distance alone, and there is no tilted law, in words', async () => {
    const { flow } = createJoinedFlow({ target: createData(0) });
    expect(Object.keys(await firstValueFrom(flow.fit({ model: 'exact' })))).toEqual(['count', 'distance', 'noise']);
    flow.set({ condition: 'right', guidance: 2 });
    await expect(firstValueFrom(flow.cloud({ model: 'law' }))).rejects.toMatchObject({ saying: { key: 'tiltedPoints' } });
  });

  test('a change of the condition makes another law of the same name', async () => {
    const { flow } = createJoinedFlow({ target: createData(), condition: 'left' });
    const both = firstValueFrom(flow.cloud({ model: 'ppca-1', count: 50, steps: 8 }).pipe(take(2), toArray(), timeout(20_000)));
    await firstValueFrom(flow.cloud({ model: 'ppca-1', count: 50, steps: 8 }));
    flow.set({ condition: 'right' });
    const [left, right] = (await both).map(({ positions }) => pointsMoments({ dimension: 2, count: 50, coordinates: positions.slice(-100) }).mean[0]);
    expect(left).toBeLessThan(-0.5);
    expect(right).toBeGreaterThan(0.5);
  });

  test('names that are none are refused', () => {
    const { flow } = createJoinedFlow();
    for (const model of ['gmm', 'gmm-0', 'gmm-65', 'ppca-4', 'law-1', 'exact-2', 'toString', 'constructor']) {
      expect(() => flow.cloud({ model: model as 'law' }).subscribe().unsubscribe(), model).toThrow(/There is no model/);
    }
  });
});

/** Where a cloud of 600 points of the plane starts. */
const startOf = (positions: Float32Array): Points => ({ dimension: 2, count: 600, coordinates: Float64Array.from(positions.slice(0, 1200)) });
