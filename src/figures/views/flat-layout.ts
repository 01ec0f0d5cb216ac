import { chartCamera, insetRect, shapedPlot, type Domain, type Mark, type PlaneCamera, type Surface } from '../../scene/index.ts';
import { axesMarks, axisTicks, textWidthPx, TICK_SIZE, type AxisReading, type AxisTicks } from './axes.ts';

/** Room for the numbers on the left before it is known how wide they are. */
const GUESSED_PX = 40;

export interface FlatLayout {
  /** The world rectangle that fills the plot. */
  readonly visible: Domain;
  readonly readings: readonly [AxisReading, AxisReading];
  /** Beside the left, which the numbers decide. */
  readonly insetsPx: { readonly right: number; readonly top: number; readonly bottom: number };
  /** Whether a unit is as long across as up. */
  readonly isShaped: boolean;
  /** The name of the upright axis runs along it, and has room there. */
  readonly isNameUpright?: boolean;
  /** Axes without numbers keep room for such a text. */
  readonly numberToCome?: string;
}

/** A figure on paper in its margins: numbers on the left decide how far the plot goes, which decides the numbers; the second guess is good. */
export function layOut({ widthPx, heightPx, theme }: Surface, { visible, readings, insetsPx, isShaped, isNameUpright = false, numberToCome }: FlatLayout): { camera: PlaneCamera; axes: Mark[] } {
  const look = (left: number): PlaneCamera => {
    const room = insetRect(widthPx, heightPx, { left, ...insetsPx });
    return chartCamera(widthPx, heightPx, isShaped ? shapedPlot(room, visible) : room, visible);
  };
  const range = (axis: 0 | 1) => [visible.lower[axis], visible.upper[axis]] as const;
  const ticksUp = ({ plot }: PlaneCamera): AxisTicks =>
    numberToCome === undefined ? axisTicks(range(1), plot.height, 'up', readings[1], theme.locale) : { values: [], texts: [] };
  const numbers = numberToCome === undefined ? ticksUp(look(GUESSED_PX)).texts : [numberToCome];
  const camera = look(12 + (isNameUpright ? 1.35 * TICK_SIZE * theme.fontSizePx : 0) + Math.max(0, ...numbers.map((text) => textWidthPx(text, TICK_SIZE * theme.fontSizePx))));
  const across = axisTicks(range(0), camera.plot.width, 'across', readings[0], theme.locale);
  return { camera, axes: axesMarks(camera, readings, [across, ticksUp(camera)], theme.fontSizePx, isNameUpright) };
}
