import { combineLatest, distinctUntilChanged, map, type Observable } from 'rxjs';
import type { Flow } from '../../src/streams/index.ts';
import { isSameProblem, type Problem } from './problem.ts';

/** What an author can do where the exact field of a flow is not known: ask for the learned one, or add a trainer. */
export type Instead = 'learned' | 'trainer';
/** The attribute that the author would change. */
const AT_FAULT: Readonly<Record<Instead, string>> = { learned: 'field', trainer: 'coupling' };

/**
 * Why a figure that needs the flow's exact field cannot be drawn, in words; undefined while it can.
 *
 * @param isNeeded$  State: whether the figure shows the exact field
 */
export function exactProblem(flow: Flow, isNeeded$: Observable<boolean>, instead: Instead): Observable<Problem | undefined> {
  return combineLatest([isNeeded$, flow.exact$]).pipe(
    map(([isNeeded, exact]): Problem | undefined => {
      if (!isNeeded || exact.known) return undefined;
      const { coupling } = flow.parameters;
      const saying = { key: 'exactUnknown', instead, ...(exact.why !== 'reflow' && { coupling }) } as const;
      return { code: 'exact', attribute: AT_FAULT[instead], saying };
    }),
    distinctUntilChanged(isSameProblem),
  );
}
