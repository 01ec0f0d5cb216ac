import { filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { textWidthPx } from '../../src/figures/views/axes.ts';
import { firstOrbit, type PlaneCamera } from '../../src/scene/index.ts';
import { createSurface } from '../scene/create.ts';
import { domainOf, figure, type FigureOptions, type FigureScene } from '../../src/figures/index.ts';
import { createRandom, decode, marginalLaw, pictureDecoder, pointsDataset, sampleMixture, type Dataset, type Points } from '../../src/math/index.ts';
import type { FlowParameters } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS } from './probed.ts';

const SIZE = { width: 4, height: 3 };
const COUNT = 60;
const AXES = 5;

/** Pictures of one bright bar each, which stands somewhere, on a little noise. */
function createShades(): Uint8Array {
  const random = createRandom(4);
  return Uint8Array.from({ length: COUNT * 12 }, (_, i) => (i % 4 === Math.floor(i / 12) % 4 ? 180 : 20) + 50 * random.uniform());
}

async function createPictures(): Promise<{ data: Dataset; code: Points }> {
  const { axes, code } = await firstValueFrom(joinedCompute().compute.call('encodePictures', { shades: createShades(), pixels: 12, count: AXES }));
  const columns = Array.from({ length: AXES }, (_, k) => `z${k + 1}`);
  return { data: { ...pointsDataset({ name: 'bars', columns, points: code, bandwidth: 0.1 }), pictures: { ...SIZE, axes } }, code };
}

const show = async (target: Dataset, given: Partial<FigureOptions>, parameters: Partial<FlowParameters> = {}): Promise<FigureScene> => {
  const { flow } = createJoinedFlow({ target, ...parameters });
  const isWhole = (scene: FigureScene): boolean => (given.view === 'gallery' ? scene.readings : marksOf(scene, 0.5)).length > 0;
  return firstValueFrom(figure(flow, flow.laws, { ...OPTIONS, cloud: { ...OPTIONS.cloud, steps: 24 }, ...given }).pipe(filter(isWhole)));
};

