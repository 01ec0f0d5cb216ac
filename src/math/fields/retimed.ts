import type { ScalarField, VelocityField } from '../models/types.ts';
import type { Schedule } from '../schedules.ts';

/** `field`, together with what `make` makes of the schedule by its other time where it has one. */
export function withRetimed<Field extends VelocityField | ScalarField>(field: Field, { retimed }: Schedule, make: (smooth: Schedule) => Field): Field {
  return retimed ? Object.assign(field, { retimed: { change: retimed.change, field: make(retimed.schedule) } }) : field;
}
