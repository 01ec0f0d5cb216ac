import { defer, finalize, type Observable } from 'rxjs';
import type { Compute } from './compute/index.ts';
import type { FlowState } from './flow-state.ts';
import type { Basis, ModelName } from './models.ts';
import { shareWithGrace } from './share-with-grace.ts';

/** An answer with what it is about: who comes after that has changed must not be given the old one first. */
export interface About<Answer> {
  readonly basis: Basis;
  readonly answer: Answer;
}

/** State; nothing comes while the model is not known. */
export type BasisOf = (name: ModelName) => Observable<Basis>;

/** What a flow answers by. */
export interface Asking {
  readonly basisOf: BasisOf;
  readonly state$: Observable<FlowState>;
  readonly compute: Compute;
  /** Answers about a model, or the flow's present one, while that is known, and those alone that are of the present parameters. */
  tell<Answer>(model: ModelName | undefined, ask: (model: ModelName) => Observable<About<Answer>>, isPresent: IsPresent): Observable<Answer>;
}

/** Whether an answer is of the present parameters, where more than its model decides that. */
type IsPresent = (basis: Basis, state: FlowState) => boolean;

/** One thing that a flow can be asked. */
export interface Question<Given, Answer> {
  /** Whether it is asked of a model, which a training may change; else of the laws and their coupling. */
  readonly isOfModel: boolean;
  /** @returns a stream of state for each question; a question that is none throws a ParameterError */
  open(flow: Asking): (given: Given) => Observable<Answer>;
}

export type QuestionRows = Readonly<Record<string, Question<never, unknown>>>;

/**
 * @param take  what is asked in the end: in range, and only what the answer depends on, so that all who ask the same share one answer; throws a
 *   ParameterError for what cannot be asked
 */
export function ofModel<Given, Asked extends { readonly model: ModelName | undefined }, Answer>(
  take: (given: Given) => Asked,
  ask: (basisOf: BasisOf, compute: Compute) => (asked: Asked & { readonly model: ModelName }) => Observable<About<Answer>>,
  isPresent: IsPresent = () => true,
): Question<Given, Answer> {
  return {
    isOfModel: true,
    open({ basisOf, compute, tell }) {
      const about = shared(ask(basisOf, compute));
      return (given) => {
        const asked = take(given);
        return tell(asked.model, (model) => about({ ...asked, model }), isPresent);
      };
    },
  };
}

export const ofLaws = <Given, Answer>(ask: (state$: Observable<FlowState>, compute: Compute) => (given: Given) => Observable<Answer>): Question<Given, Answer> => ({
  isOfModel: false, open: ({ state$, compute }) => shared(ask(state$, compute)),
});

/**
 * One stream for all who ask the same: the computing is done once, and all see the same. It is forgotten when nobody has listened for a
 * second.
 */
function shared<Spec, Answer>(ask: (spec: Spec) => Observable<Answer>): (spec: Spec) => Observable<Answer> {
  const streams = new Map<string, Observable<Answer>>();
  return (spec) => {
    const key = JSON.stringify(spec);
    return defer(() => {
      const known = streams.get(key);
      if (known) return known;
      const answer$ = ask(spec).pipe(finalize(() => streams.delete(key)), shareWithGrace());
      streams.set(key, answer$);
      return answer$;
    });
  };
}

/** A time, kept within [0, 1]. */
export const inUnit = (t: number): number => Math.min(1, Math.max(0, t));
