import { gridPoints } from '../../math/index.ts';
import {
  atFocus, insetRect, NOWHERE, spacetimeCamera, timeFormula, VOLUME_VIEWS,
  type Camera, type Domain, type LabelMark, type Mark, type Orbit, type Surface,
} from '../../scene/index.ts';
import { cellsOf, hullOf, type Extent } from '../extent.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, View } from '../view.ts';
import { arrowsBySpeed } from './arrows-by-speed.ts';
import { inOrder } from './drawing-order.ts';
import { cornerLine } from './corner-line.ts';
import { VOLUME } from './traits.ts';
import { axisNames, roomForNames, timeAbovePx } from './volume-names.ts';
import { VolumeSpace } from './volume-space.ts';

/** Arrows along the longest side of the box: those in front hide those behind. */
const ARROWS_ACROSS = 7;
const ARROWS = { typical: 0.6, shortest: 0.06, longest: 0.9 };
/** Data that is thinner than this part of its width, from top to bottom, lies flat. */
const FLAT = 0.6;

/** Data of three axes in space: the first across, the second away from the reader, the third up. Data that lies flat is first seen from above. */
export function volumeView({ domain, ends, units }: Extent): View {
  const space = new VolumeSpace(domain);
  const edges = space.edges();
  const names = units?.columns ?? [];
  const first = isFlat(ends[1]) ? VOLUME_VIEWS.above : VOLUME_VIEWS.front;
  const grid = cellsOf(hullOf(ends), ARROWS_ACROSS);
  const nodes = gridPoints(grid);
  const spacing = (grid.upper[0] - grid.lower[0]) / (grid.size[0] - 1);
  const latticeFor = keepLatest((camera: Camera) => latticeOf(nodes, spacing, space, camera));

  const timeLabel = (t: number, surface: Surface): LabelMark => {
    return { kind: 'label', key: 'time', formula: timeFormula(t, surface.theme), color: 'ink', at: space.corner(-1, 1, -1), offsetPx: [0, -timeAbovePx(names, surface)], align: 'left', baseline: 'bottom' };
  };

  return {
    ...VOLUME, scale: space.scale,
    // Dots in space are larger than those on paper, so that near and far ones differ.
    cloud: { areaPart: 0.4, opacity: 0.8, radius: 1, fade: 5, trailPx: 1.8, ends: [0.1, 0.18] },
    arrows: { opacity: 0.75, widthPx: 0.86 },
    paths: { style: 'threads', most: 60 },
    fieldGrid: () => grid,
    densityGrid: () => undefined,
    place: (coordinates, count, _t, out, start) => space.stand(coordinates, count, out, start),
    lattice: (_surface, camera) => latticeFor(camera),
    camera: keepLatest((surface: Surface, orbit: Orbit) => {
      const { widthPx, heightPx } = surface;
      return spacetimeCamera(widthPx, heightPx, insetRect(widthPx, heightPx, roomForNames(names, surface)), edges.positions, orbit, first);
    }),
    arrange(parts, legend, t, surface, camera) {
      const far = parts.filter(({ isFar }) => isFar);
      const near = parts.filter(({ isFar }) => !isFar);
      const marks: Mark[] = [edges, ...inOrder(far, ['ground', 'field']), ...inOrder(near, ['ground', 'still', 'data', 'field'])];
      return [...marks, ...legend, ...axisNames(space, names, surface, camera), timeLabel(t, surface), ...inOrder(near, ['probe'])];
    },
    legendPlace({ theme }, camera) {
      const line = cornerLine(camera, theme.fontSizePx);
      // An arrow that is seen from anywhere has no units of its own to show, where axes have different ones.
      return { line, fontSizePx: theme.fontSizePx, locale: theme.locale, convention: theme.convention, pxPerWorld: 1 / Math.hypot(...line.across), unit: names.length > 0 ? undefined : 1 };
    },
    unproject(xPx, yPx, t, _surface, camera) {
      const x = space.dataAt(atFocus(camera, xPx, yPx));
      return x.every((value, axis) => value >= domain.lower[axis] && value <= domain.upper[axis]) ? { x, t } : undefined;
    },
  };
}

function isFlat({ lower, upper }: Domain): boolean {
  const [across, away, up] = lower.map((from, axis) => upper[axis] - from);
  return up < FLAT * Math.min(across, away);
}

/** The nodes of the field's grid, from the farthest to the nearest. */
function latticeOf(nodes: Float64Array, spacing: number, space: VolumeSpace, camera: Camera): Lattice {
  const count = nodes.length / 3;
  const places = new Float32Array(nodes.length);
  space.stand(nodes, count, places);
  const { matrix: m } = camera;
  const depths = Float64Array.from({ length: count }, (_, node) => m[3] * places[3 * node] + m[7] * places[3 * node + 1] + m[11] * places[3 * node + 2] + m[15]);
  const order = Array.from(depths.keys()).filter((node) => places[3 * node] !== NOWHERE).sort((a, b) => depths[b] - depths[a]);
  return {
    places: Float64Array.from(order.flatMap((node) => [nodes[3 * node], nodes[3 * node + 1], nodes[3 * node + 2]])),
    far: order.filter((node) => depths[node] > camera.focus).length,
    spacing, worldPerPx: 0,
    ...arrowsBySpeed(spacing * space.scale, ARROWS, (velocity, out) => {
      // As the space stands: the second axis goes away from the reader, the third up.
      out[0] = velocity[0];
      out[1] = velocity[2];
      out[2] = -velocity[1];
    }),
  };
}
