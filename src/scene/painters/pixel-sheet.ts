import type { Rgba } from '../colors.ts';

/** Device pixels; `right` and `bottom` are the first ones outside. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A colour for pixels: blue, green and red from the higher byte down, and the opacity in [0, 255]. */
export interface PixelInk {
  readonly rgb: number;
  readonly opacity: number;
}

/** Dot `i` has the ink `inks[ofDots[i]]`. */
export interface DotInks {
  readonly inks: readonly PixelInk[];
  readonly ofDots: Uint8Array;
}

export function inkOf(color: Rgba, opacity: number): PixelInk {
  const red = Math.round(255 * color[0]);
  const green = Math.round(255 * color[1]);
  const blue = Math.round(255 * color[2]);
  return { rgb: (blue << 16) | (green << 8) | red, opacity: 255 * color[3] * opacity };
}

/**
 * Dots and thin lines, filled by their coverage of each pixel. Thousands of small shapes cost a canvas far more than their
 * few pixels: each becomes a path that is outlined, flattened and scanned.
 */
export class PixelSheet {
  readonly width: number;
  readonly height: number;
  /** Opacity, blue, green, red from the highest byte down (image data as little-endian words), row by row, not premultiplied. */
  readonly pixels: Int32Array;
  /** What dots and lines are painted with from now on. */
  ink: PixelInk = { rgb: 0, opacity: 255 };
  /** Dots are fainter from now on, or stronger, by their radius, as a part of this one, to the power of `fade`. */
  fullRadius = 1;
  fade = 0;
  /** Of lines from now on, in device pixels. */
  lineWidth = 1;
  private bounds: Bounds;

  /** @param data  image data of `width` times `height` pixels, which are written to */
  constructor(width: number, height: number, data: Uint8ClampedArray) {
    this.width = width;
    this.height = height;
    this.pixels = new Int32Array(data.buffer, data.byteOffset, width * height);
    this.bounds = { left: 0, top: 0, right: width, bottom: height };
  }

  /** Nothing is left there. @param bounds  no wider and no higher than the sheet */
  clear({ left, top, right, bottom }: Bounds): void {
    for (let row = top; row < bottom; row++) this.pixels.fill(0, row * this.width + left, row * this.width + right);
  }

  /** Nothing outside is painted from now on. */
  clip({ left, top, right, bottom }: Bounds): void {
    this.bounds = { left: Math.max(0, left), top: Math.max(0, top), right: Math.min(this.width, right), bottom: Math.min(this.height, bottom) };
  }

  /**
   * Discs. Numbers come in arrays or stand in fields, here and below: one with a fraction that is passed to a function is put
   * on the heap each time.
   * @param discs  x, y, radius of each, in device pixels; where x is NaN there is none
   * @param colors  of each, in place of the one ink
   */
  dots(discs: Float64Array, count: number, colors?: DotInks): void {
    const { width, fade, fullRadius } = this;
    let { opacity } = this.ink;
    const { left, top, right, bottom } = this.bounds;
    for (let i = 0; i < 3 * count; i += 3) {
      if (colors) {
        this.ink = colors.inks[colors.ofDots[i / 3]];
        opacity = this.ink.opacity;
      }
      const x = discs[i];
      const y = discs[i + 1];
      const radius = discs[i + 2];
      const reach = radius + 0.5;
      const inner = radius > 0.5 ? (radius - 0.5) ** 2 : 0;
      const outer = reach * reach;
      const last = Math.min(bottom, Math.ceil(y + reach)) | 0;
      const begin = Math.max(left, Math.floor(x - reach)) | 0;
      const end = Math.min(right, Math.ceil(x + reach)) | 0;
      // Smaller than a pixel, it is fainter instead.
      const seen = fade === 0 ? opacity : Math.min(255, opacity * (radius / fullRadius) ** fade);
      const full = seen * Math.min(1, 2 * radius) + 0.5;
      for (let row = Math.max(top, Math.floor(y - reach)) | 0; row < last; row++) {
        const up = (row + 0.5 - y) ** 2;
        for (let column = begin; column < end; column++) {
          const distance = up + (column + 0.5 - x) ** 2;
          if (distance <= inner) this.blend(row * width + column, full | 0);
          else if (distance < outer) this.blend(row * width + column, (full * Math.min(1, reach - Math.sqrt(distance))) | 0);
        }
      }
    }
  }

  /**
   * A line through places, without caps. Columns (rows, where it is steep) whose middles a piece passes are filled, its
   * one end's included and its other's not, so that pieces meet without a gap or a darker joint.
   * @param places  x, y of each, in device pixels, and a third number that does not count; where x is NaN the line is interrupted
   * @param first  the place at which it begins
   */
  line(places: Float64Array, first: number, count: number): void {
    const { width, ink, bounds, lineWidth } = this;
    const { opacity } = ink;
    for (let i = 3 * first; i < 3 * (first + count - 1); i += 3) {
      const steep = Math.abs(places[i + 4] - places[i + 1]) > Math.abs(places[i + 3] - places[i]);
      // Along the longer way u, across it v.
      const u = steep ? i + 1 : i;
      const v = steep ? i : i + 1;
      const u0 = places[u];
      const u1 = places[u + 3];
      const v0 = places[v];
      const slope = (places[v + 3] - v0) / (u1 - u0);
      const half = 0.5 * lineWidth * Math.sqrt(1 + slope * slope);
      const uStride = steep ? width : 1;
      const vStride = steep ? 1 : width;
      const vMin = steep ? bounds.left : bounds.top;
      const vMax = steep ? bounds.right : bounds.bottom;
      const begin = Math.max(steep ? bounds.top : bounds.left, Math.ceil(Math.min(u0, u1) - 0.5)) | 0;
      const end = Math.min(steep ? bounds.bottom : bounds.right, Math.ceil(Math.max(u0, u1) - 0.5)) | 0;
      for (let at = begin; at < end; at++) {
        const middle = v0 + slope * (at + 0.5 - u0);
        const near = middle - half;
        const far = middle + half;
        const last = Math.min(vMax, Math.ceil(far)) | 0;
        for (let across = Math.max(vMin, Math.floor(near)) | 0; across < last; across++) {
          const covered = Math.min(across + 1, far) - Math.max(across, near);
          this.blend(at * uStride + across * vStride, (covered * opacity + 0.5) | 0);
        }
      }
    }
  }

  /** Source over what is there. @param opacity  an integer in [0, 255] */
  private blend(at: number, opacity: number): void {
    const { pixels } = this;
    const { rgb } = this.ink;
    const under = pixels[at];
    const below = under >>> 24;
    const sum = opacity + ((below * (255 - opacity) + 127) / 255 | 0);
    if (below === 0 || (under & 0xffffff) === rgb) {
      pixels[at] = (sum << 24) | rgb;
      return;
    }
    if (sum === 0) return;
    const part = ((opacity << 8) / sum) | 0;
    const red = (under & 255) + (part * ((rgb & 255) - (under & 255)) >> 8);
    const green = ((under >>> 8) & 255) + (part * (((rgb >>> 8) & 255) - ((under >>> 8) & 255)) >> 8);
    const blue = ((under >>> 16) & 255) + (part * ((rgb >>> 16) - ((under >>> 16) & 255)) >> 8);
    pixels[at] = (sum << 24) | (blue << 16) | (green << 8) | red;
  }
}
