import type { ProbeName } from '../probes/table.ts';
import type { Reading } from '../reading.ts';
import type { Quantity } from './names.ts';

/** How it is answered: an arrow or a point is dragged, a number typed. */
export type Form = 'arrow' | 'point' | 'number';

export const FORMS: Readonly<Record<Quantity, Form>> = {
  'velocity': 'arrow', 'score': 'arrow', 'data': 'point', 'noise': 'point', 'end': 'point', 'density': 'number', 'log-density': 'number', 'mass': 'number', 'flux': 'number',
};

/**
 * An arrow shows where its velocity would lead in this time: beside those that its probe draws afterwards as long as they are, alone twice as long; where time
 * runs across the paper, in no more than is left of it, but for an arrow that can be seen.
 */
const ARROW_TIME = { alone: 0.5, beside: 0.25, least: 0.05 };

/** @param t  of a place on paper over which time runs; undefined elsewhere */
export const askedTime = (probe: ProbeName, t?: number): number =>
  (t === undefined ? (probe === 'point' ? ARROW_TIME.alone : ARROW_TIME.beside) : Math.max(ARROW_TIME.least, Math.min(ARROW_TIME.beside, 1 - t)));

/** What each probe can be asked. */
export const ASKED_OF: Readonly<Record<ProbeName, readonly Quantity[]>> = {
  'point': ['velocity', 'density'],
  'pairs': ['velocity'],
  'predictions': ['velocity', 'score', 'data', 'noise'],
  'average-velocity': ['end'],
  'likelihood': ['log-density'],
  'continuity': ['mass', 'flux'],
};

/** Layers that would tell it. */
export const TELLING: Readonly<Record<Form, readonly string[]>> = { arrow: ['arrows', 'streamlines', 'paths', 'particles'], point: ['arrows', 'streamlines', 'paths', 'particles'], number: ['density', 'contours'] };

/** The quantity by what its probe tells, in the data's own units and our time; by closed form where there is one. Undefined where it is not known. */
export function truthOf(quantity: Quantity, reading: Reading | undefined): readonly number[] | undefined {
  const number = (value: number | undefined): readonly number[] | undefined => (value === undefined ? undefined : [value]);
  const told = ((): readonly number[] | undefined => {
    switch (reading?.key) {
      case 'point': return quantity === 'density' ? number(reading.density) : reading.velocities.find(({ v }) => v)?.v;
      case 'pairs': return reading.known ? reading.v : undefined;
      case 'predictions': return reading.values[quantity as 'velocity' | 'score' | 'data' | 'noise'];
      case 'average-velocity': return reading.known ? reading.end : undefined;
      case 'likelihood': return number(reading.closed ?? reading.entries.flatMap((entry) => (entry.known ? [entry.logDensity] : []))[0]);
      case 'continuity': {
        const [law] = reading.laws.flatMap((one) => (one.known ? [one] : []));
        return law && (quantity === 'mass' ? [law.mass] : [law.outward.reduce((sum, flux) => sum + flux, 0)]);
      }
      default: return undefined;
    }
  })();
  return told && told.length > 0 && told.every(Number.isFinite) ? told : undefined;
}
