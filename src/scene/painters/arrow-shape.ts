import { project } from '../cameras/camera.ts';
import type { Camera } from '../cameras/camera.ts';
import type { ArrowsMark } from '../marks.ts';

/** A head grows with its arrow up to this length; short arrows are mostly head. */
const HEAD_PX = 8.5;
const HEAD_PART = 0.55;
/** Half the width of a head, and how far its back is cut in, as parts of its length. */
const HEAD_HALF_WIDTH = 0.4;
const HEAD_NOTCH = 0.75;
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

const start = new Float64Array(3);
const end = new Float64Array(3);
const shape: ArrowShape = { tail: [0, 0], neck: [0, 0], left: [0, 0], tip: [0, 0], right: [0, 0], notch: [0, 0] };

const place = (out: Place, x: number, y: number): void => {
  out[0] = x;
  out[1] = y;
};

/** Visits every arrow that is seen and has a length. Nothing is taken apart by pattern: at each frame that would fill the heap. */
export function forEachArrow(camera: Camera, { count, positions, vectors, shape: kind }: ArrowsMark, visit: (arrow: ArrowShape) => void): void {
  for (let i = 0; i < 3 * count; i += 3) {
    const x = positions[i];
    const y = positions[i + 1];
    const z = positions[i + 2];
    const dx = vectors[i] / 2;
    const dy = vectors[i + 1] / 2;
    const dz = vectors[i + 2] / 2;
    if (!project(camera, x - dx, y - dy, z - dz, start) || !project(camera, x + dx, y + dy, z + dz, end)) continue;
    const across = end[0] - start[0];
    const down = end[1] - start[1];
    const length = Math.sqrt(across * across + down * down);
    if (!(length > 0)) continue;
    const ux = across / length;
    const uy = down / length;
    const head = Math.min(HEAD_PX, HEAD_PART * length);
    const half = HEAD_HALF_WIDTH * head;
    const notch = HEAD_NOTCH * head;
    // A shaft that is drawn through to the tip would blunt a filled head.
    const shaft = kind === 'dashed' ? length : length - notch;
    const backX = end[0] - ux * head;
    const backY = end[1] - uy * head;
    place(shape.tail, start[0], start[1]);
    place(shape.neck, start[0] + ux * shaft, start[1] + uy * shaft);
    place(shape.left, backX - uy * half, backY + ux * half);
    place(shape.tip, end[0], end[1]);
    place(shape.right, backX + uy * half, backY - ux * half);
    place(shape.notch, end[0] - ux * notch, end[1] - uy * notch);
    visit(shape);
  }
}
