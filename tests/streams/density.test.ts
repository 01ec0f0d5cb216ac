import { asyncScheduler, filter, firstValueFrom, map } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createNetwork, dataset, exactDensity, gaussianMixture, gridPoints, isotropicMixture, type DensityVolume, type MixtureModel } from '../../src/math/index.ts';
import { figure, type FigureOptions, type FigureScene } from '../../src/figures/index.ts';
import { firstOrbit } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Compute, type Flow } from '../../src/streams/index.ts';
import type { Basis } from '../../src/streams/models.ts';
import type { BasisOf } from '../../src/streams/question.ts';
import { askDensity } from '../../src/streams/density-question.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow, phase } from './joined-flow.ts';

/** N(1.5, 0.25), as a law that an author has. */
const BELL = { ...dataset('two-gaussians'), name: 'bell', law: isotropicMixture(1, [1.5], 0.5) };
const spec = { model: 'learned', grid: { dimension: 1, lower: [-4], upper: [4], size: [81] }, times: [0, 0.25, 0.5, 0.75, 1], steps: 16 } as const;

async function trained(flow: Flow): Promise<void> {
  const watching = flow.training.state$.subscribe();
  onTestFinished(() => watching.unsubscribe());
  flow.training.start();
  await phase(flow, 'done');
}

/** Total variation between a volume and the closed form, the largest over its times. */
function distance({ grid, times, density }: DensityVolume, { laws }: Flow): number {
  const model: MixtureModel = { kind: 'mixture', source: laws.source.law, target: laws.target.law };
  const nodes = density.length / times.length;
  const exact = new Float64Array(nodes);
  return Math.max(...Array.from(times, (t, s) => {
    exactDensity(model)(gridPoints(grid), t, exact);
    return exact.reduce((sum, value, i) => sum + 0.5 * Math.abs(value - density[s * nodes + i]), 0) * 0.1;
  }));
}

test('the density of a network that has learned a Gaussian is nearly that Gaussian’s, and its mass is 1', async () => {
  const { flow } = createJoinedFlow({ target: BELL, hiddenLayers: [32, 32], batch: 256, steps: 1500 });
  const before = await firstValueFrom(flow.density(spec));
  expect(before.times.length).toBe(5);
  // Whatever a network is, it moves all of the source and makes no more of it.
  for (const mass of before.mass) expect(mass).toBeCloseTo(1, 2);
  expect(distance(before, flow)).toBeGreaterThan(0.5);
  await trained(flow);
  const after = await firstValueFrom(flow.density({ ...spec, steps: 17 }));
  for (const mass of after.mass) expect(mass).toBeCloseTo(1, 2);
  expect(distance(after, flow)).toBeLessThan(0.04);
}, 20_000);

test('a training is followed at most once a second, to its last network, and only while somebody listens', () => {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(({ cold, hot, expectObservable, expectSubscriptions, flush }) => {
    const asked: string[] = [];
    const networks = { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e', z: 'z' };
    // A report each 400 ms; the last one comes alone.
    const reports = '400ms a 399ms b 399ms c 399ms d 399ms e 5s z';
    const snapshots = hot(reports, networks);
    const bases = Object.fromEntries(Object.values(networks).map((name) => [name, { name, model: createNetwork({ dimension: 1, hidden: [2], activation: 'silu', seed: name.charCodeAt(0) }), laws: { source: { law: gaussianMixture(1) } } } as unknown as Basis]));
    const basisOf: BasisOf = () => snapshots.pipe(map((name) => bases[name]));
    const nameOf = (model: unknown): string => Object.keys(bases).find((name) => bases[name].model === model)!;
    const compute = { call: (_: string, request: { model: unknown }) => (asked.push(nameOf(request.model)), cold('10ms (v|)', { v: nameOf(request.model) })) } as unknown as Compute;
    const density$ = askDensity(basisOf, compute, asyncScheduler)(spec).pipe(map(({ answer }) => answer as unknown));
    expectObservable(density$, '20s !').toBe('410ms a 999ms c 999ms e 4600ms z', networks);
    expectSubscriptions(snapshots.subscriptions).toBe('^ 19999ms !');
    flush();
    expect(asked).toEqual(['a', 'c', 'e', 'z']);
  });
});

test('a density of the exact field is carried as well, and a closed form agrees', async () => {
  const { flow } = createJoinedFlow({ target: 'two-gaussians' });
  expect(distance(await firstValueFrom(flow.density({ ...spec, model: 'exact', steps: 64 })), flow)).toBeLessThan(1e-4);
});

test.each<[FigureOptions['view'], string, string]>([['plane', 'moons', 'density'], ['plane', 'moons', 'contours'], ['line', 'two-gaussians', 'density'], ['spacetime', 'moons', 'contours']])(
  'in a %s of %s the layer %s is of the network, and says how much of it is in the picture',
  async (view, target, layer) => {
    const { flow } = createJoinedFlow({ target });
    const surface = createSurface();
    const options = { view, layers: [layer, 'density'], models: ['learned'], cloud: { ...defaultsOf(CLOUD), count: 40, steps: 8 } } as const;
    const marksAt = (scene: FigureScene, t: number) => scene.marks(t, surface, scene.camera(surface, firstOrbit));
    const scene = await firstValueFrom(figure(flow, flow.laws, options).pipe(filter((shown) => (marksAt(shown, 0.5), shown.readings.length > 0))));
    expect(scene.readings).toEqual([{ key: 'mass', mass: expect.closeTo(0.97, 1) }]);
    const kept = scene.readings[0];
    marksAt(scene, 0.5 + 1e-9);
    expect(scene.readings[0]).toBe(kept);
    const inked = (t: number) => JSON.stringify(marksAt(scene, t).filter(({ kind }) => kind === 'image' || kind === 'strokes'), (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value));
    expect(inked(1)).not.toBe(inked(0));
  },
);
