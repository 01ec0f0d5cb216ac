import type { Box } from '../fields/box-balance.ts';
import { interpolateTrajectories } from '../volumes/interpolate.ts';
import type { Trajectories } from '../points.ts';

/** What a cloud of points says of a box at a time; each number with its standard error. */
export interface BoxCounts {
  readonly count: number;
  readonly inside: number;
  /** The part of the cloud that is inside. */
  readonly mass: number;
  readonly massError: number;
  /** Change of that part per unit of t. */
  readonly rate: number;
  readonly rateError: number;
  /** Of the cloud, through each side and outwards, per unit of t, as in `BoxBalance`: minus their sum is `rate`. */
  readonly outward: Float64Array;
}

/** Points that cross are counted over so long before and after. */
const HALF_WINDOW = 0.02;

/** Counts of carried points in a box, and of those that pass through its sides, as straight lines over a short time. */
export function boxCounts(trajectories: Trajectories, { lower, upper }: Box, t: number): BoxCounts {
  const { dimension, count } = trajectories;
  const [from, to] = [Math.max(0, t - HALF_WINDOW), Math.min(1, t + HALF_WINDOW)];
  const [before, now, after] = [from, t, to].map((time) => {
    const cloud = new Float32Array(count * dimension);
    interpolateTrajectories(trajectories, time, cloud);
    return cloud;
  });
  const isInside = (cloud: Float32Array, i: number): boolean => {
    for (let k = 0; k < dimension; k++) if (!(cloud[i * dimension + k] >= lower[k] && cloud[i * dimension + k] <= upper[k])) return false;
    return true;
  };
  const outward = new Float64Array(2 * dimension);
  const unit = 1 / (count * (to - from));
  let [inside, crossings, net] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    inside += Number(isInside(now, i));
    const [was, is] = [isInside(before, i), isInside(after, i)];
    if (was === is) continue;
    crossings++;
    net += is ? 1 : -1;
    const [start, end] = was ? [before, after] : [after, before];
    outward[sideOf(start, end, i, dimension, { lower, upper })] += was ? unit : -unit;
  }
  const mass = inside / count;
  return { count, inside, mass, massError: Math.sqrt((mass * (1 - mass)) / count), rate: net * unit, rateError: Math.sqrt(crossings) * unit, outward };
}

/** The side through which the line from inside to outside leaves first. */
function sideOf(start: Float32Array, end: Float32Array, i: number, dimension: number, { lower, upper }: Box): number {
  let [side, soonest] = [0, Infinity];
  for (let k = 0; k < dimension; k++) {
    const [from, to] = [start[i * dimension + k], end[i * dimension + k]];
    for (const [isUpper, edge] of [[0, lower[k]], [1, upper[k]]] as const) {
      const isPassed = isUpper ? to > edge : to < edge;
      const part = (edge - from) / (to - from);
      if (isPassed && part < soonest) [side, soonest] = [2 * k + isUpper, part];
    }
  }
  return side;
}
