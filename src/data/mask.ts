import { DataError } from './data-error.ts';
import type { FetchedFile } from './fetch-file.ts';
import { imageSize, type ImageSize } from './image-size.ts';

/** Ink on a grid of pixels. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top: 0 is paper, 1 full ink. */
  readonly weights: Float32Array;
}

/** Pixels along the longer side: enough to be read, few enough for an exact field over all of them. */
const LONGER_SIDE = 72;
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
    throw new DataError('target', `"text:" takes 1 to ${MAX_LETTERS} characters, such as "text:FM", not ${letters.length}.`);
  }
  const font = `bold ${LETTER_PX}px sans-serif`;
  const ruler = contextOf(new OffscreenCanvas(1, 1));
  ruler.font = font;
  const { width, actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } = ruler.measureText(text.trim());
  const canvas = new OffscreenCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(above + below)));
  const context = contextOf(canvas);
  context.font = font;
  context.fillText(text.trim(), 0, above);
  return readInk(canvas, canvas.width, canvas.height, 'target', 'The text leaves no ink; give letters that this browser can draw.');
}

/**
 * An image's dark places as ink.
 *
 * @throws DataError  of the attribute `src`, when it is no PNG, JPEG, GIF or WebP image, has more than 32 million pixels, or is blank
 */
export async function imageMask({ bytes, type, name }: FetchedFile): Promise<Mask> {
  const size = imageSize(bytes);
  if (!size) throw new DataError('src', `${name} is not an image that is read here; give a PNG, JPEG, GIF or WebP file.`);
  if (size.width * size.height > MOST_PIXELS) {
    throw new DataError('src', `${name} has ${size.width} by ${size.height} pixels, more than ${MOST_PIXELS / 1e6} million; a hundred along each side are enough.`);
  }
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes], { type }), scaling(size));
  } catch {
    throw new DataError('src', `${name} is not an image that this browser can read; give a PNG, JPEG, GIF or WebP file.`);
  }
  try {
    return readInk(bitmap, bitmap.width, bitmap.height, 'src', `${name} is blank; give an image with dark places on a light ground.`);
  } finally {
    bitmap.close();
  }
}

/** One side alone is given, since a photograph may lie on its side in the file: the browser finds the other. */
function scaling({ width, height }: ImageSize): ImageBitmapOptions {
  if (Math.max(width, height) <= MOST_SIDE) return {};
  return { resizeQuality: 'high', ...(width > height ? { resizeWidth: MOST_SIDE } : { resizeHeight: MOST_SIDE }) };
}

function readInk(picture: CanvasImageSource, pictureWidth: number, pictureHeight: number, attribute: 'src' | 'target', blank: string): Mask {
  const scale = LONGER_SIDE / Math.max(pictureWidth, pictureHeight);
  const width = Math.max(1, Math.round(pictureWidth * scale));
  const height = Math.max(1, Math.round(pictureHeight * scale));
  const context = contextOf(new OffscreenCanvas(width, height));
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const weights = new Float32Array(width * height);
  for (let i = 0; i < weights.length; i++) {
    const [r, g, b, alpha] = [0, 1, 2, 3].map((channel) => data[4 * i + channel] / 255);
    const ink = alpha * (1 - (0.2126 * r + 0.7152 * g + 0.0722 * b));
    weights[i] = ink < FAINTEST ? 0 : ink;
  }
  if (!weights.some((ink) => ink > 0)) throw new DataError(attribute, blank);
  return { width, height, weights };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new DataError('src', 'This browser has no canvas to read pictures with.');
  return context;
}
