import type { DensityVolume, FieldVolume } from '../math/index.ts';

/** Of the density that a network's flow makes of the source. */
export interface MassReading {
  readonly key: 'mass';
  /** Its integral over the picture, to two digits: what lacks to 1 lies outside, or is an error of steps and grid. */
  readonly mass: number;
}

/** By the volume that it is of, and by its number. */
const known = new WeakMap<FieldVolume | DensityVolume, Map<number, MassReading>>();

/**
 * How much of a density that was carried is in the picture at a time; nothing is said of one in closed form. What is the same of
 * one volume is one object, for all layers that show it.
 */
export function massReading(volume: FieldVolume | DensityVolume | undefined, t: number): MassReading | undefined {
  if (!volume || !('mass' in volume)) return undefined;
  const { times, mass } = volume;
  const next = times.findIndex((time) => time >= t);
  const [a, b] = [Math.max(0, next - 1), Math.max(0, next)];
  const part = b > a ? (t - times[a]) / (times[b] - times[a]) : 0;
  const rounded = Math.round(100 * ((1 - part) * mass[a] + part * mass[b])) / 100;
  const readings = known.get(volume) ?? new Map<number, MassReading>();
  known.set(volume, readings);
  const reading = readings.get(rounded) ?? { key: 'mass', mass: rounded };
  readings.set(rounded, reading);
  return reading;
}
