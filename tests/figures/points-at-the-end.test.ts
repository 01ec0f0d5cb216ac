import { firstValueFrom, filter } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure } from '../../src/figures/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS, pointData, probed } from './probed.ts';

describe('where the data are points, at t = 1', () => {
  test('the probe tells no velocity and no density, and draws no arrow', async () => {
    const { reading, scene } = await probed({ x: [0.4, -0.3], t: 1 }, { target: pointData(2, 25) }, { probe: 'point' });
    expect(reading).toEqual({ key: 'point', t: 1, x: [0.4, -0.3], velocities: [{ model: 'exact', v: undefined }] });
    expect(ofKind(marksOf(scene, 1), 'arrows').reduce((sum, { count }) => sum + count, 0)).toBe(0);
  });

  test('the probe tells the same of a conditional field, and both before the end and of laws with spread the velocity', async () => {
    const told = async (target: string, models: readonly ['exact'] | readonly ['conditional-3'], t: number) => (await probed({ x: [0.4, -0.3], t }, { target }, { probe: 'point', models })).reading;
    expect(await told('moons', ['conditional-3'], 1)).toMatchObject({ velocities: [{ v: undefined }] });
    expect(await told('moons', ['conditional-3'], 0.99)).toMatchObject({ velocities: [{ v: [expect.any(Number), expect.any(Number)] }], density: expect.any(Number) as number });
    expect(await told('moons', ['exact'], 1)).toMatchObject({ velocities: [{ v: [expect.any(Number), expect.any(Number)] }], density: expect.any(Number) as number });
  });

  test('arrows are left out there and words say why, and only there', async () => {
    const drawn = async (t: number) => {
      const { flow } = createJoinedFlow({ target: pointData(2, 25) });
      flow.clock.seek(t);
      const scene = await firstValueFrom(figure(flow, flow.laws, { ...OPTIONS, layers: ['arrows'] }).pipe(filter((one) => ofKind(marksOf(one, 0.5), 'arrows').some(({ count }) => count > 1))));
      return { count: Math.max(...ofKind(marksOf(scene, t), 'arrows').map(({ count }) => count)), readings: scene.readings };
    };
    const before = await drawn(0.9);
    expect(before.count).toBeGreaterThan(20);
    expect(before.readings).toEqual([]);
    const end = await drawn(1);
    // One stands in the legend.
    expect(end.count).toBeLessThanOrEqual(1);
    expect(end.readings).toEqual([{ key: 'noVelocity' }]);
  });
});
