import type { Domain } from '../domain.ts';
import type { Camera, Rect } from './camera.ts';

/** A view straight on the plane z = 0. */
export interface PlaneCamera extends Camera {
  /** The world rectangle that fills the plot. */
  readonly visible: Domain;
  /** CSS pixels for one world unit, across and up. */
  readonly unitPx: readonly [number, number];
}

export interface Insets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The plot of a figure inside its margins; never smaller than one pixel. */
export function insetRect(widthPx: number, heightPx: number, insets: Insets): Rect {
  return {
    left: insets.left,
    top: insets.top,
    width: Math.max(1, widthPx - insets.left - insets.right),
    height: Math.max(1, heightPx - insets.top - insets.bottom),
  };
}

/** Stretches `visible` over the plot, each axis on its own; equal scales come from a plot of the same shape. */
export function chartCamera(widthPx: number, heightPx: number, plot: Rect, visible: Domain): PlaneCamera {
  const [x0, y0] = visible.lower;
  const [x1, y1] = visible.upper;
  const unitPx = [plot.width / (x1 - x0), plot.height / (y1 - y0)] as const;
  const matrix = new Float64Array(16);
  matrix[0] = (2 * unitPx[0]) / widthPx;
  matrix[5] = (2 * unitPx[1]) / heightPx;
  matrix[12] = (2 * (plot.left - x0 * unitPx[0])) / widthPx - 1;
  matrix[13] = 1 - (2 * (plot.top + y1 * unitPx[1])) / heightPx;
  matrix[15] = 1;
  return { matrix, widthPx, heightPx, plot, focus: 1, visible, unitPx };
}

/** The largest rectangle of the domain's shape in the middle of `room`: what lies in the domain fills its plot. */
export function shapedPlot(room: Rect, domain: Domain): Rect {
  const [width, height] = [domain.upper[0] - domain.lower[0], domain.upper[1] - domain.lower[1]];
  const scale = Math.min(room.width / width, room.height / height);
  return {
    left: room.left + (room.width - scale * width) / 2,
    top: room.top + (room.height - scale * height) / 2,
    width: scale * width,
    height: scale * height,
  };
}
