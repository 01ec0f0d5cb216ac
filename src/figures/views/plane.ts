import type { PlaneCamera, Surface } from '../../scene/index.ts';
import { gridOf, type Extent } from '../extent.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, PartKind, View } from '../view.ts';
import { arrowsBySpeed } from './arrows-by-speed.ts';
import { isCrowded, TICK_SIZE, type AxisReading } from './axes.ts';
import { inOrder } from './drawing-order.ts';
import { layOut } from './flat-layout.ts';
import { planeLine } from './legend.ts';
import { latticeOn, underPixel } from './paper.ts';
import { PLANE } from './traits.ts';

/** Nodes across: the exact density needs cells about as fine as the noise of the sharpest named set; a network is smooth. */
const COLUMNS = { still: 90, live: 28, carried: 33 };
const ARROWS = { typical: 0.72, longest: 0.9 };
const SHORTEST_PX = 2.5;

const ORDER: readonly PartKind[] = ['ground', 'still', 'field', 'data'];

/** Data of two axes seen along time, with equal scales. */
export function planeView({ domain, units }: Extent): View {
  const reading = (axis: 0 | 1): AxisReading => ({
    offset: units?.centre[axis] ?? 0,
    scale: units?.scale[axis] ?? 1,
    ...(units?.columns[axis] !== undefined && { name: units.columns[axis] }),
  });
  const readings = [reading(0), reading(1)] as const;
  const isNamed = readings.some(({ name }) => name !== undefined);
  const layoutFor = keepLatest((surface: Surface) => {
    const { fontSizePx } = surface.theme;
    const tickPx = TICK_SIZE * fontSizePx;
    const insetsPx = { right: 10, top: 1.9 * fontSizePx, bottom: 1.5 * tickPx + 7 + (isNamed ? 1.35 * tickPx : 0) };
    const { camera, axes } = layOut(surface, { visible: domain, readings, insetsPx, isShaped: true, isNameUpright: isCrowded(readings[1].name, surface) });
    return { camera, axes, lattice: latticeOf(camera) };
  });
  return {
    ...PLANE, scale: 1,
    cloud: { areaPart: 1, opacity: 0.9, radius: 1, trailPx: 1.2 },
    arrows: { opacity: 1, widthPx: 1 },
    paths: { style: 'threads', most: 60 },
    fieldGrid: (isLive) => gridOf(domain, isLive ? COLUMNS.live : COLUMNS.still),
    densityGrid: (isLive) => gridOf(domain, isLive ? COLUMNS.carried : COLUMNS.still),
    place(coordinates, count, _t, out, first = 0) {
      for (let i = 0, v = 3 * first; i < 2 * count; i += 2, v += 3) {
        out[v] = coordinates[i];
        out[v + 1] = coordinates[i + 1];
        out[v + 2] = 0;
      }
    },
    lattice: (surface) => layoutFor(surface).lattice,
    camera: (surface) => layoutFor(surface).camera,
    arrange(parts, legend, _t, surface) {
      const marks = inOrder(parts, ORDER);
      marks.push(...layoutFor(surface).axes, ...legend);
      return inOrder(parts, ['probe'], marks);
    },
    legendPlace(surface) {
      const { camera } = layoutFor(surface);
      return { line: planeLine(camera), fontSizePx: surface.theme.fontSizePx, locale: surface.theme.locale, convention: surface.theme.convention, pxPerWorld: camera.unitPx[0], unit: Math.abs(readings[0].scale) };
    },
    unproject(xPx, yPx, t, surface) {
      const place = underPixel(layoutFor(surface).camera, xPx, yPx);
      return place && { x: place, t };
    },
  };
}

/** Arrows stand on the paper, not on the grid that the field was computed on. */
function latticeOf(camera: PlaneCamera): Lattice {
  const { places, spacingPx } = latticeOn(camera);
  const worldPerPx = 1 / camera.unitPx[0];
  const spacing = spacingPx / camera.unitPx[0];
  return {
    places, far: 0, spacing, worldPerPx,
    ...arrowsBySpeed(spacing, { ...ARROWS, shortest: SHORTEST_PX / spacingPx }, (velocity, out) => {
      out[0] = velocity[0];
      out[1] = velocity[1];
      out[2] = 0;
    }),
  };
}
