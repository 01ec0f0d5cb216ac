import type { VelocityField } from '../models/types.ts';

/** Where a solver of equal steps stands: in model time, and in the time by which it steps. */
export interface StepGrid {
  /** What to step along: the field itself, or `field.retimed` where the velocity becomes infinite by model time. */
  readonly field: VelocityField;
  /** `steps + 1` places in the field's time, evenly apart. */
  readonly places: Float64Array;
  /** The model times of the places. */
  readonly times: Float64Array;
}

/** A grid from 0 to 1 with a place in between, from which a solver steps back and forth. */
export interface StepGridThrough extends StepGrid {
  /** The index of that place. */
  readonly first: number;
}

/** The places of `steps` equal steps from one model time to another. */
export function stepGrid(field: VelocityField, from: number, to: number, steps: number): StepGrid {
  const { change, field: inner } = field.retimed ?? { change: undefined, field };
  const [first, last] = change ? [change.place(from), change.place(to)] : [from, to];
  const places = Float64Array.from({ length: steps + 1 }, (_, s) => (s === steps ? last : first + ((last - first) * s) / steps));
  const times = change ? places.map(change.time) : places;
  times[0] = from;
  times[steps] = to;
  return { field: inner, places, times };
}

/**
 * The places of `steps` steps from 0 to 1 one of which is the model time `at`: steps on either side are equal, about as long as on the other,
 * and at least one, so that there are two in all where one is asked for.
 */
export function stepGridThrough(field: VelocityField, at: number, steps: number): StepGridThrough {
  if (at === 0 || at === 1) return { ...stepGrid(field, 0, 1, steps), first: at * steps };
  const part = field.retimed ? field.retimed.change.place(at) : at;
  const first = Math.max(1, Math.min(steps - 1, Math.round(steps * part)));
  const before = stepGrid(field, 0, at, first);
  const after = stepGrid(field, at, 1, Math.max(1, steps - first));
  const joined = (name: 'places' | 'times') => Float64Array.from([...before[name], ...after[name].subarray(1)]);
  return { field: before.field, places: joined('places'), times: joined('times'), first };
}
