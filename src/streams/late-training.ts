import { BehaviorSubject, map, of, switchMap, type Observable } from 'rxjs';
import { withCode, type Code } from '../code/index.ts';
import type { Compute } from './compute/index.ts';
import { KeptSteps } from './kept-steps.ts';
import type { trainKeeping, Training } from './train.ts';
import { TRAINING_CODE } from './training-code.ts';
import type { TrainingInputs, TrainingState } from './training-state.ts';

/** The training of a flow: at once where its code is here. */
export const trainingOf = (inputs$: Observable<TrainingInputs>, compute: Compute): Training =>
  TRAINING_CODE.now?.(inputs$, compute, new KeptSteps()) ?? lateTraining(inputs$, compute, TRAINING_CODE);

/**
 * A training whose code is fetched by the first command, and by the first that asks for a network; until it is here the training is idle.
 * Where it cannot be had, what asks for a network ends with an error of the code `code-load`, and who asks again has it fetched again; commands
 * wait until it has come.
 */
export function lateTraining(inputs$: Observable<TrainingInputs>, compute: Compute, code: Code<typeof trainKeeping>): Training {
  const made = new BehaviorSubject<Training | undefined>(undefined);
  const kept = new KeptSteps();
  const waiting: ((training: Training) => void)[] = [];
  const make = (): Training => {
    const training = code.now!(inputs$, compute, kept);
    made.next(training);
    for (const act of waiting.splice(0)) act(training);
    return training;
  };
  const made$ = withCode([{ name: 'training', code }], () => of(made.value ?? make()));
  const asked = <T>(pick: (training: Training) => Observable<T>): Observable<T> => made$.pipe(switchMap(pick));
  const told = <T>(pick: (training: Training) => Observable<T>, before$: Observable<T>): Observable<T> => made.pipe(switchMap((training) => (training ? pick(training) : before$)));
  const command = (act: (training: Training) => void): void => {
    if (made.value) return act(made.value);
    waiting.push(act);
    // That it cannot be had is said to who asks for the network.
    made$.subscribe({ error: () => undefined });
  };

  return {
    state$: told(({ state$ }) => state$, inputs$.pipe(map(({ steps }): TrainingState => ({ phase: 'idle', step: 0, steps })))),
    moments$: asked(({ moments$ }) => moments$),
    isTrained$: told(({ isTrained$ }) => isTrained$, of(false)),
    reflowed$: told(({ reflowed$ }) => reflowed$, of(undefined)),
    judged: (measures) => asked((training) => training.judged(measures)),
    rest$: asked(({ rest$ }) => rest$),
    nextStep: (places) => asked((training) => training.nextStep(places)),
    start: () => command((training) => training.start()),
    pause: () => command((training) => training.pause()),
    step: () => command((training) => training.step()),
    reset: () => command((training) => training.reset()),
    reflow: () => command((training) => training.reflow()),
    keep: (steps) => kept.add(steps),
    lookBack: (step) => command((training) => training.lookBack(step)),
  };
}
