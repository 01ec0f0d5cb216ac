import { chooseTimes, sampleField, type FieldVolume } from '../math/index.ts';
import type { CallTask } from './task.ts';

/** One time is a slice: a grid for the eye has about a thousand nodes. */
export const sampleFieldTask: CallTask<'sampleField'> = async ({ model, grid, maxTimes }, breathe) => {
  const times = chooseTimes(model, grid, maxTimes);
  const slabs: FieldVolume[] = [];
  for (let s = 0; s < times.length; s++) {
    if (!(await breathe())) return undefined;
    slabs.push(sampleField(model, grid, times.subarray(s, s + 1)));
  }
  const densities = slabs.flatMap(({ density }) => density ?? []);
  return {
    grid,
    times,
    velocity: joined(slabs.map(({ velocity }) => velocity)),
    ...(densities.length > 0 && { density: joined(densities) }),
  };
};

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
