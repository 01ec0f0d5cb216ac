import { BehaviorSubject } from 'rxjs';
import { expect, test } from 'vitest';
import { firstOrbit, type Domain, type PlaneCamera, type TextMark } from '../../src/scene/index.ts';
import { createSurface } from '../scene/create.ts';
import { ofKind, probed } from './probed.ts';

/** What a text covers, px; digits are half as wide as they are high, and more. */
function boxOf({ text, at, offsetPx, align, baseline, size }: TextMark, { matrix, widthPx, heightPx }: PlaneCamera, fontSizePx: number): { left: number; right: number; top: number; bottom: number } {
  const [width, height] = [0.55 * size * fontSizePx * text.length, 0.8 * size * fontSizePx];
  const x = ((matrix[0] * at[0] + matrix[12] + 1) / 2) * widthPx + offsetPx[0];
  const y = ((1 - matrix[5] * at[1] - matrix[13]) / 2) * heightPx + offsetPx[1];
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  const top = baseline === 'top' ? y : baseline === 'bottom' ? y - height : y - height / 2;
  return { left, right: left + width, top, bottom: top + height };
}

const phone = createSurface(328, 218);
const cameraOf = ({ scene }: Awaited<ReturnType<typeof probed>>): PlaneCamera => scene.camera(phone, firstOrbit) as PlaneCamera;

test('on a telephone the numbers of a box that nearly fills the plot are all in it, whole', async () => {
  const { plot, visible: { lower, upper } } = cameraOf(await probed({ x: [0.4, -0.3], t: 0.6 }, {}, { probe: 'continuity' }));
  const box: Domain = { lower: lower.map((from) => from + 0.4), upper: upper.map((to) => to - 0.4) };
  const figure = await probed({ x: [0.4, -0.3], t: 0.6 }, {}, { probe: 'continuity', box$: new BehaviorSubject<Domain | undefined>(box) });
  const camera = cameraOf(figure);
  const numbers = ofKind(figure.scene.marks(0.6, phone, camera), 'text').filter(({ hasHalo }) => hasHalo).map((mark) => boxOf(mark, camera, phone.theme.fontSizePx));
  expect(numbers).toHaveLength(5);
  for (const { left, right, top, bottom } of numbers) {
    expect([left, top].every((edge, k) => edge >= [plot.left, plot.top][k]), `${left} ${top}`).toBe(true);
    expect(right).toBeLessThanOrEqual(plot.left + plot.width);
    expect(bottom).toBeLessThanOrEqual(plot.top + plot.height);
  }
});

test.each<[string, Domain]>([
  ['left', { lower: [-3.75, -0.1], upper: [-3.7, 0] }],
  ['right', { lower: [3.6, -0.1], upper: [3.75, 0] }],
  ['upper left', { lower: [-3.75, 2.2], upper: [-3.6, 2.35] }],
  ['lower', { lower: [-0.2, -2.4], upper: [0, -2.3] }],
])('on a telephone the numbers of sides that stand at the %s edge of the plot are whole', async (_, box) => {
  const figure = await probed({ x: [0.4, -0.3], t: 0.6 }, {}, { probe: 'continuity', box$: new BehaviorSubject<Domain | undefined>(box) });
  const camera = cameraOf(figure);
  const { plot } = camera;
  const numbers = ofKind(figure.scene.marks(0.6, phone, camera), 'text').filter(({ hasHalo }) => hasHalo).map((mark) => boxOf(mark, camera, phone.theme.fontSizePx));
  const cut = numbers.filter(({ left, right, top, bottom }) => left < plot.left || top < plot.top || right > plot.left + plot.width || bottom > plot.top + plot.height);
  expect(numbers).toHaveLength(5);
  expect(cut).toEqual([]);
});

test.each<[string, Domain]>([
  ['large', { lower: [-0.3, -1.3], upper: [1.3, 0.1] }],
  ['flat', { lower: [-0.3, -0.2], upper: [1.3, 0.1] }],
  ['small', { lower: [0.2, -0.2], upper: [0.4, 0] }],
  ['flat, at the left edge,', { lower: [-3.7, -0.5], upper: [0.5, 0.4] }],
])('on a telephone no number of a %s box lies over another, nor over an arrow', async (_, box) => {
  const figure = await probed({ x: [0.4, -0.3], t: 0.6 }, {}, { probe: 'continuity', box$: new BehaviorSubject<Domain | undefined>(box) });
  const camera = cameraOf(figure);
  const marks = figure.scene.marks(0.6, phone, camera);
  const numbers = ofKind(marks, 'text').filter(({ hasHalo }) => hasHalo).map((mark) => boxOf(mark, camera, phone.theme.fontSizePx));
  expect(numbers).toHaveLength(5);
  const [mass, , , , top] = numbers;
  const overlap = (a: typeof mass, b: typeof mass): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  numbers.forEach((number, i) => expect(numbers.slice(i + 1).filter((other) => overlap(number, other))).toEqual([]));
  const middle = (top.left + top.right) / 2;
  // The arrow of the upper side stands between that and its number.
  expect(overlap(mass, { left: middle - 3, right: middle + 3, top: top.bottom, bottom: top.bottom + 13 })).toBe(false);
});
