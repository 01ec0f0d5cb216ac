import type { Camera, Rect } from './camera.ts';
import type { Orbit } from './orbit.ts';

/** From where a deep figure is seen before the reader turns it. */
export interface FirstView {
  readonly yawRad: number;
  readonly pitchRad: number;
  /** Of the eye from the origin, in world units: the nearer, the larger is what is near beside what is far. */
  readonly distance: number;
}

/** A perspective view of a box whose first axis is time. */
export interface SpacetimeCamera extends Camera {
  /** Where the eye stands along the axis of time, in world units: it decides what hides what. */
  readonly eyeX: number;
}

/** From the data's side and a little from above, so near that the data's end is the largest. */
export const SPACETIME_VIEW: FirstView = { yawRad: -0.88, pitchRad: 0.25, distance: 5.6 };
/** The same of a box in space: from the front, or, where the data lies flat, so far from above that its shape is seen. */
export const VOLUME_VIEWS = {
  front: { yawRad: -0.45, pitchRad: 0.3, distance: 4.6 },
  above: { yawRad: -0.35, pitchRad: 1, distance: 4.6 },
} as const satisfies Readonly<Record<string, FirstView>>;
/** Straight from above, up has no direction. */
const STEEPEST_RAD = 1.45;

/**
 * Looks at the origin from the orbit and fits all of `points` into `room` at zoom 1, whatever the direction: no orbit
 * loses an end of the picture. World y is up.
 *
 * @param points  interleaved x, y, z, within a few units of the origin
 */
export function spacetimeCamera(
  widthPx: number,
  heightPx: number,
  room: Rect,
  points: Float32Array,
  orbit: Orbit,
  { yawRad, pitchRad, distance }: FirstView = SPACETIME_VIEW,
): SpacetimeCamera {
  const yaw = yawRad + orbit.yawRad;
  const pitch = Math.min(STEEPEST_RAD, Math.max(-STEEPEST_RAD, pitchRad + orbit.pitchRad));
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  const right = [cosYaw, 0, sinYaw];
  const up = [sinYaw * sinPitch, cosPitch, -cosYaw * sinPitch];
  const toEye = [-sinYaw * cosPitch, sinPitch, cosYaw * cosPitch];

  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let p = 0; p < points.length; p += 3) {
    const along = (axis: readonly number[]) => axis[0] * points[p] + axis[1] * points[p + 1] + axis[2] * points[p + 2];
    const w = distance - along(toEye);
    const [x, y] = [along(right) / w, along(up) / w];
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  const focalPx = Math.min(room.width / (x1 - x0), room.height / (y1 - y0)) * orbit.zoom;
  // The middle of what is seen falls on the middle of the room.
  const middleX = (2 * (room.left + room.width / 2 - (focalPx * (x0 + x1)) / 2)) / widthPx - 1;
  const middleY = 1 - (2 * (room.top + room.height / 2 + (focalPx * (y0 + y1)) / 2)) / heightPx;
  const [scaleX, scaleY] = [(2 * focalPx) / widthPx, (2 * focalPx) / heightPx];
  const matrix = new Float64Array(16);
  for (let axis = 0; axis < 3; axis++) {
    matrix[4 * axis] = scaleX * right[axis] - middleX * toEye[axis];
    matrix[4 * axis + 1] = scaleY * up[axis] - middleY * toEye[axis];
    matrix[4 * axis + 3] = -toEye[axis];
  }
  matrix[12] = middleX * distance;
  matrix[13] = middleY * distance;
  matrix[15] = distance;
  const plot = { left: 0, top: 0, width: widthPx, height: heightPx };
  return { matrix, widthPx, heightPx, plot, focus: distance, eyeX: distance * toEye[0] };
}

type Triple = readonly [number, number, number];

const cross = (a: Triple, b: Triple): Triple => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

/** The world position that is seen at a pixel and stands at the distance of the camera's focus, where sizes are nominal. */
export function atFocus({ matrix: m, widthPx, heightPx, focus }: Camera, xPx: number, yPx: number): [number, number, number] {
  const rows: readonly Triple[] = [[m[0], m[4], m[8]], [m[1], m[5], m[9]], [m[3], m[7], m[11]]];
  const wanted = [((2 * xPx) / widthPx - 1) * focus - m[12], (1 - (2 * yPx) / heightPx) * focus - m[13], focus - m[15]];
  // Three linear equations, by Cramer's rule.
  const columns = [cross(rows[1], rows[2]), cross(rows[2], rows[0]), cross(rows[0], rows[1])];
  const determinant = rows[0].reduce((sum, value, k) => sum + value * columns[0][k], 0);
  const part = (axis: number): number => columns.reduce((sum, column, k) => sum + wanted[k] * column[axis], 0) / determinant;
  return [part(0), part(1), part(2)];
}

/** World y and z of what is seen at a pixel on the plane that stands across the axis of time at world `x`. */
export function onPlaneX({ matrix: m, widthPx, heightPx }: Camera, xPx: number, yPx: number, x: number): [y: number, z: number] {
  const across = (2 * xPx) / widthPx - 1;
  const up = 1 - (2 * yPx) / heightPx;
  const row = (clip: number, part: number): Triple => [m[4 + clip] - part * m[7], m[8 + clip] - part * m[11], part * (m[3] * x + m[15]) - m[clip] * x - m[12 + clip]];
  const [a, b] = [row(0, across), row(1, up)];
  const determinant = a[0] * b[1] - a[1] * b[0];
  return [(a[2] * b[1] - a[1] * b[2]) / determinant, (a[0] * b[2] - a[2] * b[0]) / determinant];
}
