import { filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { fetched, figure, layerOf, type FigureOptions, type FigureScene, type AnyReading, type LayerCode, type Reading } from '../../src/figures/index.ts';
import { textWidthPx, TICK_SIZE } from '../../src/figures/views/axes.ts';
import { dataset, exactVelocity } from '../../src/math/index.ts';
import type { PlaneCamera } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, surface } from './probed.ts';

type Cloud = FigureOptions['cloud'];
const cloudBy = (cloud: Partial<Cloud>): Cloud => ({ ...defaultsOf(CLOUD), count: 40, ...cloud });
type Told = Extract<Reading, { readonly key: 'solverErrors'; readonly known: true }>;

const errorsOf = ({ readings }: FigureScene): Told | undefined => readings.find((reading): reading is Told => reading.key === 'solverErrors' && reading.known);
const stepsOf = ({ readings }: FigureScene): Extract<Reading, { readonly key: 'steps' }> | undefined => readings.find((reading) => reading.key === 'steps');

const chart = (flow: Flow, cloud: Partial<Cloud>, layers: FigureOptions['layers'] = ['error']): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { view: 'chart', layers, models: ['exact'], cloud: cloudBy(cloud) }).pipe(filter((scene) => errorsOf(scene)?.own !== undefined || errorsOf(scene)?.isNoisy === true)));
const steps = (flow: Flow, view: FigureOptions['view'], cloud: Partial<Cloud>): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { view, layers: ['steps'], models: ['exact'], cloud: cloudBy(cloud) }).pipe(filter((scene) => cloud.solver === 'sde' || stepsOf(scene)?.error !== undefined)));
const textsOf = (scene: FigureScene): string[] => ofKind(marksOf(scene, 1), 'text').map(({ text }) => text);

describe('the chart of errors', () => {
  test('has a line for each solver on logarithmic axes, named with its slope, and a dot for the figure’s own', async () => {
    const { flow } = createJoinedFlow({ target: 'three-modes', schedule: 'cosine' });
    const compared = await firstValueFrom(flow.solverErrors({ model: 'exact' }));
    const scene = await chart(flow, { solver: 'heun', steps: 32 });
    const told = errorsOf(scene)!;
    for (const [solver, order] of [['euler', 1], ['midpoint', 2], ['heun', 2], ['rk4', 4]] as const) {
      expect(Math.abs(told.orders.find((one) => one.solver === solver)!.order - order), solver).toBeLessThan(0.1);
    }
    if (!compared.known) throw new Error('not known');
    const lines = ofKind(marksOf(scene, 1), 'strokes').filter(({ clipped }) => clipped);
    expect(lines.length).toBe(5);
    const euler = compared.curves[0];
    for (const i of [0, 3, 6]) {
      expect(lines[0].positions[3 * i]).toBeCloseTo(Math.log10(euler.evaluations[i]), 5);
      expect(lines[0].positions[3 * i + 1]).toBeCloseTo(Math.log10(euler.errors[i]), 5);
    }
    expect(textsOf(scene)).toEqual(expect.arrayContaining(['evaluations of the field', 'distance from the flow', '4', '10⁻⁴', 'dopri5', expect.stringMatching(/^euler −1\.0$/)]));
    // Its error, from its own cloud, lies on the curve: 64 evaluations are the fifth cost.
    expect(told.own).toMatchObject({ solver: 'heun', evaluations: 64 });
    expect(told.own!.error / compared.curves[2].errors[4]).toBeCloseTo(1, 2);
    const dot = ofKind(marksOf(scene, 1), 'points').find(({ radiusPx }) => radiusPx === 5)!;
    expect(dot.positions[1]).toBeCloseTo(Math.log10(told.own!.error), 5);
  });

  test('leaves paths with noise out, and shows of a variant its own solver alone', async () => {
    const { flow } = createJoinedFlow({ target: 'tilted-gaussian' });
    expect(errorsOf(await chart(flow, { solver: 'sde' }))).toMatchObject({ isNoisy: true, isClosed: true });
    const code = layerOf('error')!.code;
    const ofVariant = fetched<LayerCode<unknown, AnyReading>>(async () => {
      const { ask, make } = await code.fetch();
      return { ask: (of, context) => ask(of, { ...context, isVariant: true }), make: (context) => make({ ...context, isVariant: true }) };
    });
    const scene = await chart(flow, { solver: 'rk4', steps: 8 }, [{ name: 'error', code: ofVariant }]);
    expect(ofKind(marksOf(scene, 1), 'strokes').filter(({ clipped }) => clipped).length).toBe(1);
    expect(errorsOf(scene)!.orders.map(({ solver }) => solver)).toEqual(['rk4']);
  });

  test('keeps the names of its lines apart in a small figure', async () => {
    const { flow } = createJoinedFlow({ target: 'tilted-gaussian' });
    const scene = await chart(flow, {});
    const small = { ...surface, widthPx: 320, heightPx: 200 };
    const camera = scene.camera(small, { azimuthRad: 0, elevationRad: 0, zoom: 1 } as never);
    const names = ofKind(scene.marks(1, small, camera), 'text').filter(({ text }) => /^(euler|midpoint|heun|rk4|dopri5)/.test(text));
    const heights = names.map(({ at, offsetPx }) => offsetPx[1] - at[1] * (camera as never as { unitPx: [number, number] }).unitPx[1]).sort((a, b) => a - b);
    expect(names.length).toBe(5);
    heights.slice(1).forEach((height, i) => expect(height - heights[i]).toBeGreaterThan(10));
    const { plot, visible, unitPx } = camera as PlaneCamera;
    for (const { text, at, offsetPx } of names) expect(plot.left + (at[0] - visible.lower[0]) * unitPx[0] + offsetPx[0] + textWidthPx(text, TICK_SIZE * small.theme.fontSizePx), text).toBeLessThan(small.widthPx);
  });
});

