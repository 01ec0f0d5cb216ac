import { distinctUntilChanged, EMPTY, filter, ignoreElements, map, merge, switchMap, tap } from 'rxjs';
import { isStill, type Flow, type TrainingState } from '../../src/streams/index.ts';
import type { Compared, Given } from '../shared/compared.ts';
import { trainingProblem, type Problem } from '../shared/problem.ts';

/** How far a variant's training is, as far as its figure says it. */
export type Progress = Pick<TrainingState, 'step' | 'steps'>;

export interface LearningListener {
  /** Undefined before it has begun. */
  onProgress(progress: Progress | undefined): void;
  onFailure(problem: Problem): void;
}

/**
 * Have a variant's own network learn when its flow's does: what is begun, paused or taken back there is here as well, from the moment on that a trainer
 * is in that flow. A flow that no trainer is in has nobody who could begin: then it begins when the figure is seen for the first time.
 *
 * @param given  what the variant's figure is made with: it learns while that shows the network
 * @returns ends that, and with it the training unless somebody else follows it
 */
export function trainAlong(flow: Flow, variant: Flow, { settings, seen$ }: Compared, given: Given, { onProgress, onFailure }: LearningListener): () => void {
  const { training } = variant;
  let phase: TrainingState['phase'] | undefined;
  const own$ = training.state$.pipe(tap((state) => {
    phase = state.phase;
    if (state.phase === 'failed') onFailure(trainingProblem(state));
    else onProgress(state.phase === 'idle' ? undefined : state);
  }));
  const alone$ = seen$.pipe(filter((isSeen) => isSeen && phase === 'idle'), tap(() => training.start()));
  const led$ = flow.training.state$.pipe(map((state) => state.phase), distinctUntilChanged(), tap((lead) => {
    if (lead === 'paused') training.pause();
    else if (lead === 'idle') training.reset();
    else if (lead !== 'failed' && phase !== 'done') training.start();
  }));
  const lead$ = flow.parameters$.pipe(map(({ model }) => model === 'exact'), distinctUntilChanged(), switchMap((isAlone) => (isAlone ? alone$ : led$)));
  const learning = variant.parameters$.pipe(map((parameters) => settings(parameters, given).models.some((model) => !isStill(model))), distinctUntilChanged(), switchMap((isNeeded) => (isNeeded ? merge(own$, lead$).pipe(ignoreElements()) : EMPTY))).subscribe();
  return () => learning.unsubscribe();
}
