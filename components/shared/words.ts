import type { Dataset } from '../../src/math/index.ts';
import { FLOW, type FlowParameters } from '../../src/streams/index.ts';
import { shorten } from './kinds.ts';

/** A number as the figure's language writes it, with so many digits after the point; none when left out. */
export type FormatNumber = (value: number, digits?: number) => string;

/** What a law is called in a sentence. */
export function nameOf(law: string | Dataset): string {
  return shorten(typeof law === 'string' ? law : law.name);
}

/** From where to where, and what of the way is not as usual. */
export function wayOf({ source, target, schedule, coupling }: FlowParameters): string {
  const unusual = [
    schedule === FLOW.schedule.default ? '' : `, schedule ${schedule}`,
    coupling === FLOW.coupling.default ? '' : `, coupling ${coupling}`,
  ];
  return `from ${nameOf(source)} to ${nameOf(target)}${unusual.join('')}`;
}

/** A number of things: "1 point", "2 points". */
export const counted = (count: number, thing: string, format: FormatNumber): string => `${format(count)} ${thing}${count === 1 ? '' : 's'}`;
