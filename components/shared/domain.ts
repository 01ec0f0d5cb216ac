import { lawExtent, type Grid } from '../../src/math/index.ts';
import { widenDomain, type Domain } from '../../src/scene/index.ts';
import type { Laws } from '../../src/streams/index.ts';

/** How much of a Gaussian is in a flat picture: 99 % of each axis. */
const DEVIATIONS = 2.6;
/** A law with sharp edges needs air around it, as a part of its length: its density is drawn a cell of the grid further. */
const AIR = 0.05;
/** In 3D so much would leave the rest small: what is further out stands outside of its frame, on slabs 3 % of each axis, in a box 9 %. */
const DEEP_DEVIATIONS = { slab: 2.2, box: 1.7 };

/** The smallest rectangles or boxes that hold the source and the target in a figure in 3D. */
export function endsOf({ source, target }: Laws): readonly [Domain, Domain] {
  const deviations = target.dimension === 3 ? DEEP_DEVIATIONS.box : DEEP_DEVIATIONS.slab;
  return [lawExtent(source.law, deviations), lawExtent(target.law, deviations)];
}

/** The smallest domain that holds both. */
export function hullOf([a, b]: readonly [Domain, Domain]): Domain {
  return { lower: a.lower.map((value, axis) => Math.min(value, b.lower[axis])), upper: a.upper.map((value, axis) => Math.max(value, b.upper[axis])) };
}

/** The smallest interval or rectangle that holds both laws with some air around the target, or in space the smallest box. */
export function boxOf(laws: Laws): Domain {
  const { source, target } = laws;
  return hullOf(target.dimension === 3 ? endsOf(laws) : [lawExtent(source.law, DEVIATIONS), aired(lawExtent(target.law, DEVIATIONS))]);
}

function aired({ lower, upper }: Domain): Domain {
  const air = lower.map((from, axis) => AIR * (upper[axis] - from));
  return { lower: lower.map((from, axis) => from - air[axis]), upper: upper.map((to, axis) => to + air[axis]) };
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
