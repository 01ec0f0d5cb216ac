import type { Points } from '../math/index.ts';

/** An axis-parallel rectangle or box; a `Grid` is one. */
export interface Domain {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** How inner coordinates read in the data's own units: value = centre + scale * inner, axis by axis. */
export interface Units {
  readonly columns: readonly string[];
  readonly centre: readonly number[];
  readonly scale: readonly number[];
}

/** The smallest domain around the centre of `domain` that holds it and has this ratio of width to height. */
export function widenDomain(domain: Domain, aspectRatio: number): Domain {
  const [width, height] = [domain.upper[0] - domain.lower[0], domain.upper[1] - domain.lower[1]];
  const halves = [Math.max(width, height * aspectRatio) / 2, Math.max(height, width / aspectRatio) / 2];
  const middle = [0, 1].map((axis) => (domain.lower[axis] + domain.upper[axis]) / 2);
  return { lower: middle.map((m, axis) => m - halves[axis]), upper: middle.map((m, axis) => m + halves[axis]) };
}

/** A rectangle that a figure can be laid out in: two finite axes, each with some length. */
export function isUsable(domain: Domain): boolean {
  return [0, 1].every((axis) => {
    const length = domain.upper[axis] - domain.lower[axis];
    return Number.isFinite(length) && length > 0 && Number.isFinite(domain.lower[axis]);
  });
}

/** @throws RangeError when something to be drawn has another dimension than its scene shows */
export function assertDimension(what: string, { dimension }: Pick<Points, 'dimension'>, shown: 1 | 2 | 3): void {
  if (dimension !== shown) throw new RangeError(`${what} must have ${shown} dimension${shown === 1 ? '' : 's'} to be drawn here, not ${dimension}`);
}

/** @throws RangeError when something to be drawn in the plane is not two-dimensional */
export const assertPlanar = (what: string, which: Pick<Points, 'dimension'>): void => assertDimension(what, which, 2);
