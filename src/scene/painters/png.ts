const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What the header calls a picture of a palette, and one of red, green, blue and opacity. */
const INDEXED = 3;
const TRUE_COLOR = 6;
/** The most that one stored block of deflate holds. */
const BLOCK = 65_535;

/**
 * A picture of one colour in 256 opacities as a PNG file: indexed, and stored without compression, since it is small.
 *
 * @param rgb  each 0..255
 * @param opacities  0..255, row by row, the uppermost first
 */
export function shadesToPng(columns: number, rows: number, rgb: readonly [number, number, number], opacities: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const lines: number[] = [];
  for (let row = 0; row < rows; row++) {
    lines.push(0);
    for (let i = row * columns; i < (row + 1) * columns; i++) lines.push(opacities[i]);
  }
  const palette = Array.from({ length: 256 }, () => rgb).flat();
  const shades = Array.from({ length: 256 }, (_, shade) => shade);
  return file(columns, rows, INDEXED, [...chunk('PLTE', palette), ...chunk('tRNS', shades)], lines);
}

/**
 * A picture in true colours as a PNG file, stored without compression.
 *
 * @param rgba  four numbers a pixel, each 0..255, row by row, the uppermost first
 */
export function pixelsToPng(columns: number, rows: number, rgba: Uint8Array): Uint8Array<ArrayBuffer> {
  const lines: number[] = [];
  for (let row = 0; row < rows; row++) lines.push(0, ...rgba.subarray(4 * row * columns, 4 * (row + 1) * columns));
  return file(columns, rows, TRUE_COLOR, [], lines);
}

function file(columns: number, rows: number, colorType: number, colors: readonly number[], lines: readonly number[]): Uint8Array<ArrayBuffer> {
  const header = chunk('IHDR', [...big(columns), ...big(rows), 8, colorType, 0, 0, 0]);
  return Uint8Array.from([...SIGNATURE, ...header, ...colors, ...chunk('IDAT', stored(lines)), ...chunk('IEND', [])]);
}

const big = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];

function chunk(name: string, data: readonly number[]): number[] {
  const body = [...name].map((letter) => letter.charCodeAt(0)).concat(data);
  return [...big(data.length), ...body, ...big(crc32(body))];
}

/** A zlib stream (RFC 1950) of stored blocks. */
function stored(data: readonly number[]): number[] {
  const out = [0x78, 0x01];
  for (let from = 0; from < data.length; from += BLOCK) {
    const block = data.slice(from, from + BLOCK);
    const { length } = block;
    out.push(from + BLOCK >= data.length ? 1 : 0, length & 255, length >>> 8, ~length & 255, (~length >>> 8) & 255);
    for (const byte of block) out.push(byte);
  }
  return out.concat(big(adler32(data)));
}

function crc32(bytes: readonly number[]): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function adler32(bytes: readonly number[]): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}
