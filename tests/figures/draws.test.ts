import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { figure } from '../../src/figures/index.ts';
import type { PointsMark } from '../../src/scene/index.ts';
import type { ModelName } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS } from './probed.ts';

/** The moving cloud of a figure at t = 0.3, and its other dots. */
async function clouds(target: string, model: ModelName): Promise<{ readonly cloud: PointsMark; readonly others: readonly PointsMark[] }> {
  const { flow } = createJoinedFlow({ target });
  const view = target === 'moons' ? 'plane' : 'line';
  const scene = await firstValueFrom(figure(flow, flow.laws, { ...OPTIONS, view, models: [model], layers: ['particles'] }));
  const dots = structuredClone(ofKind(marksOf(scene, 0.3), 'points'));
  return { cloud: dots.find(({ color }) => color === 0.3)!, others: dots.filter(({ color }) => color !== 0.3) };
}

const placesOf = ({ positions, count }: PointsMark): string[] =>
  [...new Set(Array.from({ length: count }, (_, i) => [...positions.subarray(3 * i, 3 * i + 2)].map((value) => value.toFixed(2)).join()))];

test.each(['moons', 'two-gaussians'])('a conditional field of few draws to %s has each of them in its picture, whatever the time is', async (target) => {
  for (const draws of [1, 3]) {
    const { cloud, others: [drawn, ...more] } = await clouds(target, `conditional-${draws}`);
    expect(more).toEqual([]);
    expect(drawn.color).toBe(1);
    expect(placesOf(drawn)).toHaveLength(draws);
    expect(drawn.radiusPx).toBeGreaterThan(1.5 * cloud.radiusPx);
  }
});

test('the exact field and one of many draws have none', async () => {
  for (const model of ['exact', 'conditional-100'] as const) expect((await clouds('moons', model)).others).toEqual([]);
});
