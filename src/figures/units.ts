import type { Units } from '../math/index.ts';

/** A place in the data's own units, where it has some. */
export const placeIn = (units: Units | undefined, x: ArrayLike<number>): number[] =>
  Array.from(x, (value, axis) => (units ? units.centre[axis] + units.scale[axis] * value : value));

/** A difference of places, or a velocity, in the data's own units. */
export const lengthIn = (units: Units | undefined, v: ArrayLike<number>): number[] => Array.from(v, (value, axis) => (units ? units.scale[axis] * value : value));

/** A unit of volume of so many axes in the data's own units. */
export const volumeIn = (units: Units | undefined, dimension: number): number =>
  units ? units.scale.slice(0, dimension).reduce((product, side) => product * Math.abs(side), 1) : 1;
