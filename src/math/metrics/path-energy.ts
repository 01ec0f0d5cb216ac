import { ArgumentError } from '../argument-error.ts';
import type { Trajectories } from '../points.ts';

/** `E integral |v|^2 dt` of recorded paths, each step counted as straight: the mean of `sum |x_next - x|^2 / (t_next - t)`. */
export function pathEnergy({ dimension, count, times, positions }: Trajectories): number {
  const length = count * dimension;
  let energy = 0;
  for (let s = 0; s + 1 < times.length; s++) {
    let squares = 0;
    for (let i = s * length; i < (s + 1) * length; i++) squares += (positions[i + length] - positions[i]) ** 2;
    energy += squares / Math.abs(times[s + 1] - times[s]);
  }
  return energy / count;
}

/**
 * How far paths are from straight: `E integral |v|^2 dt - E|x_1 - x_0|^2` (Liu, Gong and Liu 2023), over a unit of time; 0 when every
 * path is straight at constant speed, never negative but by rounding.
 */
export function straightness(trajectories: Trajectories): number {
  const { dimension, count, times, positions } = trajectories;
  const length = count * dimension;
  const last = (times.length - 1) * length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (positions[last + i] - positions[i]) ** 2;
  return pathEnergy(trajectories) - squares / count / Math.abs(times[times.length - 1] - times[0]);
}

/**
 * Normalised path energy `|E integral |v|^2 dt - W2^2| / W2^2` (Tong et al. 2024, section 5): 0 for optimal transport.
 *
 * @param squaredDistance  `W2^2` between source and target, above 0
 */
export function normalisedPathEnergy(trajectories: Trajectories, squaredDistance: number): number {
  if (!(squaredDistance > 0)) throw new ArgumentError('squaredDistance', `must be above 0, not ${squaredDistance}`);
  return Math.abs(pathEnergy(trajectories) - squaredDistance) / squaredDistance;
}
