import { DataError } from './data-error.ts';
import type { FetchedFile } from './fetch-file.ts';
import type { InPieces } from '../math/index.ts';
import { imageSize, type ImageSize } from './image-size.ts';
import { inTurns } from './in-turns.ts';

/** Ink on a grid of pixels. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top: 0 is paper, 1 full ink. */
  readonly weights: Float32Array;
}

/** Pixels along the longer side: enough to be read, few enough for an exact field over all of them. */
const LONGER_SIDE = 72;
/** A long word is a low strip: it has more pixels along, as many in all as one that is half as high as long has. */
const MOST_ALONG = 2 * LONGER_SIDE;
/** Fainter ink than this is paper: the haze around letters, the noise of a photograph's sky. */
const FAINTEST = 0.15;
/** Letters are drawn this large before they are scaled down. */
const LETTER_PX = 160;
const MAX_LETTERS = 16;
/** The browser scales a larger picture down to this, off the page's thread, before it is looked at. */
const MOST_SIDE = 4 * LONGER_SIDE;
/** A decoded pixel takes 4 bytes. */
const MOST_PIXELS = 32e6;

/**
 * Words as ink, in the browser's own bold sans-serif letters.
 *
 * @param text  1 to 16 characters
 * @throws DataError  of the attribute `target`, when there is nothing to draw or too much
 */
export function textMask(text: string): Mask {
  const letters = [...text.trim()];
  if (letters.length === 0 || letters.length > MAX_LETTERS) {
    throw new DataError('target', { key: 'letters', most: MAX_LETTERS, count: letters.length });
  }
  const font = `bold ${LETTER_PX}px sans-serif`;
  const ruler = contextOf(new OffscreenCanvas(1, 1));
  ruler.font = font;
  const { width, actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = ruler.measureText(text.trim());
  const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(above + below)));
  const context = contextOf(canvas);
  context.font = font;
  context.fillText(text.trim(), 0, above);
  const along = Math.round(Math.min(MOST_ALONG, LONGER_SIDE * Math.sqrt(Math.max(1, canvas.width / canvas.height / 2))));
  return readInk(canvas, canvas.width, canvas.height, () => new DataError('target', { key: 'noInk' }), along);
}

/**
 * An image's dark places as ink.
 *
 * @throws DataError  of the attribute `src`, when it is no PNG, JPEG, GIF or WebP image, has more than 32 million pixels, or is blank
 */
export const imageMask = (file: FetchedFile): Promise<Mask> =>
  decoded(file, scaling, (bitmap) => readInk(bitmap, bitmap.width, bitmap.height, () => new DataError('src', { key: 'blankImage', file: file.name })));

/** Ink pixel by pixel: 0 is paper, 255 full ink, row by row from the top. */
export interface Shades extends ImageSize {
  readonly shades: Uint8Array<ArrayBuffer>;
}

/**
 * The same at the image's own size and with its faintest ink, piece by piece: millions of pixels do not block the page.
 *
 * @param signal  ends the reading: the promise then rejects with the signal's reason
 * @throws DataError  as `imageMask`, but for a blank one
 */
export const inkOf = (file: FetchedFile, signal: AbortSignal): Promise<Shades> => decoded(file, () => ({}), (bitmap) => inTurns(inkInStrips(bitmap), signal));

async function decoded<Read>(file: FetchedFile, options: (size: ImageSize) => ImageBitmapOptions, read: (bitmap: ImageBitmap) => Read | Promise<Read>): Promise<Read> {
  const { bytes, type, name } = file;
  const size = imageSize(bytes);
  if (!size) throw new DataError('src', { key: 'notAnImage', file: name });
  if (size.width * size.height > MOST_PIXELS) {
    throw new DataError('src', { key: 'tooManyPixels', file: name, ...size, most: MOST_PIXELS / 1e6 });
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type }), options(size));
  } catch {
    throw new DataError('src', { key: 'unreadableImage', file: name });
  }
  try {
    return await read(bitmap);
  } finally {
    bitmap.close();
  }
}

/** One side alone is given, since a photograph may lie on its side in the file: the browser finds the other. */
function scaling({ width, height }: ImageSize): ImageBitmapOptions {
  if (Math.max(width, height) <= MOST_SIDE) return {};
  return { resizeQuality: 'high', ...(width > height ? { resizeWidth: MOST_SIDE } : { resizeHeight: MOST_SIDE }) };
}

function readInk(picture: CanvasImageSource, pictureWidth: number, pictureHeight: number, blank: () => DataError, longerSide = LONGER_SIDE): Mask {
  const scale = longerSide / Math.max(pictureWidth, pictureHeight);
  const width = Math.max(1, Math.round(pictureWidth * scale));
  const height = Math.max(1, Math.round(pictureHeight * scale));
  const weights = inkIn(contextOf(new OffscreenCanvas(width, height)), picture, { width, height }).map((ink) => (ink < FAINTEST ? 0 : ink));
  if (!weights.some((ink) => ink > 0)) throw blank();
  return { width, height, weights };
}

/** Pixels that are read in a few milliseconds. */
const STRIP_PIXELS = 2 ** 17;

function* inkInStrips(bitmap: ImageBitmap): InPieces<Shades> {
  const { width, height } = bitmap;
  const rows = Math.max(1, Math.min(height, Math.floor(STRIP_PIXELS / width)));
  const context = contextOf(new OffscreenCanvas(width, rows));
  const shades = new Uint8Array(width * height);
  for (let top = 0; top < height; top += rows) {
    const some = Math.min(rows, height - top);
    context.clearRect(0, 0, width, rows);
    context.drawImage(bitmap, 0, top, width, some, 0, 0, width, some);
    const { data } = context.getImageData(0, 0, width, some);
    for (let i = 0; i < width * some; i++) shades[top * width + i] = Math.round(255 * inkAt(data, 4 * i));
    yield;
  }
  return { width, height, shades };
}

/** Of each pixel of a picture that is drawn so large. */
function inkIn(context: OffscreenCanvasRenderingContext2D, picture: CanvasImageSource, { width, height }: ImageSize): Float32Array {
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return Float32Array.from({ length: width * height }, (_, i) => inkAt(data, 4 * i));
}

/** Of the pixel whose four bytes begin there: how dark and opaque it is. */
const inkAt = (data: Uint8ClampedArray, at: number): number => (data[at + 3] / 255) * (1 - (0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2]) / 255);

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DataError('src', { key: 'noCanvas' });
  return context;
}
