import { lawExtent, type Grid } from '../../src/math/index.ts';
import { widenDomain, type Domain } from '../../src/scene/index.ts';
import type { Laws } from '../../src/streams/index.ts';

/** How much of a Gaussian is in the picture: 99 % of each axis. */
const DEVIATIONS = 2.6;

/** The smallest interval, rectangle or box that holds both laws. */
export function boxOf({ source, target }: Laws): Domain {
  const extents = [lawExtent(source.law, DEVIATIONS), lawExtent(target.law, DEVIATIONS)];
  const axes = Array.from({ length: target.dimension }, (_, axis) => axis);
  const lower = axes.map((axis) => Math.min(...extents.map((extent) => extent.lower[axis])));
  const upper = axes.map((axis) => Math.max(...extents.map((extent) => extent.upper[axis])));
  return { lower, upper };
}

/**
 * The smallest rectangle of the given shape that holds both laws in the plane, centred on them.
 *
 * @param aspectRatio  width over height
 */
export const domainOf = (laws: Laws, aspectRatio: number): Domain => widenDomain(boxOf(laws), aspectRatio);

/** @param nodes  along a line */
export const lineGrid = ({ lower, upper }: Domain, nodes: number): Grid => ({ dimension: 1, lower: [...lower], upper: [...upper], size: [nodes] });

/** @param columns  nodes along the first axis; the second has as many as keep the cells square */
export function gridOf({ lower, upper }: Domain, columns: number): Grid {
  const rows = Math.round(1 + ((columns - 1) * (upper[1] - lower[1])) / (upper[0] - lower[0]));
  return { dimension: 2, lower: [...lower], upper: [...upper], size: [columns, rows] };
}

/** Cubes as large as fit: their middles, so that what stands on a node stays within the box. @param cells  along the longest side */
export function cellsOf({ lower, upper }: Domain, cells: number): Grid {
  const sides = lower.map((from, axis) => upper[axis] - from);
  const cell = Math.max(...sides) / cells;
  const size = sides.map((side) => Math.max(2, Math.floor(side / cell)));
  const margins = sides.map((side, axis) => (side - (size[axis] - 1) * cell) / 2);
  return { dimension: lower.length, lower: lower.map((from, axis) => from + margins[axis]), upper: upper.map((to, axis) => to - margins[axis]), size };
}
