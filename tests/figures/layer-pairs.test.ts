import { describe, expect, test } from 'vitest';
import { firstValueFrom } from 'rxjs';
import type { Reading } from '../../src/figures/index.ts';
import { orderChanges, pairCrossings } from '../../src/figures/crossings.ts';
import { namedSchedule } from '../../src/math/index.ts';
import { marksOf, ofKind, OPTIONS, probed, VIEWS } from './probed.ts';

type Crossings = Extract<Reading, { readonly key: 'crossings' }>;
const nowhere = { x: [0], t: 0.5 };

describe.each(VIEWS)('in a %s', (view, target) => {
  test.each([1, 3, 30, 'all'] as const)('shows the paths of %s pairs, from the noise of the flow’s own paths', async (pairs) => {
    const { scene, reading, flow } = await probed(nowhere, { target }, { view, layers: ['pairs', 'paths'], pairs });
    const count = pairs === 'all' ? 100 : pairs;
    expect((reading as Crossings).count).toBe(count);
    const [paths] = ofKind(marksOf(scene, 0.5), 'strokes').filter(({ color, widthPx }) => color === 'ink' && widthPx === 1.1);
    expect(paths.offsets).toHaveLength(count + 1);
    const { positions, dimension } = await firstValueFrom(flow.cloud({ ...OPTIONS.cloud, model: 'exact' }));
    const start = new Float64Array(3);
    scene.context.view.place(positions.subarray(0, dimension), 1, 0, start);
    [0, 1, 2].forEach((axis) => expect(paths.positions[axis]).toBeCloseTo(start[axis], 4));
  });
});

test.each(['linear', 'cosine', 'variance-preserving'] as const)('on a line marks where two paths cross under the schedule %s; the flow’s own keep their order', async (schedule) => {
  const { scene, reading } = await probed(nowhere, { target: 'two-gaussians', schedule }, { view: 'line', layers: ['pairs'], pairs: 30, cloud: { ...OPTIONS.cloud, steps: 64 } });
  const { onLine } = reading as Crossings;
  expect(onLine!.pairs).toBeGreaterThan(50);
  expect(onLine!.flow).toBe(0);
  expect(ofKind(marksOf(scene, 0.5), 'points').map(({ count }) => count)).toContain(onLine!.pairs);
});

test('a crossing is at one place at one time on both paths, and there is one for each pair in another order at the end', () => {
  const ends = { count: 3, x0: [0, 1, 2], x1: [5, 1, -4] };
  const schedule = namedSchedule('cosine');
  const found = pairCrossings(ends, schedule);
  expect(found).toHaveLength(3);
  const at = (i: number, t: number) => schedule.alpha(t) * ends.x1[i] + schedule.sigma(t) * ends.x0[i];
  for (const { x, t } of found) expect([0, 1, 2].filter((i) => Math.abs(at(i, t) - x) < 1e-12)).toHaveLength(2);
  expect(orderChanges({ dimension: 1, count: 3, times: Float64Array.of(0, 1), positions: Float32Array.of(0, 1, 2, 5, 1, -4), evaluations: 1 }, 3)).toBe(3);
});

test('pairs of a conditional field lead to its draws of the data, which its own paths reach', async () => {
  const { scene, flow } = await probed(nowhere, {}, { layers: ['pairs'], pairs: 3, models: ['conditional-1'] });
  const [paths] = ofKind(marksOf(scene, 0.5), 'strokes').filter(({ color, widthPx }) => color === 'ink' && widthPx === 1.1);
  const { positions } = await firstValueFrom(flow.cloud({ model: 'conditional-1', solver: 'midpoint', steps: 8, count: 1 }));
  for (let i = 0; i < 3; i++) [0, 1].forEach((axis) => expect(paths.positions[3 * (2 * i + 1) + axis]).toBeCloseTo(positions.at(axis - 2), 4));
});

test('pairs of minibatch optimal transport cross less often than independent ones', async () => {
  const crossings = await Promise.all((['independent', 'ot'] as const).map(async (coupling) => {
    const { reading } = await probed(nowhere, { target: 'two-gaussians', coupling }, { view: 'line', layers: ['pairs'], pairs: 30, models: ['learned'] });
    return (reading as Crossings).onLine!.pairs;
  }));
  expect(crossings[1]).toBe(0);
  expect(crossings[0]).toBeGreaterThan(50);
});
