import type { Lattice } from '../view.ts';

/** Lengths of arrows, as parts of the distance between neighbours. */
export interface ArrowLengths {
  /** Of an arrow of typical speed. */
  readonly typical: number;
  /** Shorter ones are left out, longer ones cut. */
  readonly shortest: number;
  readonly longest: number;
}

/**
 * Arrows that are as long as the field is fast.
 *
 * @param spacing  between neighbours, in world units
 * @param turn  writes a velocity along the axes of the data as a vector of the world, in any one unit
 */
export function arrowsBySpeed(
  spacing: number, { typical: typicalPart, shortest, longest }: ArrowLengths, turn: (velocity: Float64Array, out: Float64Array) => void,
): Pick<Lattice, 'shortest' | 'longest' | 'direct' | 'worldPerSpeed'> {
  return {
    shortest, longest,
    direct(velocity, typical, out) {
      let square = 0;
      for (let axis = 0; axis < velocity.length; axis++) square += velocity[axis] * velocity[axis];
      const speed = Math.sqrt(square);
      turn(velocity, out);
      for (let axis = 0; axis < 3; axis++) out[axis] = (spacing * out[axis]) / speed;
      return (typicalPart * speed) / typical;
    },
    worldPerSpeed: (typical) => (typicalPart * spacing) / typical,
  };
}
