import { ArgumentError } from '../argument-error.ts';
import { VELOCITIES, type Evaluators } from '../models/fields.ts';
import { isBetweenLaws } from '../models/traits.ts';
import type { VelocityModel } from '../models/types.ts';
import type { Grid } from '../points.ts';
import { fieldOnGrid } from './field-on-grid.ts';
import { gridPoints } from './grid-points.ts';
import { inOneGo, NODES_IN_A_PIECE, type InPieces } from '../pieces.ts';

/** Nodes that are looked at, whatever the size of the grid. */
const MOST_NODES = 144;
/** Good enough: relative error in the middle of an interval. A tenth of an arrow's width at usual sizes. */
const TOLERANCE = 0.005;
/** No interval is halved below this: data points change without end near t = 1, and a timeline has no more places to stand on. */
const SHORTEST = 1 / 1024;

interface Sample {
  readonly t: number;
  readonly velocity: Float64Array;
  /** Empty for learned models. */
  readonly density: Float64Array;
}
interface Interval {
  readonly left: Sample;
  readonly middle: Sample;
  readonly right: Sample;
  /** Relative deviation from the chord in the middle. */
  readonly error: number;
  /** What a reader at a random time meets of it: the error times the interval's length. */
  readonly burden: number;
}

/**
 * Times at which to sample a field so that linear interpolation between them errs least on the whole timeline: intervals are halved,
 * the one with the greatest error times length first.
 *
 * @param maxTimes  at most this many, 2 or more; fewer come back when the field is smooth
 * @returns increasing, from 0 to 1
 * @throws ArgumentError when the model or the grid is malformed, their dimensions differ, or there are more nodes than memory
 */
export function chooseTimes(model: VelocityModel, grid: Grid, maxTimes: number): Float64Array {
  return inOneGo(choosingTimes(model, grid, maxTimes));
}

/** `chooseTimes` in pieces. */
export const choosingTimes = (model: VelocityModel, grid: Grid, maxTimes: number): InPieces<Float64Array> => choosingTimesBy(VELOCITIES, model, grid, maxTimes);

/** The same by what evaluates models. */
export function* choosingTimesBy(evaluators: Evaluators, model: VelocityModel, grid: Grid, maxTimes: number): InPieces<Float64Array> {
  if (!(Number.isSafeInteger(maxTimes) && maxTimes >= 2)) throw new ArgumentError('maxTimes', `must be 2 or more, not ${maxTimes}`);
  const { dimension } = grid;
  const perAxis = Math.max(2, Math.floor(MOST_NODES ** (1 / dimension)));
  const x = gridPoints({ ...grid, size: grid.size.map((size) => Math.min(size, perAxis)) });
  const field = fieldOnGrid(evaluators, model, grid);
  const isDense = isBetweenLaws(model);

  const sample = function* (t: number): InPieces<Sample> {
    const nodes = x.length / dimension;
    const velocity = new Float64Array(x.length);
    const density = new Float64Array(isDense ? nodes : 0);
    for (let first = 0; first < nodes; first += NODES_IN_A_PIECE) {
      const end = Math.min(nodes, first + NODES_IN_A_PIECE);
      const rows = (values: Float64Array): Float64Array => values.subarray(first * dimension, end * dimension);
      field(rows(x), t, rows(velocity), isDense ? density.subarray(first, end) : undefined);
      yield;
    }
    return { t, velocity, density };
  };
  const interval = function* (left: Sample, right: Sample): InPieces<Interval> {
    const middle = yield* sample((left.t + right.t) / 2);
    const error = interpolationError(left, middle, right);
    return { left, middle, right, error, burden: error * (right.t - left.t) };
  };

  const intervals = [yield* interval(yield* sample(0), yield* sample(1))];
  while (intervals.length + 1 < maxTimes) {
    let worst = -1;
    for (let i = 0; i < intervals.length; i++) {
      const { left, right, error, burden } = intervals[i];
      if (error > TOLERANCE && right.t - left.t > SHORTEST && (worst < 0 || burden > intervals[worst].burden)) worst = i;
    }
    // The first halvings are made in any case: a field may agree with its chord in the middle by chance.
    if (worst < 0 && intervals.length >= 4) break;
    if (worst < 0) worst = intervals.findIndex(({ left, right }) => right.t - left.t > 0.25);
    if (worst < 0) break;
    const { left, middle, right } = intervals[worst];
    intervals.splice(worst, 1, yield* interval(left, middle), yield* interval(middle, right));
  }
  return Float64Array.from([...intervals.map(({ left }) => left.t), 1]);
}

/** Mean over the nodes of the deviation from the chord, velocities relative to their own size, densities to the largest. */
function interpolationError(left: Sample, middle: Sample, right: Sample): number {
  return Math.max(
    relativeDeviation(left.velocity, middle.velocity, right.velocity),
    relativeDeviation(left.density, middle.density, right.density),
  );
}

function relativeDeviation(left: Float64Array, middle: Float64Array, right: Float64Array): number {
  let deviation = 0;
  let size = 0;
  for (let i = 0; i < middle.length; i++) {
    deviation += Math.abs(middle[i] - (left[i] + right[i]) / 2);
    size += Math.abs(middle[i]);
  }
  return size > 0 ? deviation / size : 0;
}
