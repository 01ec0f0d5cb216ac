import type { DotColors, Mark } from '../scene/index.ts';
import type { Part } from './view.ts';

type Kind = Mark['kind'];
/** The name of each array of a mark, and how many numbers it holds at least. */
type Lengths<K extends Kind> = readonly (readonly [name: string, least: (mark: Extract<Mark, { readonly kind: K }>) => number])[];

/** Marks are looked at before each picture: nothing here makes objects. */
const LENGTHS: { readonly [K in Kind]: Lengths<K> } = {
  points: [['positions', ({ count }) => 3 * count]],
  threads: [['positions', ({ count, steps }) => 3 * count * steps], ['times', ({ steps }) => steps], ['opacities', ({ steps }) => steps]],
  strokes: [['offsets', () => 1], ['positions', ({ offsets }) => 3 * offsets[offsets.length - 1]]],
  arrows: [['positions', ({ count }) => 3 * count], ['vectors', ({ count }) => 3 * count]],
  image: [['opacities', ({ columns, rows }) => columns * rows], ['lower', () => 2], ['upper', () => 2]],
  face: [['corners', () => 12]],
  text: [['at', () => 3], ['offsetPx', () => 2]],
  label: [['at', () => 3], ['offsetPx', () => 2]],
};

/** Of so many dots at most colours have been looked at: they are no others while they are one object. */
const sound = new WeakMap<DotColors, number>();

function checkColors(colors: DotColors, count: number): void {
  if ((sound.get(colors) ?? -1) >= count) return;
  const { inks, ofDots } = colors as Partial<DotColors>;
  const isSound = Array.isArray(inks) && ofDots instanceof Uint8Array && ofDots.length >= count && ofDots.every((ink) => ink < inks.length);
  if (!isSound) throw new TypeError(`A mark of kind "points" has no "colors" with one of its "inks" for each of ${count} dots.`);
  sound.set(colors, count);
}

/** A page's own layer may give anything. @throws TypeError  for what no painter can paint, in words */
export function checkMark(mark: Mark): void {
  const kind: unknown = (mark as Mark | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(LENGTHS, kind)) throw new TypeError(`A mark is none of ${Object.keys(LENGTHS).join(', ')}.`);
  for (const [name, leastOf] of LENGTHS[mark.kind] as readonly (readonly [string, (mark: Mark) => number])[]) {
    const given = (mark as unknown as Record<string, unknown>)[name];
    const length = Array.isArray(given) || ArrayBuffer.isView(given) ? (given as unknown as ArrayLike<number>).length : -1;
    if (!(length >= leastOf(mark))) throw new TypeError(`A mark of kind "${kind}" has no "${name}" of ${leastOf(mark)} numbers.`);
  }
  if (mark.kind === 'points' && mark.colors) checkColors(mark.colors, mark.count);
}

/** The parts of a layer as they are. @throws TypeError  as {@link checkMark} */
export function checkedParts(parts: readonly Part[]): readonly Part[] {
  const given: unknown = parts;
  if (!Array.isArray(given)) throw new TypeError('"parts" is no list.');
  for (const part of given as readonly (Part | undefined)[]) checkMark(part?.mark as Mark);
  return parts;
}
