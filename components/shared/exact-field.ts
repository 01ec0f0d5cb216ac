import { combineLatest, distinctUntilChanged, map, of, startWith, switchMap, type Observable } from 'rxjs';
import type { FieldVolume } from '../../src/math/index.ts';
import type { Domain } from '../../src/scene/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import { lineGrid } from './domain.ts';
import type { Problem } from './problem.ts';

/** How finely the density over a line is computed. */
const OVER_LINE = { nodes: 241, maxTimes: 66 };

/** The exact field over a line, for its density: undefined until it is there, and while the field is not known. */
export function exactOverLine(flow: Flow, domain: Domain): Observable<FieldVolume | undefined> {
  const { nodes, maxTimes } = OVER_LINE;
  const volume$ = flow.field({ model: 'exact', grid: lineGrid(domain, nodes), maxTimes });
  return flow.exact$.pipe(
    map(({ known }) => known),
    distinctUntilChanged(),
    switchMap((isKnown) => (isKnown ? volume$.pipe(startWith(undefined)) : of(undefined))),
  );
}

/** What a figure can show where the exact field of its flow is not known. */
interface Instead {
  /** The attribute that the author would change. */
  readonly attribute: string;
  /** Ends the sentence. */
  readonly words: string;
}

/**
 * Why a figure that needs the flow's exact field cannot be drawn, in words; undefined while it can.
 *
 * @param isNeeded$  State: whether the figure shows the exact field
 */
export function exactProblem(flow: Flow, isNeeded$: Observable<boolean>, { attribute, words }: Instead): Observable<Problem | undefined> {
  return combineLatest([isNeeded$, flow.exact$]).pipe(
    map(([isNeeded, exact]): Problem | undefined => {
      if (!isNeeded || exact.known) return undefined;
      const { coupling } = flow.parameters;
      const fact = exact.why === 'reflow'
        ? 'The exact field of straightened paths (reflow) is not known; '
        : `The exact field is known of coupling="independent" alone, and this flow has "${coupling}"; `;
      return { code: 'exact', attribute, message: fact + words };
    }),
    distinctUntilChanged((a, b) => a?.message === b?.message),
  );
}