describe('pictures as codes', () => {
  test('come back from standardised codes as from the codes themselves', async () => {
    const { data, code } = await createPictures();
    const shades = new Float32Array(12);
    const expected = decode(data.pictures!.axes, code).coordinates;
    pictureDecoder(data.pictures!, data.units!.scale)(data.law.means, 3 * AXES, shades);
    shades.forEach((shade, i) => expect(shade).toBeCloseTo(expected[36 + i], 5));
  });

  test('and more axes than the pictures vary in are refused', async () => {
    const { compute } = joinedCompute();
    const asked = firstValueFrom(compute.call('encodePictures', { shades: createShades(), pixels: 12, count: 13 }));
    await expect(asked).rejects.toThrow('12');
  });

  test('hang in three rows: generated at the time, the nearest data, and the noise decoded', async () => {
    const { data } = await createPictures();
    const scene = await show(data, { view: 'gallery', layers: ['gallery'] });
    const [generated, nearest, ppca] = ofKind(marksOf(scene, 1), 'image').map(({ opacities }) => Uint8ClampedArray.from(opacities));
    // The exact field of points leads to within their bandwidth of one of them.
    const apart = (a: Uint8ClampedArray, b: Uint8ClampedArray): number => Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
    expect(apart(generated, nearest)).toBeLessThan(15);
    expect(apart(ppca, nearest)).toBeGreaterThan(2 * apart(generated, nearest));
    const [start] = ofKind(marksOf(scene, 0), 'image');
    expect(apart(start.opacities, ppca)).toBe(0);
    expect(ofKind(marksOf(scene, 0), 'text').map(({ text }) => text)).toEqual(['generated', 'nearest data to what they become', 'PPCA, from the same noise']);
    const [reading] = scene.readings;
    if (reading.key !== 'gallery') throw new Error(reading.key);
    expect(reading.distance).toBeGreaterThan(0);
    expect(reading.distance).toBeLessThan(reading.typical!);
  });

  test.each([230, 360, 720])('have their words between the rows, whole, in a figure %i px wide', async (widthPx) => {
    const { data } = await createPictures();
    const scene = await show(data, { view: 'gallery', layers: ['gallery'] });
    const surface = createSurface(widthPx, widthPx / 1.2);
    const camera = scene.camera(surface, firstOrbit) as PlaneCamera;
    const marks = scene.marks(1, surface, camera);
    const yOf = (y: number): number => camera.plot.top + (camera.visible.upper[1] - y) * camera.unitPx[1];
    const [rows, captions] = [ofKind(marks, 'image'), ofKind(marks, 'text')];
    captions.forEach(({ text, at, offsetPx, size }, row) => {
      const sizePx = size * surface.theme.fontSizePx;
      const bottom = yOf(at[1]) + offsetPx[1];
      expect(bottom, text).toBeLessThan(yOf(rows[row].upper[1]));
      expect(bottom - sizePx, text).toBeGreaterThan(row === 0 ? 0 : yOf(rows[row - 1].lower[1]));
      expect(textWidthPx(text, sizePx), text).toBeLessThanOrEqual(camera.plot.width + 1e-6);
    });
    expect(yOf(rows[2].lower[1])).toBeLessThanOrEqual(surface.heightPx);
  });

  test('are carried once, and the nearest are those of the pictures beside them', async () => {
    const { data } = await createPictures();
    const { flow } = createJoinedFlow({ target: data });
    const spec = { ...OPTIONS.cloud, model: 'exact', count: 8, steps: 24 } as const;
    const near = await firstValueFrom(flow.nearness(spec));
    if (!near.known) throw new Error('nothing is near');
    const ends = near.cloud.positions.subarray(-8 * AXES);
    const squares = new Float64Array(8);
    Float64Array.from(near.points.coordinates).forEach((value, at) => (squares[Math.floor(at / AXES)] += (value - ends[at]) ** 2));
    const mean = squares.reduce((sum, square) => sum + Math.sqrt(square), 0) / 8;
    expect(near.samples).toBeCloseTo(mean, 6);
  });

  test('of one class hang beside the nearest of that class, and are compared with it alone', async () => {
    const { data } = await createPictures();
    // A bar stands in each of four places in turn: the first classes are two of them.
    const classes = { names: ['first', 'second', 'others'], ofComponents: Int32Array.from({ length: COUNT }, (_, i) => Math.min(i % 4, 2)) };
    for (const guidance of [1, 3]) {
      const scene = await show({ ...data, classes }, { view: 'gallery', layers: ['gallery'] }, { condition: 'second', guidance });
      const [, { opacities, columns }] = ofKind(marksOf(scene, 1), 'image');
      for (let place = 0; place < 8; place++) {
        const ink = [0, 1, 2, 3].map((x) => [0, 1, 2].reduce((sum, y) => sum + opacities[y * columns + place * (SIZE.width + 2) + x], 0));
        expect(ink.indexOf(Math.max(...ink))).toBe(1);
      }
      const [reading] = scene.readings;
      expect(reading).toMatchObject({ key: 'gallery', count: 8 });
    }
    const [all, one] = await Promise.all(['none', 'second'].map(async (condition) => (await show({ ...data, classes }, { view: 'gallery', layers: ['gallery'] }, { condition })).readings[0] as { readonly typical: number }));
    // The nearest other of a picture has its bar in the same place, whether or not those of other classes are looked at: but for chance the same.
    expect(one.typical).toBeCloseTo(all.typical, 0);
  });

  test.each([['spacetime', 2], ['volume', 3], ['plane', 2]] as const)('stand in a view %s by the first of their axes', async (view, axes) => {
    const { data } = await createPictures();
    const { flow } = createJoinedFlow({ target: data });
    expect(domainOf(flow.laws, view).lower).toHaveLength(axes);
    const scene = await show(data, { view, layers: ['particles'] });
    expect(ofKind(marksOf(scene, 0.5), 'points').length).toBeGreaterThan(0);
  });
});

test.each([['plane', 2], ['volume', 3]] as const)('a conditional field in a %s leads to its draws, which are shown by the same axes', async (view, axes) => {
  const { data } = await createPictures();
  const scene = await show(data, { view, layers: ['particles'], models: ['conditional-3'] });
  const [large, ...others] = ofKind(marksOf(scene, 1), 'points').toSorted((a, b) => b.radiusPx - a.radiusPx);
  const placeOf = ({ positions }: { readonly positions: Float32Array }, i: number): readonly number[] => [...positions.subarray(3 * i, 3 * i + axes)];
  expect(large.count).toBe(3);
  const endsOnDraws = (cloud: (typeof others)[number]): boolean => Array.from({ length: cloud.count }, (_, i) => i).every((i) =>
    [0, 1, 2].some((draw) => Math.hypot(...placeOf(cloud, i).map((value, k) => value - placeOf(large, draw)[k])) < 1e-2));
  // In space where they come from is shown as well.
  expect(others.some((cloud) => cloud.count === OPTIONS.cloud.count && endsOnDraws(cloud))).toBe(true);
});

test('the law of the first axes has the draws of the whole one, cut off', () => {
  const law = { dimension: 3, weights: Float64Array.of(1), means: Float64Array.of(1, 2, 3), covariances: Float64Array.of(1, 0.5, 0, 0.5, 2, 0.1, 0, 0.1, 1) };
  const cut = marginalLaw(law, 2);
  expect([...cut.means]).toEqual([1, 2]);
  expect([...cut.covariances]).toEqual([1, 0.5, 0.5, 2]);
  expect(sampleMixture(cut, 3, createRandom(1)).coordinates).toHaveLength(6);
  expect(() => marginalLaw(law, 4)).toThrow('axes: must be a whole number from 1 to 3, not 4');
});
