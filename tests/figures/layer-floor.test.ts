import { filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { firstOrbit, type PlaneCamera } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type FlowParameters } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, surface } from './probed.ts';

type Told = Extract<Reading, { readonly key: 'floor'; readonly known: true }>;

async function chart(parameters: Partial<FlowParameters>, group?: number) {
  const { flow } = createJoinedFlow(parameters);
  const scene: FigureScene = await firstValueFrom(figure(flow, flow.laws, { view: 'floor-chart', layers: ['floor'], models: ['exact'], cloud: defaultsOf(CLOUD), ...(group && { group }) }).pipe(filter(({ readings }) => readings.length > 0)));
  const lines = ofKind(marksOf(scene, 0.5), 'strokes').filter(({ clipped }) => clipped);
  return { flow, scene, told: scene.readings[0] as Told, lines };
}

describe('the chart of floors', () => {
  test('has a line for independent pairs and one after reflow, at the heights of what the flow answers, with their names', async () => {
    const { flow, scene, told, lines } = await chart({ target: 'two-gaussians' });
    const found = await firstValueFrom(flow.floor({}));
    if (!found.known) throw new Error(found.why);
    expect(told).toMatchObject({ independent: { mean: found.independent.mean }, reflowed: { pairs: 2048 } });
    expect(lines.map(({ color, dashPx }) => [color, dashPx !== undefined])).toEqual([['exact', false], ['ink', true]]);
    found.times.forEach((t, s) => {
      expect(lines[0].positions[3 * s]).toBeCloseTo(t, 6);
      expect(lines[0].positions[3 * s + 1]).toBeCloseTo(Math.log10(found.independent.byTime[s]), 5);
    });
    const texts = ofKind(marksOf(scene, 0.5), 'text').map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['independent', 'after reflow', 't', '0.25', '10⁻²', '10']));
  });

  test('has of another coupling its own line with dots, and that of independent pairs beside it, fainter', async () => {
    const { scene, told, lines } = await chart({ target: 'two-gaussians', coupling: 'sinkhorn', epsilon: 0.5 }, 16);
    expect(told.own).toMatchObject({ coupling: 'sinkhorn', group: 16, epsilon: 0.5 });
    expect(lines.map(({ color }) => color)).toEqual(['exact', 'through']);
    expect(lines[0].opacity).toBeLessThan(lines[1].opacity);
    expect(ofKind(marksOf(scene, 0.5), 'points').map(({ count }) => count)).toEqual([lines[1].positions.length / 3]);
    expect(told.own!.mean).toBeLessThan(told.independent.mean);
  });

  test('keeps its lines clear of their names, and the last number of its axis whole, on a telephone too', async () => {
    const { scene } = await chart({ target: 'moons' });
    const phone = createSurface(328, 218);
    const camera = scene.camera(phone, firstOrbit) as PlaneCamera;
    const marks = scene.marks(0, phone, camera);
    const [, after] = ofKind(marks, 'strokes').filter(({ clipped }) => clipped);
    const name = ofKind(marks, 'text').find(({ text }) => text === 'after reflow')!;
    const half = (0.3 * name.text.length * name.size * phone.theme.fontSizePx) / camera.unitPx[0];
    const heights = [...after.positions].filter((_, i) => i % 3 === 1 && Math.abs(after.positions[i - 1] - name.at[0]) <= half);
    expect(heights.length).toBeGreaterThan(2);
    expect(Math.max(...heights)).toBeLessThanOrEqual(name.at[1]);
    const last = ofKind(marks, 'text').find(({ text }) => text === '1.00')!;
    // Digits of the widest fonts are 0.64 of their size.
    expect(camera.plot.left + camera.plot.width + 0.32 * (last.text.length - 0.5) * last.size * phone.theme.fontSizePx).toBeLessThanOrEqual(phone.widthPx);
  });

  test('tells time as the page does', async () => {
    const { scene } = await chart({ target: 'two-gaussians' });
    const on = createSurface(360, 240);
    const reversed = { ...on, theme: { ...on.theme, convention: 'data-at-0' as const } };
    const ticks = ofKind(scene.marks(0, reversed, scene.camera(reversed, { azimuthRad: 0, elevationRad: 0, zoom: 1 } as never)), 'text').filter(({ text }) => /^(0|1|0\.00|1\.00)$/.test(text)).sort((a, b) => a.at[0] - b.at[0]);
    expect(Number(ticks[0].text)).toBe(1);
  });

  test('says where there is nothing to draw', async () => {
    const { told, lines } = await chart({ schedule: 'variance-preserving' });
    expect(told).toEqual({ key: 'floor', known: false, why: 'infinite' });
    expect(lines).toEqual([]);
    expect(surface.widthPx).toBeGreaterThan(0);
  });
});
