const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
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
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk('IHDR', [...big(columns), ...big(rows), 8, 3, 0, 0, 0]),
    ...chunk('PLTE', palette),
    ...chunk('tRNS', shades),
    ...chunk('IDAT', stored(lines)),
    ...chunk('IEND', []),
  ]);
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
