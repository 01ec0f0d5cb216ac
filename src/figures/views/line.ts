import { timeFormula, toldTime, variable, type Formula, type LabelMark, type PlaneCamera, type StrokesMark, type Surface, type Writable } from '../../scene/index.ts';
import { lineGrid, type Extent } from '../extent.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, PartKind, View } from '../view.ts';
import { isCrowded, TICK_SIZE, type AxisReading } from './axes.ts';
import { inOrder } from './drawing-order.ts';
import { layOut } from './flat-layout.ts';
import { planeLine } from './legend.ts';
import { latticeOn, underPixel } from './paper.ts';
import { LINE } from './traits.ts';

/** Nodes along the line, for its density in closed form and for one that is carried there. */
const NODES = { still: 241, carried: 121 };
/** Of the distance between neighbours: slopes are drawn equally long. */
const ARROW_LENGTH = 0.62;
/** Legends end before the name of p_1, which stands over the right edge. */
const P1_EM = 2.2;

const BELOW: readonly PartKind[] = ['ground', 'still', 'field', 'data'];

/** Data of one axis over time: t across, x up. */
export function lineView({ domain, units }: Extent): View {
  const name = units?.columns[0];
  const up: AxisReading = { offset: units?.centre[0] ?? 0, scale: units?.scale[0] ?? 1, ...(name !== undefined && { name }) };
  const [lower, upper] = [domain.lower[0], domain.upper[0]];
  const now: Writable<StrokesMark> = { kind: 'strokes', offsets: [0, 2], positions: new Float32Array(6), widthPx: 1.2, color: 'ink', opacity: 0.8, version: 0 };
  /** The name of the column stands at the top left, where the laws are named else. */
  const nameRowPx = ({ theme }: Surface): number => (name === undefined ? 0 : 1.35 * TICK_SIZE * theme.fontSizePx);
  const layoutFor = keepLatest((surface: Surface) => {
    const { fontSizePx, convention } = surface.theme;
    const [from, to] = [toldTime(0, convention), toldTime(1, convention)];
    const tickPx = TICK_SIZE * fontSizePx;
    const insetsPx = { right: 14, top: 1.9 * fontSizePx + nameRowPx(surface), bottom: 1.5 * tickPx + 7 + 1.35 * tickPx };
    const { camera, axes } = layOut(surface, { visible: { lower: [0, lower], upper: [1, upper] }, readings: [{ offset: from, scale: to - from }, up], insetsPx, isShaped: false });
    return { camera, axes, lattice: latticeOf(camera) };
  });
  const labels = (t: number, surface: Surface): LabelMark[] => {
    const { theme } = surface;
    const lawAt = (t: number): Formula => [variable('p', toldTime(t, theme.convention))];
    const over = (key: string, formula: Formula, at: number): LabelMark =>
      ({ kind: 'label', key, formula, color: 'ink', at: [at, upper, 0], offsetPx: [0, -4 - nameRowPx(surface)], align: 'center', baseline: 'bottom' });
    const time: LabelMark = {
      kind: 'label', key: 'time', formula: timeFormula(t, theme), color: 'ink',
      at: [0.5, lower, 0], offsetPx: [0, 7 + 1.35 * TICK_SIZE * theme.fontSizePx], align: 'center', baseline: 'top',
    };
    return [over('source', lawAt(0), 0), over('target', lawAt(1), 1), time];
  };
  return {
    ...LINE, scale: 1,
    cloud: { areaPart: 1, opacity: 0.5, radius: 1, radiusPx: 2.2, most: 400 },
    arrows: { opacity: 0.7, widthPx: 0.9 },
    paths: { style: 'lines', most: 25 },
    fieldGrid: () => lineGrid(domain, NODES.still),
    densityGrid: (isLive) => lineGrid(domain, isLive ? NODES.carried : NODES.still),
    place(coordinates, count, t, out, first = 0) {
      for (let i = 0, v = 3 * first; i < count; i++, v += 3) {
        out[v] = t;
        out[v + 1] = coordinates[i];
        out[v + 2] = 0;
      }
    },
    lattice: (surface) => layoutFor(surface).lattice,
    camera: (surface) => layoutFor(surface).camera,
    arrange(parts, legend, t, surface) {
      now.positions.set([t, lower, 0, t, upper, 0]);
      now.version++;
      // The cloud of the time stands on its line.
      const [present, rest] = [parts.filter((part) => part.kind === 'data' && !part.span), parts.filter((part) => part.kind !== 'data' || part.span)];
      return [...inOrder(rest, BELOW), ...layoutFor(surface).axes, now, ...inOrder(present, ['data']), ...labels(t, surface), ...legend, ...inOrder(parts, ['probe'])];
    },
    legendPlace(surface) {
      const { camera } = layoutFor(surface);
      return { line: planeLine(camera, { endPx: P1_EM * surface.theme.fontSizePx, rowPx: isCrowded(name, surface) ? nameRowPx(surface) : 0 }), fontSizePx: surface.theme.fontSizePx, locale: surface.theme.locale, convention: surface.theme.convention, pxPerWorld: camera.unitPx[1], unit: Math.abs(up.scale) };
    },
    unproject(xPx, yPx, _t, surface) {
      const place = underPixel(layoutFor(surface).camera, xPx, yPx);
      return place && { x: [place[1]], t: place[0] };
    },
  };
}

/** dx/dt = v(x) as slopes. */
function latticeOf(camera: PlaneCamera): Lattice {
  const { places, spacingPx } = latticeOn(camera);
  const { unitPx } = camera;
  return {
    places: places.filter((_, i) => i % 2 === 1),
    times: places.filter((_, i) => i % 2 === 0),
    far: 0, spacing: spacingPx / unitPx[1], shortest: 0, longest: 1, worldPerPx: 0,
    direct(velocity, _typical, out) {
      const [across, up] = [unitPx[0], unitPx[1] * velocity[0]];
      const lengthPx = Math.sqrt(across * across + up * up);
      out[0] = spacingPx / lengthPx;
      out[1] = (spacingPx * velocity[0]) / lengthPx;
      out[2] = 0;
      return ARROW_LENGTH;
    },
    worldPerSpeed: () => undefined,
  };
}
