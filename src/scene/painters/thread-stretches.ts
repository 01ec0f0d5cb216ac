import type { Ink } from '../colors.ts';
import type { ThreadsMark } from '../marks.ts';

/** Threads are painted in at most about so many stretches along, and groups across. */
const STRETCHES = 16;
const GROUPS = 24;

/** A part of all threads that is painted in one colour and opacity. */
export interface Stretch {
  readonly color: Ink;
  readonly opacity: number;
  /** Where its vertices are: every whole step within, and the two fractional ones at its ends. */
  readonly steps: Float64Array;
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
      steps: stepsBetween(Math.max(from, first), Math.min(to, first + stride)),
      color: color ?? (times[middle] + times[after]) / 2,
      opacity: (opacity * (opacities[middle] + opacities[after])) / 2,
    });
  }
  return all;
}

/** How many threads share a path. */
export const groupSize = ({ count }: ThreadsMark): number => Math.max(1, Math.ceil(count / GROUPS));

function stepsBetween(begin: number, finish: number): Float64Array {
  const whole = Math.floor(begin) + 1;
  const steps = new Float64Array(2 + Math.max(0, Math.ceil(finish) - whole));
  for (let k = 0; k < steps.length; k++) steps[k] = whole + k - 1;
  steps[0] = begin;
  steps[steps.length - 1] = finish;
  return steps;
}

/** Interleaved world positions of the threads from `first` to before `end`, each at all of the fractional steps, into `out`. */
export function threadVertices({ count, steps, positions }: ThreadsMark, first: number, end: number, at: Float64Array, out: Float64Array): void {
  let to = 0;
  for (let i = first; i < end; i++) {
    for (let k = 0; k < at.length; k++) {
      const s = Math.min(steps - 2, Math.floor(at[k]));
      const part = at[k] - s;
      const p = 3 * (s * count + i);
      const q = p + 3 * count;
      out[to++] = positions[p] + part * (positions[q] - positions[p]);
      out[to++] = positions[p + 1] + part * (positions[q + 1] - positions[p + 1]);
      out[to++] = positions[p + 2] + part * (positions[q + 2] - positions[p + 2]);
    }
  }
}