describe('the layer of steps', () => {
  test('draws Euler’s steps as straight segments along the field where each begins, with a tick for each on a line of times', async () => {
    const { flow } = createJoinedFlow();
    const scene = await steps(flow, 'plane', { solver: 'euler', steps: 5 });
    const strokes = ofKind(marksOf(scene, 0.5), 'strokes');
    const segments = strokes.find(({ widthPx }) => widthPx === 1.8)!;
    expect(segments.offsets).toEqual(Array.from({ length: 10 }, (_, line) => 6 * line));
    const velocity = exactVelocity({ kind: 'mixture', source: dataset('gaussian').law, target: dataset('moons').law });
    const v = new Float64Array(2);
    for (const [line, s] of [[0, 0], [3, 2], [8, 4]]) {
      const from = 3 * (6 * line + s);
      velocity(Float64Array.of(segments.positions[from], segments.positions[from + 1]), s / 5, v);
      for (const axis of [0, 1]) expect(segments.positions[from + 3 + axis] - segments.positions[from + axis]).toBeCloseTo(v[axis] / 5, 4);
    }
    const ruler = strokes.find(({ widthPx, color }) => widthPx === 1.4 && color === 'ink')!;
    const ticks = Array.from({ length: 6 }, (_, s) => ruler.positions[3 * (2 + 2 * s)]);
    ticks.slice(1).forEach((x, s) => expect(x - ticks[s]).toBeCloseTo((ticks[5] - ticks[0]) / 5, 4));
    expect(stepsOf(scene)).toMatchObject({ count: 5, evaluations: 5 });
    expect(stepsOf(scene)!.shortest).toBeCloseTo(0.2, 12);
  });

  test('tells the same error as the chart', async () => {
    const { flow } = createJoinedFlow({ target: 'tilted-gaussian' });
    const told = stepsOf(await steps(flow, 'plane', { solver: 'euler', steps: 8 }))!;
    expect(told.error).toBe(errorsOf(await chart(flow, { solver: 'euler', steps: 8 }))!.own!.error);
    expect(told.points).toBe(24);
  });

  test('shows where dopri5 ends its steps, each by t, on a line as on its axis', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians' });
    const { times } = await firstValueFrom(flow.cloud({ ...cloudBy({ solver: 'dopri5' }), model: 'exact' }));
    const scene = await steps(flow, 'line', { solver: 'dopri5' });
    const ticks = ofKind(marksOf(scene, 0), 'strokes').find(({ widthPx, color }) => widthPx === 1.4 && color === 'ink')!;
    times.forEach((t, s) => expect(ticks.positions[6 * s]).toBeCloseTo(t, 5));
    const { shortest, longest, count } = stepsOf(scene)!;
    expect(count).toBe(times.length - 1);
    expect(longest).toBeGreaterThan(1.5 * shortest);
  });

  test.each([['spacetime', 'moons'], ['volume', 'trefoil']] as const)('stands %s, and where the paths have noise it tells no error', async (view, target) => {
    const { flow } = createJoinedFlow({ target });
    const scene = await steps(flow, view, { solver: 'sde', steps: 6 });
    expect(ofKind(marksOf(scene, 1), 'strokes').some(({ widthPx, offsets }) => widthPx === 1.8 && offsets[1] === 7)).toBe(true);
    expect(stepsOf(scene)).not.toHaveProperty('error');
  });
});

