import type { TrainingState } from '../../src/streams/index.ts';
import type { ErrorSaying, ProblemSaying } from '../locales/index.ts';

/** What went wrong. */
export interface Problem {
  readonly code: 'choice' | 'compare' | 'ask' | 'parameter' | 'data' | 'dimension' | 'exact' | 'from' | 'worker' | 'worker-load' | 'code-load';
  /** The attribute that the author would change, where there is one. */
  readonly attribute?: string;
  /** What was found, and what would be right: said in the language of the page, and anew when that changes. */
  readonly saying: ProblemSaying;
}

/** Of several problems the first is shown: what nothing else can be right without comes first. */
const ORDER: readonly Problem['code'][] = ['choice', 'compare', 'ask', 'from', 'data', 'parameter', 'dimension', 'exact'];

/** Which of several problems is shown. */
export function foremost(problems: Iterable<Problem>): Problem | undefined {
  const rank = ({ code }: Problem): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
  return [...problems].sort((a, b) => rank(a) - rank(b))[0];
}

/** Whether the page has failed, and not its author: the figure keeps its place, for it may come back by itself. */
export const isFailure = ({ code }: Problem): boolean => code === 'worker' || code === 'worker-load' || code === 'code-load';

/** Whether a mistake is for the element to say that has the data. */
export const isAboutData = ({ attribute = '' }: Problem): boolean => ['target', 'columns', 'condition-column'].includes(attribute);

/** Whether both say the same. */
export const isSameProblem = (a: Problem | undefined, b: Problem | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where a problem goes, and its end. */
export interface Problems {
  report(problem: Problem): void;
  clear(code: Problem['code']): void;
  /** End this one, and not another of its code. */
  withdraw(problem: Problem): void;
}

/** The detail of `fm-error`: the message is a sentence in the language of the page. */
export type FmErrorEvent = CustomEvent<Pick<Problem, 'code' | 'attribute'> & { readonly message: string }>;

/** Whether a worker failed, none could be started, or code of the figure could not be had. */
export const failureCode = (failure: object): Problem['code'] =>
  ('code' in failure && (failure.code === 'worker-load' || failure.code === 'code-load') ? failure.code : 'worker');

/** Whether no worker was there to answer, or no code to draw, so that another try may help. */
export const isLost = (failure: unknown): boolean =>
  failure instanceof Error && 'code' in failure && (failure.code === 'worker-crash' || failure.code === 'worker-load' || failure.code === 'code-load');

/** Workers answer again. */
export function clearWorker(problems: Problems): void {
  problems.clear('worker');
  problems.clear('worker-load');
}

/** There is a picture again, or another is asked for: no worker and no code is missed. */
export function clearFailures(problems: Problems): void {
  clearWorker(problems);
  problems.clear('code-load');
}

/** What an error says, its English sentence beside it; one that brings no data is quoted. */
export function sayingOf({ message, saying }: { readonly message: string; readonly saying?: ErrorSaying }): ProblemSaying {
  return saying ? { ...saying, message } : { key: 'unexpected', reason: message };
}

/** What a training has failed with. */
export const trainingProblem = (failed: Extract<TrainingState, { readonly phase: 'failed' }>): Problem => ({ code: failureCode(failed), saying: sayingOf(failed) });

/** @param attribute  the attribute at fault where the error itself does not say so */
export function problemOf(error: unknown, code: Problem['code'], attribute?: string): Problem {
  const named = error instanceof Error && 'attribute' in error && typeof error.attribute === 'string' ? error.attribute : attribute;
  return { code, saying: sayingOf(error instanceof Error ? error : { message: String(error) }), ...(named && { attribute: named }) };
}
