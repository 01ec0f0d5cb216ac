import type { Domain, Movement } from '../scene/index.ts';
import type { Place } from '../math/index.ts';

/** Of the figure, that a box takes before anybody has drawn one. */
const FIRST_PART = 0.3;
/** So far from the middle of the box, in halves of its side, its side is taken hold of; and so far out still. */
const EDGE = { from: 0.7, to: 1.3 };

/** Around the middle of a figure. */
export function firstBox({ lower, upper }: Domain): Domain {
  const middle = lower.map((from, k) => (from + upper[k]) / 2);
  const half = lower.map((from, k) => (FIRST_PART * (upper[k] - from)) / 2);
  return { lower: middle.map((m, k) => m - half[k]), upper: middle.map((m, k) => m + half[k]) };
}

/**
 * A box after what the reader did: keys move it; a drag moves it, moves the sides that it began at, or from outside draws another; a press outside
 * puts it there.
 *
 * @param box  as it stood when the drag began
 */
export function movedBox(box: Domain, { x: to }: Place, movement: Movement<Place>): Domain {
  if (movement.kind === 'hover') return box;
  const from = movement.from.x;
  const way = to.map((value, k) => value - from[k]);
  if (movement.kind === 'keys') return shifted(box, way);
  const places = placesIn(box, from);
  if (!places.every((place) => Math.abs(place) <= EDGE.to)) {
    if (way.every((part) => part === 0)) return shifted(box, from.map((value, k) => value - (box.lower[k] + box.upper[k]) / 2));
    return spanned(from, to);
  }
  if (places.every((place) => Math.abs(place) < EDGE.from)) return shifted(box, way);
  const end = (side: 'lower' | 'upper', sign: number) => box[side].map((value, k) => value + (sign * places[k] >= EDGE.from ? way[k] : 0));
  return spanned(end('lower', -1), end('upper', 1));
}

/** Whether a drag that begins there moves the box or one of its sides. */
export const holdsPlace = (box: Domain, { x }: Place): boolean => placesIn(box, x).every((place) => Math.abs(place) <= EDGE.to);

/** Larger or smaller around its middle. */
export function scaledBox({ lower, upper }: Domain, factor: number): Domain {
  const ends = (sign: number) => lower.map((from, k) => (from + upper[k]) / 2 + (sign * factor * (upper[k] - from)) / 2);
  return { lower: ends(-1), upper: ends(1) };
}

/** The box with these corners, in whatever order. */
export const spanned = (a: readonly number[], b: readonly number[]): Domain => ({ lower: a.map((value, k) => Math.min(value, b[k])), upper: a.map((value, k) => Math.max(value, b[k])) });

const shifted = ({ lower, upper }: Domain, way: readonly number[]): Domain => ({ lower: lower.map((value, k) => value + way[k]), upper: upper.map((value, k) => value + way[k]) });

/** Along each axis, from -1 at the lower side to 1 at the upper. */
const placesIn = ({ lower, upper }: Domain, x: readonly number[]): number[] => x.map((value, k) => (2 * value - lower[k] - upper[k]) / (upper[k] - lower[k]));
