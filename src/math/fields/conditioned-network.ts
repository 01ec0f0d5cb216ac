import type { MlpModel, VelocityField } from '../models/types.ts';
import { mix } from './combined.ts';

type Average = NonNullable<VelocityField['average']>;

/**
 * The velocity of a network under its condition, `v + w (v_c - v)` (Ho and Salimans 2022): only what it depends on is evaluated.
 *
 * @param of  the network with a 1 at this class, or at none
 */
export function underCondition({ condition }: MlpModel, of: (chosen: number | undefined) => Average): Average {
  if (!condition || condition.guidance === 0) return of(undefined);
  if (condition.guidance === 1) return of(condition.class);
  const [all, part] = [of(undefined), of(condition.class)];
  let other = new Float64Array(0);
  return (x, s, t, out) => {
    if (other.length !== out.length) other = new Float64Array(out.length);
    all(x, s, t, out);
    part(x, s, t, other);
    mix(out, other, condition.guidance);
  };
}
