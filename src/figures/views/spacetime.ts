import { gridPoints } from '../../math/index.ts';
import {
  insetRect, onPlaneX, project, spacetimeCamera, timeFormula, toldTime, variable,
  type Camera, type Formula, type LabelMark, type Mark, type Orbit, type SpacetimeCamera, type Surface,
} from '../../scene/index.ts';
import { cellsOf, gridOf, hullOf, type Extent } from '../extent.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, Part, PartKind, View } from '../view.ts';
import { arrowsBySpeed } from './arrows-by-speed.ts';
import { inOrder } from './drawing-order.ts';
import { edgeNames } from './slab-names.ts';
import { Slab } from './slab.ts';
import { SpacetimeSpace, timeToWorld } from './spacetime-space.ts';
import { SPACETIME } from './traits.ts';

const REST = { face: 'grid', faceOpacity: 0.13, edge: 'grid', edgeOpacity: 1, edgePx: 1.2 } as const;
const PRESENT = { face: 0, faceOpacity: 0.08, edge: 0, edgeOpacity: 0.6, edgePx: 1.6 } as const;
/** Arrows along the longest side of a slab: those in front hide those behind. */
const ARROWS_ACROSS = 12;
const DENSITY_COLUMNS = { still: 60, carried: 33 };
const ARROWS = { typical: 0.72, shortest: 0.08, longest: 0.9 };

const ON_A_SLAB: readonly PartKind[] = ['ground', 'still', 'data', 'field', 'probe'];

/** Data of two axes over time: x and y across and up, t from the source on the left to the data on the right. */
export function spacetimeView({ domain, ends, reach, units }: Extent): View {
  const space = new SpacetimeSpace(domain, ends);
  const slabs = [new Slab(space, REST).moveTo(0), new Slab(space, REST).moveTo(1)] as const;
  const now = new Slab(space, PRESENT);
  // The outermost points of a law have no corners: room for them there would leave the picture small.
  const bounds = Float32Array.from([0, 1].flatMap((end) => [...space.corners(ends[end], end), ...space.ellipse(hullOf([ends[end], reach[end]]), end)]));
  const names = units?.columns ?? [];
  const grid = cellsOf(hullOf(ends), ARROWS_ACROSS);
  const lattice = latticeOf(gridPoints(grid), space, (grid.upper[0] - grid.lower[0]) / (grid.size[0] - 1));

  const camera = keepLatest((surface: Surface, orbit: Orbit): SpacetimeCamera => {
    const { widthPx, heightPx, theme } = surface;
    const sidePx = theme.fontSizePx * (names.length > 0 ? 1.6 : 1);
    const insets = { left: sidePx, right: sidePx, top: 1.7 * theme.fontSizePx, bottom: 1.7 * theme.fontSizePx };
    return spacetimeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, insets), bounds, orbit);
  });
  const labels = (t: number, view: Camera, { theme }: Surface): Mark[] => {
    const lawAt = (end: number): Formula => [variable('p', toldTime(end, theme.convention))];
    const over = (key: string, slab: Slab, formula: Formula): LabelMark => {
      const at = slab.corner(extreme(slab, view, [0, 1], -1));
      return { kind: 'label', key, formula, color: 'ink', at, offsetPx: [0, -3], align: 'center', baseline: 'bottom' };
    };
    const time: LabelMark = {
      kind: 'label', key: 'time', formula: timeFormula(t, theme), color: 'ink',
      at: now.corner(extreme(now, view, [2, 3], 1)), offsetPx: [0, 3], align: 'center', baseline: 'top',
    };
    const columns = names.length < 2 ? [] : edgeNames(slabs[1], view, [names[0], names[1]], theme.fontSizePx);
    return [over('source', slabs[0], lawAt(0)), over('target', slabs[1], lawAt(1)), time, ...columns];
  };

  return {
    ...SPACETIME, scale: space.scale,
    cloud: { areaPart: 0.1, opacity: 0.9, radius: 1.15, ends: [0.9, 0.9] },
    arrows: { opacity: 1, widthPx: 0.86 },
    paths: { style: 'threads', most: 260 },
    fieldGrid: () => grid,
    densityGrid: (isLive) => gridOf(domain, isLive ? DENSITY_COLUMNS.carried : DENSITY_COLUMNS.still),
    place: (coordinates, count, t, out, first) => space.stand(coordinates, count, timeToWorld(t), out, first),
    lattice: () => lattice,
    camera,
    arrange(parts, legend, t, surface, view) {
      now.moveTo(t);
      now.face.color = now.edge.color = t;
      const stack = [
        { middle: 0, marks: on(slabs[0], parts.filter(({ span }) => span?.[1] === 0)) },
        ...parts.filter(isBetween).map(({ mark, span }) => ({ middle: (span[0] + span[1]) / 2, marks: [mark] })),
        { middle: t, marks: on(now, parts.filter(({ span }) => span === undefined)) },
        { middle: 1, marks: on(slabs[1], parts.filter(({ span }) => span?.[0] === 1)) },
      ];
      // All surfaces stand across time, so what is further from the eye along it lies behind: exact, and the same for every painter.
      const distance = ({ middle }: { middle: number }): number => Math.abs(timeToWorld(middle) - (view as SpacetimeCamera).eyeX);
      return [...stack.sort((a, b) => distance(b) - distance(a)).flatMap(({ marks }) => marks), ...labels(t, view, surface), ...legend];
    },
    // Lengths away from the slab's plane are seen foreshortened: no legend could tell them.
    legendPlace: () => undefined,
    unproject(xPx, yPx, t, _surface, view) {
      const { lower, upper } = space.covered(t);
      const x = space.dataAt(onPlaneX(view, xPx, yPx, timeToWorld(t)));
      return x.every((value, axis) => value >= lower[axis] && value <= upper[axis]) ? { x, t } : undefined;
    },
  };
}

type Between = Part & { readonly span: readonly [number, number] };
/** Paths of no length, at the beginning and at the end, lie between two slabs as well; clouds stand on one. */
const isBetween = (part: Part): part is Between => part.span !== undefined && (part.mark.kind !== 'points' || (part.span[1] > 0 && part.span[0] < 1));

const on = (slab: Slab, parts: readonly Part[]): Mark[] => [slab.face, slab.edge, ...inOrder(parts.filter((part) => !isBetween(part)), ON_A_SLAB)];

const at = new Float64Array(3);

/** Of two corners the one that is highest (side -1) or lowest (side 1) in the figure. */
function extreme(slab: Slab, camera: Camera, corners: readonly [number, number], side: 1 | -1): number {
  const [a, b] = corners.map((corner) => {
    project(camera, ...slab.corner(corner), at);
    return side * at[1];
  });
  return b > a ? corners[1] : corners[0];
}

/** The nodes of the field's grid, those of them that the slab of the time covers. */
function latticeOf(places: Float64Array, space: SpacetimeSpace, spacing: number): Lattice {
  let covered = { t: Number.NaN, ...space.covered(0) };
  return {
    places, far: 0, spacing, worldPerPx: 0,
    holds(i, t) {
      if (covered.t !== t) covered = { t, ...space.covered(t) };
      const { lower, upper } = covered;
      return places[i] >= lower[0] && places[i] <= upper[0] && places[i + 1] >= lower[1] && places[i + 1] <= upper[1];
    },
    ...arrowsBySpeed(spacing * space.scale, ARROWS, (velocity, out) => {
      // As the plane stands: y is up, x goes away from the reader.
      out[0] = 0;
      out[1] = velocity[1];
      out[2] = -velocity[0];
    }),
  };
}
