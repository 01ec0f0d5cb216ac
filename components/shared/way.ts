import type { Dataset } from '../../src/math/index.ts';
import { FLOW, type FlowParameters } from '../../src/streams/index.ts';
import type { Way } from '../locales/index.ts';
import { shorten } from './shorten.ts';

/** What a law is called in a sentence. */
const nameOf = (law: string | Dataset): string => shorten(typeof law === 'string' ? law : law.name);

/** Of a flow's parameters what a sentence names: from where to where, and what of the way is not as usual. */
export const wayOf = ({ source, target, dataCount, condition, guidance, schedule, coupling }: FlowParameters, generator: string = 'flow'): Way => ({
  source: nameOf(source),
  target: nameOf(target),
  // Of an author's rows there are no more than those.
  ...(dataCount > 0 && { dataCount: typeof target !== 'string' && target.units ? Math.min(dataCount, target.law.weights.length) : dataCount }),
  ...(condition !== FLOW.condition.default && { condition: { class: shorten(condition), guidance } }),
  ...(generator !== 'flow' && { generator }),
  ...(schedule !== FLOW.schedule.default && { schedule }),
  ...(coupling !== FLOW.coupling.default && { coupling }),
});
