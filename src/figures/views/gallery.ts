import { chartCamera, insetRect, shapedPlot, type Surface } from '../../scene/index.ts';
import type { Extent } from '../extent.ts';
import { keepLatest } from '../keep-latest.ts';
import type { Lattice, View } from '../view.ts';
import { inOrder } from './drawing-order.ts';
import { GALLERY } from './traits.ts';

/** Pictures in a row, and rows. */
export const SIDE_BY_SIDE = 8;
const ROWS = 3;
/** Between pictures and for the words over a row, in widths of a picture; and of the words' size, where pictures are small. */
const GAP = 0.07;
const WORDS = 0.42;
const LINE = 1.5;
export const CAPTION = 0.85;
const WIDTH = SIDE_BY_SIDE + (SIDE_BY_SIDE - 1) * GAP;

/** Where pictures hang: in the world a picture is one wide. */
export interface Hanging {
  /** Corners of a row of pictures. */
  readonly lower: readonly [number, number];
  readonly upper: readonly [number, number];
}

/** @param aspect  height of a picture over its width @param row  from the top @param height  of all rows with their words */
export function hangingOf(row: number, aspect: number, height: number): Hanging {
  const bottom = ((ROWS - 1 - row) * height) / ROWS;
  return { lower: [0, bottom], upper: [WIDTH, bottom + aspect] };
}

/** Pictures in rows; nothing of the data has a place on their paper. */
export function galleryView({ pictures }: Extent): View {
  const aspect = pictures ? pictures.height / pictures.width : 1;
  const usual = { lower: [0, 0], upper: [WIDTH, ROWS * (aspect + WORDS)] };
  const cameraFor = keepLatest(({ widthPx, heightPx, theme }: Surface) => {
    const room = insetRect(widthPx, heightPx, { left: 8, right: 8, top: 4, bottom: 8 });
    const linePx = LINE * CAPTION * theme.fontSizePx;
    const widePx = Math.min(room.width / WIDTH, (room.height - ROWS * linePx) / (ROWS * aspect));
    const wordsPx = (WORDS * shapedPlot(room, usual).width) / WIDTH;
    const visible = wordsPx >= linePx || widePx < 1 ? usual : { lower: [0, 0], upper: [WIDTH, ROWS * (aspect + linePx / widePx)] };
    return chartCamera(widthPx, heightPx, shapedPlot(room, visible), visible);
  });
  return {
    ...GALLERY, scale: 1,
    cloud: { areaPart: 1, opacity: 1, radius: 1 },
    arrows: { opacity: 1, widthPx: 1 },
    paths: { style: 'lines', most: 0 },
    fieldGrid: () => ({ dimension: 2, ...usual, size: [2, 2] }),
    densityGrid: () => undefined,
    place: (_coordinates, count, _t, out, first = 0) => void out.fill(0, 3 * first, 3 * (first + count)),
    lattice: () => NOWHERE,
    camera: cameraFor,
    arrange: (parts) => inOrder(parts, ['ground', 'field', 'still', 'data', 'probe']),
    legendPlace: () => undefined,
    unproject: () => undefined,
  };
}

const NOWHERE: Lattice = { places: new Float64Array(0), far: 0, spacing: 1, shortest: 1, longest: 1, worldPerPx: 0, direct: () => Number.NaN, worldPerSpeed: () => undefined };
