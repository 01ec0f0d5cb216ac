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

/**
 * Writes pixel x, pixel y and the factor of nominal size into `out`.
 * @returns false for positions behind the eye, far outside, or not finite
 */
export function project(camera: Camera, x: number, y: number, z: number, out: Float64Array): boolean {
  const m = camera.matrix;
  const w = m[3] * x + m[7] * y + m[11] * z + m[15];
  out[0] = (0.5 + (0.5 * (m[0] * x + m[4] * y + m[8] * z + m[12])) / w) * camera.widthPx;
  out[1] = (0.5 - (0.5 * (m[1] * x + m[5] * y + m[9] * z + m[13])) / w) * camera.heightPx;
  out[2] = camera.focus / w;
  return w > 1e-3 && Math.abs(out[0]) < FAR_PX && Math.abs(out[1]) < FAR_PX;
}
