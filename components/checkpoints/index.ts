import { combineLatest, delay, distinctUntilChanged, map, of, switchMap, type Observable } from 'rxjs';
import type { FigureSettings } from '../../src/figures/index.ts';
import type { Flow, Training, TrainingMoment } from '../../src/streams/index.ts';
import { inEnglish } from '../../src/words/index.ts';
import type { Problem } from '../shared/problem.ts';
import { CHECKPOINT_SENTENCES, type CheckpointSaying } from './sentences.ts';
import type { Absent } from './words.ts';

export { absentInWords, type Absent, type CheckpointWords } from './words.ts';
export type { CheckpointSaying } from './sentences.ts';

/** Why the network of a step is not there; undefined while it is. State. */
export const absence = ({ moments$ }: Training, step: number): Observable<Absent | undefined> => moments$.pipe(map((moment) => absentAt(moment, step)));

function absentAt({ kept, state: { phase, step: reached, steps } }: TrainingMoment, step: number): Absent | undefined {
  if (kept.some((one) => one.step === step)) return undefined;
  const isPast = reached >= step || phase === 'done' || phase === 'failed';
  return { why: step > steps ? 'beyond' : isPast ? 'missed' : 'toCome', step, steps };
}

/** A page's trainer may join the flow a little after the figure. */
const LATEST_MS = 300;

/**
 * Why there are no checkpoints: the field is of draws and not of a network, or nothing trains in the flow; undefined where there are. State.
 *
 * @param attribute  that asks for them
 * @param settings$  of the figure that is to show them
 */
export function checkpointProblem(flow: Flow, attribute: string, settings$?: Observable<FigureSettings>): Observable<Problem | undefined> {
  const isConditional$ = settings$?.pipe(map(({ models }) => models.some((model) => model.startsWith('conditional-'))), distinctUntilChanged()) ?? of(false);
  return isConditional$.pipe(switchMap((isConditional) => (isConditional ? of(problemWith({ key: 'checkpointConditional' }, attribute)) : aloneProblem(flow, attribute))));
}

const problemWith = (saying: CheckpointSaying, attribute: string): Problem => ({ code: 'exact', attribute, saying: { ...saying, message: inEnglish(CHECKPOINT_SENTENCES, saying) } });

function aloneProblem(flow: Flow, attribute: string): Observable<Problem | undefined> {
  const problem = problemWith({ key: 'checkpointAlone' }, attribute);
  return combineLatest([flow.parameters$, flow.training.state$]).pipe(
    map(([{ model }, { phase }]) => model === 'exact' && phase === 'idle'),
    distinctUntilChanged(),
    switchMap((isAlone) => (isAlone ? of(problem).pipe(delay(LATEST_MS)) : of(undefined))),
  );
}
