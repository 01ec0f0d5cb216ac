import { decode, encode } from 'fast-png';

/** Three bytes a pixel, row after row from the top. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** So near a picture stays to itself in its palette, where 256 colours are enough for that: most figures need fewer than 200, and paths through time come to 10. */
const NEAR = 8;
const MOST_COLORS = 256;
/** So many of the commonest colors stay what they are: a wide face that is a little off looks like another color. */
const COMMON_COLORS = 24;
/** Further than twice that: neither palettes nor the antialiasing of another machine do this to a pixel, and no mark of a figure is so faint. */
const OFF = 24;

const channels = (color: number): [number, number, number] => [color >> 16, (color >> 8) & 255, color & 255];

export function readPng(png: Uint8Array): Pixels {
  const { width, height, data, channels: step, palette } = decode(png);
  const rgb = new Uint8Array(3 * width * height);
  const [from, every] = palette ? [palette.flatMap((color) => [...color].slice(0, 3)), 3] : [data, step];
  for (let i = 0; i < width * height; i++) {
    const at = every * (palette ? data[i] : i);
    for (let k = 0; k < 3; k++) rgb[3 * i + k] = from[at + k];
  }
  return { width, height, rgb };
}

/** A small PNG: its palette is the commonest colors, and then again and again the one that is furthest from all so far. */
export function writePng({ width, height, rgb }: Pixels): Uint8Array {
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => (rgb[3 * i] << 16) | (rgb[3 * i + 1] << 8) | rgb[3 * i + 2]);
  const counts = new Map<number, number>();
  for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  const colors = [...counts].sort(([, a], [, b]) => b - a).map(([color]) => color);
  const nearest = colors.map(() => ({ entry: 0, distance: Infinity }));
  const furthest = (): number => nearest.reduce((worst, { distance }, i) => (distance > nearest[worst].distance ? i : worst), 0);
  const palette: [number, number, number][] = [];
  for (let next = 0; palette.length < MOST_COLORS && nearest[next].distance > (next < COMMON_COLORS ? 0 : NEAR); ) {
    const added = channels(colors[next]);
    colors.forEach((color, i) => {
      const distance = Math.max(...channels(color).map((value, k) => Math.abs(value - added[k])));
      if (distance < nearest[i].distance) nearest[i] = { entry: palette.length, distance };
    });
    palette.push(added);
    next = palette.length < Math.min(COMMON_COLORS, colors.length) ? palette.length : furthest();
  }
  const entries = new Map(colors.map((color, i) => [color, nearest[i].entry]));
  return encode({ width, height, depth: 8, channels: 1, palette, data: Uint8Array.from(pixels, (color) => entries.get(color)!) }, { zlib: { level: 9 } });
}

/** How many pixels of two pictures differ; all, when they are not equally large. */
export function pixelsOff(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) return Math.max(a.width * a.height, b.width * b.height);
  const isOff = (i: number): boolean => Math.abs(a.rgb[i] - b.rgb[i]) > OFF;
  let count = 0;
  for (let i = 0; i < a.rgb.length; i += 3) if (isOff(i) || isOff(i + 1) || isOff(i + 2)) count++;
  return count;
}
