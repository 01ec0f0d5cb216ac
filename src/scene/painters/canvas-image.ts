import { project } from '../cameras/camera.ts';
import type { ImageMark } from '../marks.ts';
import type { Brush } from './brush.ts';

interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly pixels: ImageData;
}

const sheets = new WeakMap<ImageMark, Sheet>();
const lowerLeft = new Float64Array(3);
const upperRight = new Float64Array(3);

/** Painted at the grid's own resolution, then scaled up by the browser, which smooths it. */
export function paintImage({ context, camera, palette }: Brush, mark: ImageMark): void {
  const { columns, rows, opacities, lower, upper } = mark;
  if (!project(camera, lower[0], lower[1], 0, lowerLeft) || !project(camera, upper[0], upper[1], 0, upperRight)) return;
  const { canvas, pixels } = sheetFor(mark, context.canvas.ownerDocument);
  const { columnTimes } = mark;
  const { data } = pixels;
  for (let row = 0; row < rows; row++) {
    let pixel = 4 * columns * (rows - 1 - row);
    for (let column = 0; column < columns; column++, pixel += 4) {
      const color = palette.rgba(columnTimes === undefined ? mark.color : columnTimes[column]);
      data[pixel] = 255 * color[0];
      data[pixel + 1] = 255 * color[1];
      data[pixel + 2] = 255 * color[2];
      data[pixel + 3] = opacities[row * columns + column];
    }
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  context.globalAlpha = mark.opacity;
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  const [left, bottom] = lowerLeft;
  const [right, top] = upperRight;
  context.drawImage(canvas, left, top, right - left, bottom - top);
}

function sheetFor(mark: ImageMark, document: Document): Sheet {
  const known = sheets.get(mark);
  if (known) return known;
  const canvas = document.createElement('canvas');
  canvas.width = mark.columns;
  canvas.height = mark.rows;
  const sheet = { canvas, pixels: new ImageData(mark.columns, mark.rows) };
  sheets.set(mark, sheet);
  return sheet;
}
