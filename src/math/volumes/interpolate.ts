import type { FieldVolume, Trajectories } from '../points.ts';

/**
 * The field at any time, linear between the two nearest of the volume's times; outside them the nearest holds. Allocates nothing.
 *
 * @param outVelocity  length `nodes * dimension`
 * @param outDensity  length `nodes`; left alone when the volume has no density
 */
export function interpolateField(volume: FieldVolume, t: number, outVelocity: Float32Array, outDensity?: Float32Array): void {
  const { times, velocity, density } = volume;
  blend(velocity, times, t, outVelocity, outVelocity.length);
  if (density && outDensity) blend(density, times, t, outDensity, outDensity.length);
}

/**
 * The cloud at any time, linear between recorded steps; outside them the nearest holds. Allocates nothing.
 *
 * @param out  interleaved; of the first points as many as it holds
 */
export function interpolateTrajectories(trajectories: Trajectories, t: number, out: Float32Array): void {
  const { positions, times, count, dimension } = trajectories;
  blend(positions, times, t, out, count * dimension);
}

/** @param stride  numbers of `values` for each time */
function blend(values: Float32Array, times: Float64Array, t: number, out: Float32Array, stride: number): void {
  const direction = times[times.length - 1] >= times[0] ? 1 : -1;
  let low = 0;
  let high = times.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (direction * (t - times[middle]) >= 0) low = middle;
    else high = middle;
  }
  const share = Math.min(Math.max((t - times[low]) / (times[high] - times[low]), 0), 1);
  const a = low * stride;
  const b = high * stride;
  for (let i = 0; i < out.length; i++) out[i] = (1 - share) * values[a + i] + share * values[b + i];
}
