import type { Points } from '../math/index.ts';

/** An axis-parallel rectangle or box; a `Grid` is one. */
export interface Domain {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** The smallest domain around the centre of `domain` that holds it and has this ratio of width to height. */
export function widenDomain(domain: Domain, aspectRatio: number): Domain {
  const [width, height] = [domain.upper[0] - domain.lower[0], domain.upper[1] - domain.lower[1]];
  const halves = [Math.max(width, height * aspectRatio) / 2, Math.max(height, width / aspectRatio) / 2];
  const middle = [0, 1].map((axis) => (domain.lower[axis] + domain.upper[axis]) / 2);
  return { lower: middle.map((m, axis) => m - halves[axis]), upper: middle.map((m, axis) => m + halves[axis]) };
}

/** @throws RangeError when something to be drawn has another dimension than its scene shows */
export function assertDimension(what: string, { dimension }: Pick<Points, 'dimension'>, shown: 1 | 2 | 3): void {
  if (dimension !== shown) throw new RangeError(`${what} must have ${shown} dimension${shown === 1 ? '' : 's'} to be drawn here, not ${dimension}`);
}
