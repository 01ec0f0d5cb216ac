import type { ScalarField, VelocityField } from '../models/types.ts';
import type { Coordinates } from '../points.ts';

/** Beyond, the field is so stiff that no solver of a figure follows it. */
export const MOST_GUIDANCE = 100;

/** `(1 - w) a + w b` of two fields. */
export function combined<Field extends VelocityField | ScalarField>(a: Field, b: Field, guidance: number): Field {
  let other = new Float64Array(0);
  const field = (x: Coordinates, t: number, out: Coordinates): void => {
    if (other.length !== out.length) other = new Float64Array(out.length);
    a(x, t, out);
    b(x, t, other);
    mix(out, other, guidance);
  };
  return field as Field;
}

/** The same, number by number, in the place of `a`. */
export function mix(a: Coordinates, b: Coordinates, guidance: number): void {
  for (let i = 0; i < a.length; i++) a[i] = (1 - guidance) * a[i] + guidance * b[i];
}
