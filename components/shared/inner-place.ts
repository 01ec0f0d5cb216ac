import type { Place } from '../../src/math/index.ts';
import type { Laws } from '../../src/streams/index.ts';

/** Authors write in the units of their data. */
export function innerPlace({ x, t }: Place, { target: { units } }: Laws): Place {
  return { t, x: units ? x.map((value, axis) => (value - units.centre[axis]) / units.scale[axis]) : x };
}
