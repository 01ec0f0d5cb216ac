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
