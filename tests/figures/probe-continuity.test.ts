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

test.each<[string, Domain]>([
  ['large', { lower: [-0.3, -1.3], upper: [1.3, 0.1] }],
  ['flat', { lower: [-0.3, -0.2], upper: [1.3, 0.1] }],
  ['small', { lower: [0.2, -0.2], upper: [0.4, 0] }],
])('on a telephone no number of a %s box lies over another, nor over an arrow', async (_, box) => {
  const phone = createSurface(328, 218);
  const { scene } = await probed({ x: [0.4, -0.3], t: 0.6 }, {}, { probe: 'continuity', box$: new BehaviorSubject<Domain | undefined>(box) });
  const camera = scene.camera(phone, firstOrbit) as PlaneCamera;
  const marks = scene.marks(0.6, phone, camera);
  const numbers = ofKind(marks, 'text').filter(({ hasHalo }) => hasHalo).map((mark) => boxOf(mark, camera, phone.theme.fontSizePx));
  expect(numbers).toHaveLength(5);
  const [mass, , , , top] = numbers;
  const overlap = (a: typeof mass, b: typeof mass): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  numbers.forEach((number, i) => expect(numbers.slice(i + 1).filter((other) => overlap(number, other))).toEqual([]));
  const middle = (top.left + top.right) / 2;
  // The arrow of the upper side stands between that and its number.
  expect(overlap(mass, { left: middle - 3, right: middle + 3, top: top.bottom, bottom: top.bottom + 13 })).toBe(false);
});
