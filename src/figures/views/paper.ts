import type { PlaneCamera } from '../../scene/index.ts';

/** Arrows stand about so far apart, closer in a small figure: there should be at least `FEWEST` across. */
const SPACING_PX = { min: 26, max: 40 };
const FEWEST = 12;
/** In a figure as large as a wall they stand further apart. */
const MOST = 6000;

/** World coordinates under a pixel of a figure on paper; undefined outside of its plot. */
export function underPixel({ plot, visible, unitPx }: PlaneCamera, xPx: number, yPx: number): [number, number] | undefined {
  const [across, down] = [xPx - plot.left, yPx - plot.top];
  if (!(across >= 0 && down >= 0 && across <= plot.width && down <= plot.height)) return undefined;
  return [visible.lower[0] + across / unitPx[0], visible.upper[1] - down / unitPx[1]];
}

/** An even lattice of the paper, whatever grid a field was computed on: world coordinates of its places, interleaved x, y, row by row from below. */
export function latticeOn({ visible, plot }: PlaneCamera): { readonly places: Float64Array; readonly spacingPx: number } {
  const wantedPx = Math.max(Math.min(SPACING_PX.max, Math.max(SPACING_PX.min, plot.width / FEWEST)), Math.sqrt((plot.width * plot.height) / MOST));
  const spacingPx = plot.width / Math.max(1, Math.round(plot.width / wantedPx));
  const [columns, rows] = [plot.width, plot.height].map((px) => Math.max(1, Math.round(px / spacingPx)));
  const [width, height] = [visible.upper[0] - visible.lower[0], visible.upper[1] - visible.lower[1]];
  const places = new Float64Array(columns * rows * 2);
  for (let k = 0; k < columns * rows; k++) {
    places[2 * k] = visible.lower[0] + (((k % columns) + 0.5) / columns) * width;
    places[2 * k + 1] = visible.lower[1] + ((Math.floor(k / columns) + 0.5) / rows) * height;
  }
  return { places, spacingPx };
}
