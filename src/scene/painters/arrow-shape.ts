import { projectAll } from '../cameras/camera.ts';
import type { Camera } from '../cameras/camera.ts';
import type { ArrowsMark } from '../marks.ts';

/** A head grows with its arrow up to this length; short arrows are mostly head. */
export const HEAD_PX = 8.5;
export const HEAD_PART = 0.55;
/** Half the width of a head, and how far its back is cut in, as parts of its length. */
export const HEAD_HALF_WIDTH = 0.4;
export const HEAD_NOTCH = 0.75;
export const DASH_PX = [3, 2.4] as const;

type Place = [number, number];

/** An arrow in pixels: its shaft runs from tail to neck, its head has four corners. One object for all arrows, overwritten. */
export interface ArrowShape {
  readonly tail: Place;
  readonly neck: Place;
  readonly left: Place;
  readonly tip: Place;
  readonly right: Place;
  readonly notch: Place;
}

/** Tail and tip. */
const ends = new Float64Array(6);
const shape: ArrowShape = { tail: [0, 0], neck: [0, 0], left: [0, 0], tip: [0, 0], right: [0, 0], notch: [0, 0] };

const place = (out: Place, x: number, y: number): void => {
  out[0] = x;
  out[1] = y;
};

/** Visits every arrow that is seen and has a length. Nothing is taken apart by pattern: at each frame that would fill the heap. */
export function forEachArrow(camera: Camera, { count, positions, vectors, shape: kind }: ArrowsMark, visit: (arrow: ArrowShape) => void): void {
  for (let i = 0; i < 3 * count; i += 3) {
    for (let axis = 0; axis < 3; axis++) {
      ends[axis] = positions[i + axis] - vectors[i + axis] / 2;
      ends[axis + 3] = positions[i + axis] + vectors[i + axis] / 2;
    }
    projectAll(camera, ends, 2, ends);
    const across = ends[3] - ends[0];
    const down = ends[4] - ends[1];
    const length = Math.sqrt(across * across + down * down);
    if (!(length > 0)) continue;
    const ux = across / length;
    const uy = down / length;
    const head = Math.min(HEAD_PX, HEAD_PART * length);
    const half = HEAD_HALF_WIDTH * head;
    const notch = HEAD_NOTCH * head;
    // A shaft that is drawn through to the tip would blunt a filled head.
    const shaft = kind === 'dashed' ? length : length - notch;
    const backX = ends[3] - ux * head;
    const backY = ends[4] - uy * head;
    place(shape.tail, ends[0], ends[1]);
    place(shape.neck, ends[0] + ux * shaft, ends[1] + uy * shaft);
    place(shape.left, backX - uy * half, backY + ux * half);
    place(shape.tip, ends[3], ends[4]);
    place(shape.right, backX + uy * half, backY - ux * half);
    place(shape.notch, ends[3] - ux * notch, ends[4] - uy * notch);
    visit(shape);
  }
}
