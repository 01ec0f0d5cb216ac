import type { ExactModel } from '../math/index.ts';
import type { FlowParameters } from './parameters/index.ts';

/** Something that is known in closed form, or why it is not. */
export type Known<T> = { readonly known: true; readonly model: T } | { readonly known: false; readonly why: WhyUnknown };

/** `coupling`: minibatch pairs have no marginal field in closed form. `reflow`: nor have the pairs that a network makes. */
export type WhyUnknown = 'coupling' | 'reflow';

/** Only of the independent coupling is the marginal field, and with it p_t, known between its ends. */
export function knownExact(exact: ExactModel, { coupling }: Pick<FlowParameters, 'coupling'>, isReflowed: boolean): Known<ExactModel> {
  if (isReflowed) return { known: false, why: 'reflow' };
  return coupling === 'independent' ? { known: true, model: exact } : { known: false, why: 'coupling' };
}

export const isSameKnown = (a: Known<ExactModel>, b: Known<ExactModel>): boolean =>
  a.known ? b.known && a.model === b.model : !b.known && a.why === b.why;
