import type { DotColors, Mark } from '../scene/index.ts';
import type { Part } from './view.ts';

type Kind = Mark['kind'];
/** Arrays of a mark by their names, and how many numbers each holds at least. */
interface Lengths<K extends Kind> {
  readonly names: readonly string[];
  readonly least: readonly ((mark: Extract<Mark, { readonly kind: K }>) => number)[];
}

/** Marks are looked at before each picture: nothing is made for it. */
const LENGTHS: { readonly [K in Kind]: Lengths<K> } = {
  points: { names: ['positions'], least: [({ count }) => 3 * count] },
  threads: { names: ['positions', 'times', 'opacities'], least: [({ count, steps }) => 3 * count * steps, ({ steps }) => steps, ({ steps }) => steps] },
  strokes: { names: ['offsets', 'positions'], least: [() => 1, ({ offsets }) => 3 * offsets[offsets.length - 1]] },
  arrows: { names: ['positions', 'vectors'], least: [({ count }) => 3 * count, ({ count }) => 3 * count] },
  image: { names: ['opacities', 'lower', 'upper'], least: [({ columns, rows }) => columns * rows, () => 2, () => 2] },
  face: { names: ['corners'], least: [() => 12] },
  text: { names: ['at', 'offsetPx'], least: [() => 3, () => 2] },
  label: { names: ['at', 'offsetPx'], least: [() => 3, () => 2] },
};

const lacks = (kind: string, what: string): TypeError => new TypeError(`A mark of kind "${kind}" has no ${what}.`);

/** Of so many dots at most colours have been looked at: they are no others while they are one object. */
const sound = new WeakMap<DotColors, number>();

function checkColors(colors: DotColors, count: number): void {
  if ((sound.get(colors) ?? -1) >= count) return;
  const { inks, ofDots } = colors as Partial<DotColors>;
  const isSound = Array.isArray(inks) && ofDots instanceof Uint8Array && ofDots.length >= count && ofDots.every((ink) => ink < inks.length);
  if (!isSound) throw lacks('points', `"colors" with one of its "inks" for each of ${count} dots`);
  sound.set(colors, count);
}

/** A page's own layer may give anything. @throws TypeError  for what no painter can paint, in words */
export function checkMark(mark: Mark): void {
  const kind: unknown = (mark as Mark | undefined)?.kind;
  if (typeof kind !== 'string' || !Object.hasOwn(LENGTHS, kind)) throw new TypeError(`A mark is none of ${Object.keys(LENGTHS).join(', ')}.`);
  const { names, least } = LENGTHS[mark.kind] as { readonly names: readonly string[]; readonly least: readonly ((mark: Mark) => number)[] };
  for (let i = 0; i < names.length; i++) {
    const given = (mark as unknown as Record<string, unknown>)[names[i]];
    const length = Array.isArray(given) || ArrayBuffer.isView(given) ? (given as unknown as ArrayLike<number>).length : -1;
    if (!(length >= least[i](mark))) throw lacks(kind, `"${names[i]}" of ${least[i](mark)} numbers`);
  }
  // Lines may have the colours of time.
  if (!/string|number/.test(typeof mark.color) && (kind !== 'threads' || mark.color !== undefined)) throw lacks(kind, '"color", such as "ink" or "#1f77b4"');
  if (mark.kind !== 'points') return;
  if (!(mark.radiusPx >= 0)) throw lacks(kind, '"radiusPx" of 0 or more');
  if (mark.colors) checkColors(mark.colors, mark.count);
}

/** The parts of a layer as they are. @throws TypeError  as {@link checkMark} */
export function checkedParts(parts: readonly Part[]): readonly Part[] {
  const given: unknown = parts;
  if (!Array.isArray(given)) throw new TypeError('"parts" is no list.');
  for (const part of given as readonly (Part | undefined)[]) checkMark(part?.mark as Mark);
  return parts;
}
