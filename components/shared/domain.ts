import { lawExtent, type Grid } from '../../src/math/index.ts';
import { widenDomain, type Domain } from '../../src/scene/index.ts';
import type { Laws } from '../../src/streams/index.ts';

/** How much of a Gaussian is in the picture: 99 % of each axis. */
const DEVIATIONS = 2.6;

/**
 * The smallest rectangle of the given shape that holds both laws, centred on them.
 *
 * @param aspectRatio  width over height
 */
export function domainOf({ source, target }: Laws, aspectRatio: number): Domain {
  const extents = [lawExtent(source.law, DEVIATIONS), lawExtent(target.law, DEVIATIONS)];
  const lower = [0, 1].map((axis) => Math.min(...extents.map((extent) => extent.lower[axis])));
  const upper = [0, 1].map((axis) => Math.max(...extents.map((extent) => extent.upper[axis])));
  return widenDomain({ lower, upper }, aspectRatio);
}

/** @param columns  nodes along the first axis; the second has as many as keep the cells square */
export function gridOf({ lower, upper }: Domain, columns: number): Grid {
  const rows = Math.round(1 + ((columns - 1) * (upper[1] - lower[1])) / (upper[0] - lower[0]));
  return { dimension: 2, lower: [...lower], upper: [...upper], size: [columns, rows] };
}
