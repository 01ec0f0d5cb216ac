import { lawExtent, type Grid, type Units } from '../math/index.ts';
import { widenDomain, type Domain } from '../scene/index.ts';
import type { Laws } from '../streams/index.ts';

/** How much of a Gaussian is in a flat picture: 99 % of each axis. */
const DEVIATIONS = 2.6;
/** A law with sharp edges needs air around it, as a part of its length: its density is drawn a cell of the grid further. */
const AIR = 0.05;
/** In 3D so much would leave the rest small: what is further out stands outside of its frame, on slabs 3 % of each axis, in a box 9 %. */
const DEEP_DEVIATIONS = { slab: 2.2, box: 1.7 };
/** So far from its middle the outermost of a thousand points lies: the first view has room for them. */
const OUTERMOST_DEVIATIONS = 3.2;

/** What a view shows of the data. */
export interface Extent {
  readonly domain: Domain;
  /** What p_0 and p_1 take up by themselves. */
  readonly ends: readonly [Domain, Domain];
  /** How far the outermost points of both lie. */
  readonly reach: readonly [Domain, Domain];
  /** The data's own units and the names of its columns. */
  readonly units?: Units;
  /** Size of the pictures that the data are codes of. */
  readonly pictures?: { readonly width: number; readonly height: number };
}

/** Draws of a law are shown where the law is, however few they are. */
const endOf = ({ target, drawn }: Laws, deviations: number): Domain => lawExtent(drawn?.from ?? target.law, deviations);
const both = (laws: Laws, deviations: number): readonly [Domain, Domain] => [lawExtent(laws.source.law, deviations), endOf(laws, deviations)];

/** The smallest domain that holds both. */
export function hullOf([a, b]: readonly [Domain, Domain]): Domain {
  return { lower: a.lower.map((value, axis) => Math.min(value, b.lower[axis])), upper: a.upper.map((value, axis) => Math.max(value, b.upper[axis])) };
}

function aired({ lower, upper }: Domain): Domain {
  const air = lower.map((from, axis) => AIR * (upper[axis] - from));
  return { lower: lower.map((from, axis) => from - air[axis]), upper: upper.map((to, axis) => to + air[axis]) };
}

/**
 * The smallest interval or rectangle that holds both laws with some air around the target, or in space the smallest box.
 *
 * @param aspectRatio  width over height of a rectangle of the plane
 */
export function extentOf(laws: Laws, aspectRatio: number): Extent {
  const { source, target } = laws;
  const ends = both(laws, target.dimension === 3 ? DEEP_DEVIATIONS.box : DEEP_DEVIATIONS.slab);
  const box = hullOf(target.dimension === 3 ? ends : [lawExtent(source.law, DEVIATIONS), aired(endOf(laws, DEVIATIONS))]);
  return { domain: target.dimension === 2 ? widenDomain(box, aspectRatio) : box, ends, reach: both(laws, OUTERMOST_DEVIATIONS), ...(target.units && { units: target.units }), ...(target.pictures && { pictures: target.pictures }) };
}

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
