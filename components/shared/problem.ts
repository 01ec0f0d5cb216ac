/** What went wrong, in words for the page's author. */
export interface Problem {
  readonly code: 'choice' | 'parameter' | 'data' | 'dimension' | 'exact' | 'from' | 'worker' | 'worker-load';
  /** The attribute that the author would change, where there is one. */
  readonly attribute?: string;
  /** A sentence: what was found, and what would be right. */
  readonly message: string;
}

/** Of several problems the first is shown: what nothing else can be right without comes first. */
const ORDER: readonly Problem['code'][] = ['choice', 'from', 'data', 'parameter', 'dimension', 'exact'];

/** Which of several problems is shown. */
export function foremost(problems: Iterable<Problem>): Problem | undefined {
  const rank = ({ code }: Problem): number => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
  return [...problems].sort((a, b) => rank(a) - rank(b))[0];
}

/** Where a problem goes, and its end. */
export interface Problems {
  report(problem: Problem): void;
  clear(code: Problem['code']): void;
}

/** The detail of `fm-error`. */
export type FmErrorEvent = CustomEvent<Problem>;

/** Whether a worker failed, or none could be started. */
export const workerCode = (failure: object): Problem['code'] => ('code' in failure && failure.code === 'worker-load' ? 'worker-load' : 'worker');

/** Workers answer again. */
export function clearWorker(problems: Problems): void {
  problems.clear('worker');
  problems.clear('worker-load');
}

/** @param attribute  the attribute at fault where the error itself does not say so */
export function problemOf(error: unknown, code: Problem['code'], attribute?: string): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const named = error instanceof Error && 'attribute' in error && typeof error.attribute === 'string' ? error.attribute : attribute;
  return { code, message, ...(named && { attribute: named }) };
}
