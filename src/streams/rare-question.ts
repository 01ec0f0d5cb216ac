import type { Observable } from 'rxjs';
import { withCode, type Code } from '../code/index.ts';
import type { Asking, Question } from './question.ts';
import { RARE_CODE, type RareQuestions } from './rare-code.ts';

/** Of a model, or of the laws and their coupling. */
export const rareOfModel = <Name extends keyof RareQuestions>(name: Name): RareQuestions[Name] => rare(name, true);
export const rareOfLaws = <Name extends keyof RareQuestions>(name: Name): RareQuestions[Name] => rare(name, false);

/**
 * A question whose code comes with the first that is asked: until then a question that is none is an error of its stream, and so is code that cannot be
 * had, with the code `code-load`; who asks again has it fetched again.
 *
 * @param isOfModel  as its row says
 */
export function rare<Name extends keyof RareQuestions>(name: Name, isOfModel: boolean, code: Code<RareQuestions> = RARE_CODE): RareQuestions[Name] {
  const question: Question<unknown, unknown> = {
    isOfModel,
    open(flow: Asking) {
      let ask: ((given: unknown) => Observable<unknown>) | undefined;
      const opened = (rows: RareQuestions): NonNullable<typeof ask> => (ask ??= (rows[name] as Question<unknown, unknown>).open(flow));
      return (given) => (code.now ? opened(code.now)(given) : withCode([{ name, code }], () => opened(code.now!)(given)));
    },
  };
  return question as RareQuestions[Name];
}
