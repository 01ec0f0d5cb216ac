import { project } from '../cameras/camera.ts';
import type { Camera } from '../cameras/camera.ts';
import type { Ink } from '../colors.ts';
import type { ThreadsMark } from '../marks.ts';

/** Threads are painted in at most about so many stretches along, and groups across. */
const STRETCHES = 16;
const GROUPS = 24;

/** A part of all threads, between two fractional steps, that is painted in one colour and opacity. */
export interface Stretch {
  readonly begin: number;
  readonly finish: number;
  readonly color: Ink;
  readonly opacity: number;
}

/** More of them would show as dots where they meet. */
export function stretches({ steps, times, color, opacities, opacity, fromStep, toStep }: ThreadsMark): Stretch[] {
  const from = Math.max(0, fromStep);
  const to = Math.min(steps - 1, toStep);
  const stride = Math.ceil((steps - 1) / STRETCHES);
  const all: Stretch[] = [];
  for (let first = Math.floor(from / stride) * stride; first < to; first += stride) {
    const middle = Math.min(steps - 1, first + (stride >> 1));
    const after = Math.min(steps - 1, middle + (stride % 2));
    all.push({
      begin: Math.max(from, first),
      finish: Math.min(to, first + stride),
      color: color ?? (times[middle] + times[after]) / 2,
      opacity: (opacity * (opacities[middle] + opacities[after])) / 2,
    });
  }
  return all;
}

/** How many threads share a path. */
export const groupSize = ({ count }: ThreadsMark): number => Math.max(1, Math.ceil(count / GROUPS));

/** Where thread `i` is at a fractional step; see {@link project}. */
export function projectThread({ count, steps, positions }: ThreadsMark, i: number, step: number, camera: Camera, out: Float64Array): boolean {
  const s = Math.min(steps - 2, Math.floor(step));
  const p = 3 * (s * count + i);
  const q = p + 3 * count;
  const part = step - s;
  const x = positions[p] + part * (positions[q] - positions[p]);
  const y = positions[p + 1] + part * (positions[q + 1] - positions[p + 1]);
  const z = positions[p + 2] + part * (positions[q + 2] - positions[p + 2]);
  return project(camera, x, y, z, out);
}
