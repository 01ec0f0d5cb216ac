import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { filter, firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { figure, layerNames, registerLayer, type FigureScene } from '../../src/figures/index.ts';
import { firstOrbit, type PointsMark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

test.each(['plane', 'spacetime'] as const)('the README’s layer of a page’s own stands at the mean of the cloud, at each time that the cloud has, in a %s', async (view) => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const example = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code).find((code) => code.includes('registerLayer('))!;
  if (!layerNames().includes('mean')) (compileFunction(example.replace(/^import .*$/m, ''), ['registerLayer']) as (register: typeof registerLayer) => void)(registerLayer);
  const cloud = { ...defaultsOf(CLOUD), count: 40, steps: 8 };
  const { flow } = createJoinedFlow();
  const surface = createSurface();
  const dotAt = (scene: FigureScene, t: number): PointsMark | undefined =>
    scene.marks(t, surface, scene.camera(surface, firstOrbit)).find((mark) => mark.kind === 'points' && mark.radiusPx === 7) as PointsMark | undefined;
  const scene = await firstValueFrom(figure(flow, flow.laws, { view, layers: ['mean'], models: ['exact'], cloud }).pipe(filter((one) => dotAt(one, 0) !== undefined)));
  const { times, positions, count } = await firstValueFrom(flow.cloud({ ...cloud, model: 'exact' }));
  for (const [step, t] of times.entries()) {
    const mean = [0, 1].map((axis) => positions.subarray(2 * count * step, 2 * count * (step + 1)).reduce((sum, x, i) => (i % 2 === axis ? sum + x / count : sum), 0));
    const expected = new Float64Array(3);
    scene.context.view.place(mean, 1, t, expected);
    expect([...dotAt(scene, t)!.positions]).toEqual([...expected].map((value) => expect.closeTo(value, 5) as number));
  }
});
