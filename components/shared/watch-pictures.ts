import { EMPTY, Subscription, combineLatest, filter, merge, retry, skip, switchMap, tap, timer, type Observable } from 'rxjs';
import type { Scene } from '../../src/scene/index.ts';
import { ParameterError, type Flow, type Laws } from '../../src/streams/index.ts';
import { clearFailures, isLost, problemOf, failureCode, type Problem, type Problems } from './problem.ts';

/** A worker that is lost took whatever kept it busy with it, and a network comes back: after so long another try may do. */
export const AGAIN_MS = 5000;
/** Until there is a picture or another parameter; what three more workers are lost over, no worker can do. */
export const MOST_AGAIN = 3;

/** When another try may do: the reader comes back to the figure, or a while has passed. */
const later = (seen$: Observable<boolean>): Observable<unknown> => merge(seen$.pipe(skip(1), filter(Boolean)), timer(AGAIN_MS));

/**
 * Ask again, a few times, for code that could not be had.
 *
 * @param seen$  State: whether the reader can see some of the figure
 * @param report  is told each error
 */
export const askedAgain = <T>(code$: Observable<T>, seen$: Observable<boolean>, report: (error: unknown) => void): Observable<T> =>
  code$.pipe(retry({ delay: (error: unknown, times) => {
    report(error);
    return times <= MOST_AGAIN ? later(seen$) : EMPTY;
  } }));

/** When what has failed of a flow may be asked for again. */
export interface Tries {
  /** Parameters change; where a worker was lost also, a few times, when the reader comes back to the figure, or after a while. */
  after(error: unknown): Observable<unknown>;
  /** It is there: what is lost next is asked for as often again. */
  succeeded(): void;
}

/** @param seen$  State: whether the reader can see some of the figure */
export function triesOf({ parameters$ }: Flow, seen$: Observable<boolean>): Tries {
  let again = 0;
  const succeeded = (): void => void (again = 0);
  const change$ = parameters$.pipe(skip(1), tap(succeeded));
  return { succeeded, after: (error) => (isLost(error) && again++ < MOST_AGAIN ? merge(change$, later(seen$)) : change$) };
}

/** What pictures are made of. */
export interface PictureSource {
  readonly flow: Flow;
  /** State: whether the reader can see some of the figure. */
  readonly seen$: Observable<boolean>;
  /** State: why there can be none at present. */
  readonly problem$: Observable<Problem | undefined>;
  pictures(laws: Laws): Observable<Scene>;
}

/**
 * Follow the pictures of a flow's laws. An error is said in words until there is a picture again; the next change of parameters asks anew. A
 * picture over which a worker was lost is asked for again when the reader comes back to the figure, or after a while.
 */
export function watchPictures({ flow, seen$, problem$, pictures }: PictureSource, problems: Problems, draw: (scene: Scene) => void): Subscription {
  /** What the last picture was refused for. */
  let refused: Problem | undefined;
  const withdraw = (): void => {
    if (refused) problems.withdraw(refused);
    refused = undefined;
  };
  const report = (error: unknown): void => {
    const isRefused = error instanceof ParameterError;
    const problem = problemOf(error, isRefused ? 'parameter' : failureCode(error as Error));
    if (isRefused) refused = problem;
    problems.report(problem);
  };
  const tries = triesOf(flow, seen$);
  const nextTry = (error: unknown): Observable<unknown> => {
    report(error);
    return tries.after(error);
  };
  const picture$ = combineLatest([flow.laws$, problem$]).pipe(
    switchMap(([laws, problem]) => {
      if (!problem) return problems.clear('exact'), pictures(laws);
      problems.report(problem);
      return EMPTY;
    }),
    retry({ delay: nextTry }),
  );
  const watching = new Subscription(withdraw);
  watching.add(
    picture$.subscribe((scene) => {
      tries.succeeded();
      clearFailures(problems);
      withdraw();
      draw(scene);
    }),
  );
  return watching;
}
