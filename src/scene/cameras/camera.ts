/** A rectangle in CSS pixels from the figure's upper left corner. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where world positions fall on the figure; the same for every painter. */
export interface Camera {
  /** World to clip space, column-major 4 x 4. */
  readonly matrix: Float64Array;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where clipped marks may show. */
  readonly plot: Rect;
  /** The w of positions that are drawn at their nominal size: distance from the eye, or 1 without perspective. */
  readonly focus: number;
}

/** Beyond this many pixels a position is treated like one that does not exist; canvas paths misbehave far outside. */
const FAR_PX = 1e5;

const single = new Float64Array(3);

/**
 * Writes pixel x, pixel y and the factor of nominal size into `out`.
 * @returns false for positions behind the eye, far outside, or not finite
 */
export function project(camera: Camera, x: number, y: number, z: number, out: Float64Array): boolean {
  single[0] = x;
  single[1] = y;
  single[2] = z;
  projectAll(camera, single, 1, out);
  return !Number.isNaN(out[0]);
}

/**
 * The same for many positions, in a loop of its own: coordinates that are passed one by one would fill the heap at each frame.
 *
 * @param positions  interleaved x, y, z
 * @param out  pixel x, pixel y and factor of each; pixel x is NaN where {@link project} is false
 */
export function projectAll(camera: Camera, positions: ArrayLike<number>, count: number, out: Float64Array): void {
  const { matrix: m, widthPx, heightPx, focus } = camera;
  for (let i = 0; i < 3 * count; i += 3) {
    const x = positions[i];
    const y = positions[i + 1];
    const z = positions[i + 2];
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    const across = (0.5 + (0.5 * (m[0] * x + m[4] * y + m[8] * z + m[12])) / w) * widthPx;
    const down = (0.5 - (0.5 * (m[1] * x + m[5] * y + m[9] * z + m[13])) / w) * heightPx;
    // One or the other by `?:` would also go over the heap.
    out[i] = across;
    if (!(w > 1e-3 && Math.abs(across) < FAR_PX && Math.abs(down) < FAR_PX)) out[i] = Number.NaN;
    out[i + 1] = down;
    out[i + 2] = focus / w;
  }
}
