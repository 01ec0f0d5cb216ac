import { delay, firstValueFrom, of } from 'rxjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { darkTheme, figure, lightTheme, render, type FigureScene, type RenderOptions } from '../../src/figures/index.ts';
import { paintSvg } from '../../src/scene/index.ts';
import { createFlow, ParameterError, readRecording, recordCompute, recordedCompute, writeRecording } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, phase, SMALL } from '../streams/joined-flow.ts';
import { OPTIONS, VIEWS } from './probed.ts';

const SIZE = { widthPx: 480, heightPx: 320 };
const LAYERS = ['arrows', 'density', 'particles', 'paths', 'points'];

/** A figure that is shown comes to a picture, and keeps it. Workers are threads of their own in a page; here they leave time to nobody while they compute. */
async function expectToComeTo(svg: string, ...[flow, { t, widthPx, heightPx, ...options }]: Parameters<typeof render>): Promise<void> {
  let scene: FigureScene | undefined;
  const subscription = figure(flow, flow.laws, options).subscribe((shown) => (scene = shown));
  onTestFinished(() => subscription.unsubscribe());
  const isSame = (): boolean => scene !== undefined && paintSvg(scene, t, { widthPx, heightPx, theme: lightTheme }) === svg;
  await expect.poll(isSame, { timeout: 60_000, interval: 200 }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(isSame()).toBe(true);
}

describe('a figure that is drawn without a screen', () => {
  test.each(VIEWS)('is in a %s what a figure of the same flow comes to, with all its layers as fine as they become', async (view, target, x) => {
    const options: RenderOptions = { ...OPTIONS, ...SIZE, view, layers: LAYERS, chosen$: of([{ x, t: 0.5 }]), t: 0.4 };
    const svg = await render(createJoinedFlow({ target }).flow, options);
    expect(typeof document).toBe('undefined');
    expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320"')).toBe(true);
    await expectToComeTo(svg, createJoinedFlow({ target }).flow, options);
  }, 90_000);

  test('is the same by a recording, which needs no worker', async () => {
    const options: RenderOptions = { ...OPTIONS, ...SIZE, view: 'plane', layers: LAYERS, t: 1 };
    const { compute, recording } = recordCompute(joinedCompute().compute);
    const live = await render(createFlow(SMALL, { compute }), options);
    const played = createFlow(SMALL, { compute: recordedCompute(readRecording(writeRecording(recording()))) });
    expect(await render(played, options) === live).toBe(true);
  });

  test('is another at another time, of another size, for a dark page, and of a network that has learned', async () => {
    const { flow } = createJoinedFlow();
    const options: RenderOptions = { ...OPTIONS, ...SIZE, view: 'plane', layers: LAYERS, models: ['learned'], t: 0.4 };
    const shown = [await render(flow, options), await render(flow, { ...options, t: 0.9 }), await render(flow, { ...options, widthPx: 700 }), await render(flow, { ...options, theme: darkTheme })];
    flow.training.start();
    await phase(flow, 'done');
    shown.push(await render(flow, options));
    expect(new Set(shown).size).toBe(5);
    expect(await firstValueFrom(flow.isBusy$)).toBe(false);
  });

  test('shows the network of a moment while a training goes on, however long its answers take', async () => {
    const { compute } = joinedCompute();
    // Longer than from report to report: by then another network is asked about.
    const slow: typeof compute = { ...compute, call: (name, request) => compute.call(name, request).pipe(delay(800)) };
    const flow = createFlow({ ...SMALL, hiddenLayers: [64, 64, 64], steps: 100_000 }, { compute: slow });
    const training = flow.training.state$.subscribe();
    onTestFinished(() => training.unsubscribe());
    flow.training.start();
    await phase(flow, 'training');
    const svg = await render(flow, { ...OPTIONS, ...SIZE, view: 'plane', layers: ['arrows', 'particles'], models: ['learned'], t: 0.4 });
    expect(svg).toMatch(/^<svg .*<path/s);
  }, 20_000);

  test('is refused where nothing of it is known, and where it cannot be asked', async () => {
    const options: RenderOptions = { ...OPTIONS, ...SIZE, view: 'plane', layers: ['arrows'], t: 0.4 };
    await expect(render(createJoinedFlow({ coupling: 'ot' }).flow, options)).rejects.toThrow(RangeError);
    await expect(render(createJoinedFlow().flow, { ...options, layers: ['particles'], cloud: { ...options.cloud, solver: 'dopri5', count: 5000 } })).rejects.toThrow(ParameterError);
  });

  test.each<[string, object, RegExp]>([
    ['a view that there is not', { view: 'x' }, /^There is no view "x"; there are plane, spacetime, line, volume, gallery, chart, floor-chart\.$/],
    ['a layer that there is not', { layers: ['arrows', 'zz'] }, /^There is no layer "zz"; there are arrows, streamlines, density, .*plan/],
    ['no layers', { layers: [] }, /^There are no "layers" and no "probe": name some of arrows, streamlines, density, /],
    ['a probe that there is not', { layers: [], probe: 'zz' }, /^There is no probe "zz"; there are point, pairs, /],
    ['no models', { models: [] }, /^There are no "models": name one, such as "exact" or "learned"\.$/],
    ['a width that is none', { widthPx: Number.NaN }, /^"widthPx" is no number: NaN\.$/],
    ['a height of nothing', { heightPx: 0 }, /^"heightPx" is more than 0, not 0\.$/],
    ['no time', { t: undefined }, /^"t" is no number: undefined\.$/],
    ['layers that are no list', { layers: undefined }, /^"layers" and "models" are lists\.$/],
    ['a view of more axes than there are', { view: 'volume' }, /^The view "volume" shows data of 3 axes, which "moons" is not\.$/],
    ['a gallery of what are no pictures', { view: 'gallery' }, /^The view "gallery" shows pictures, which "moons" is not\.$/],
  ])('says what is wrong with it, and what there is: %s', async (_, wrong, sentence) => {
    const options = { ...OPTIONS, ...SIZE, view: 'plane', layers: ['arrows'], t: 0.4, ...wrong } as RenderOptions;
    const error: unknown = await render(createJoinedFlow().flow, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toMatch(sentence);
  });

  test('is refused by a recording that does not hold its answers', async () => {
    const flow = createFlow(SMALL, { compute: recordedCompute({ version: 2, entries: [] }) });
    await expect(render(flow, { ...OPTIONS, ...SIZE, view: 'plane', layers: ['arrows'], t: 0.4 })).rejects.toThrow('The recording holds no answer to this "sampleField"');
  });

  test('needs a recording where there is no page', async () => {
    const drawn = render(createFlow(SMALL), { ...OPTIONS, ...SIZE, view: 'plane', layers: ['arrows'], t: 0.4 });
    await expect(drawn).rejects.toThrow('Without a page there are no workers: give the flow `compute: recordedCompute(recording)`.');
  });
});
