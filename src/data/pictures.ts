import { DataError } from './data-error.ts';
import type { FetchedFile } from './fetch-file.ts';
import { MOST_CLASSES, type InPieces } from '../math/index.ts';
import { imageSize, type ImageSize } from './image-size.ts';
import { inTurns } from './in-turns.ts';
import { inkOf, type Shades } from './mask.ts';

/** Many pictures of one size. */
export interface Pictures {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** One picture after the other, each row by row from the top: 0 is paper, 255 full ink. */
  readonly shades: Uint8Array<ArrayBuffer>;
  /** Of each picture; absent where no classes were named. */
  readonly classes?: { readonly names: readonly string[]; readonly ofComponents: Int32Array };
}

/** How a file of pictures is taken apart. */
export interface Tiling {
  /** Size of a picture, such as `28x28`; that in the file's name when absent, as in `digits-2000x28x28.u8`. */
  readonly tile?: string;
  /** Names of classes, separated by spaces, whose pictures stand together in this order, of each as many. */
  readonly classes?: string;
}

/** More pictures than this are too many points for an exact field. */
const MOST_PICTURES = 10_000;
/** Along a side of one. */
const MOST_SIDE = 256;
const SIZE = /(\d+)[x×](\d+)$/;
const SIZE_IN_NAME = /(\d+)x(\d+)\.u8$/;

/** Tiles that are taken out of an image between two looks of the page at its reader, in pixels. */
const TILES_PIXELS = 2 ** 20;

/**
 * Equal pictures from a file of plain bytes (one a pixel, 0 paper, 255 ink), or from the tiles of an image, row by row, whose dark places are ink.
 *
 * @param signal  ends the reading: the promise then rejects with the signal's reason
 * @throws DataError  in words, of `src`, `tile` or `tile-classes`
 */
export async function readPictures(file: FetchedFile, { tile, classes }: Tiling, signal: AbortSignal): Promise<Pictures> {
  const isImage = file.type.startsWith('image/') || imageSize(file.bytes) !== undefined;
  const { width, height } = sizeOf(tile, file.name);
  const shades = isImage ? await tilesOf(file, width, height, signal) : file.bytes;
  const count = shades.length / (width * height);
  if (!Number.isInteger(count) || count === 0) throw new DataError('tile', { key: 'unevenPictures', file: file.name, bytes: shades.length, width, height });
  checkCount(file, count);
  return { width, height, count, shades, ...(classes !== undefined && { classes: classesOf(classes, count) }) };
}

function sizeOf(tile: string | undefined, name: string | undefined): { width: number; height: number } {
  // In a file's name rows stand before columns.
  const [, first, second] = (tile === undefined ? SIZE_IN_NAME.exec(name ?? '') : SIZE.exec(tile.trim())) ?? [];
  const [width, height] = (tile === undefined ? [second, first] : [first, second]).map(Number);
  const isSize = [width, height].every((side) => Number.isInteger(side) && side >= 1 && side <= MOST_SIDE);
  if (!isSize) throw new DataError('tile', { key: 'noTile', given: tile, most: MOST_SIDE });
  return { width, height };
}

async function tilesOf(file: FetchedFile, width: number, height: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  // Said before millions of pixels are read.
  const size = imageSize(file.bytes);
  if (size) checkTiles(file, size, width, height);
  const ink = await inkOf(file, signal);
  // A photograph may lie on its side in the file.
  checkTiles(file, ink, width, height);
  return inTurns(tilesIn(ink, width, height), signal);
}

/** Tile after tile. */
function* tilesIn({ shades, ...image }: Shades, width: number, height: number): InPieces<Uint8Array<ArrayBuffer>> {
  const across = image.width / width;
  const tiles = new Uint8Array(shades.length);
  let left = TILES_PIXELS;
  for (let tile = 0; tile < shades.length / (width * height); tile++) {
    const corner = Math.floor(tile / across) * height * image.width + (tile % across) * width;
    for (let row = 0; row < height; row++) {
      const from = corner + row * image.width;
      tiles.set(shades.subarray(from, from + width), (tile * height + row) * width);
    }
    left -= width * height;
    if (left > 0) continue;
    left = TILES_PIXELS;
    yield;
  }
  return tiles;
}

function checkTiles(file: FetchedFile, size: ImageSize, width: number, height: number): void {
  const [across, down] = [size.width / width, size.height / height];
  if (!Number.isInteger(across) || !Number.isInteger(down)) throw new DataError('tile', { key: 'unevenTiles', file: file.name, width: size.width, height: size.height, tile: [width, height] });
  checkCount(file, across * down);
}

function checkCount({ name }: FetchedFile, count: number): void {
  if (count < 2) throw new DataError('src', { key: 'onePicture', file: name });
  if (count > MOST_PICTURES) throw new DataError('src', { key: 'tooManyPictures', file: name, count, most: MOST_PICTURES });
}

function classesOf(written: string, count: number): NonNullable<Pictures['classes']> {
  const names = written.split(/\s+/).filter(Boolean);
  if (names.length > MOST_CLASSES) throw new DataError('tile-classes', { key: 'manyClasses', count: names.length, most: MOST_CLASSES });
  if (names.length < 2 || new Set(names).size < names.length) throw new DataError('tile-classes', { key: 'fewClasses', given: written });
  const each = count / names.length;
  if (!Number.isInteger(each)) throw new DataError('tile-classes', { key: 'unevenClasses', classes: names.length, count });
  return { names, ofComponents: Int32Array.from({ length: count }, (_, i) => Math.floor(i / each)) };
}
