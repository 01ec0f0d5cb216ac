import { combineLatest, map, of, using, type Observable } from 'rxjs';
import { withCode, type FigureSettings } from '../../src/figures/index.ts';
import { rows, TRAINING, type Flow, type ModelName } from '../../src/streams/index.ts';
import { CHECKPOINTS } from './checkpoint-code.ts';
import type { Problem } from './problem.ts';

/** Which network of a training a figure shows. */
export const CHECKPOINT = rows.numberOr('checkpoint', 'optimiser steps after which the network is shown, which the training keeps if it is asked before it begins; 0 is the initial one, and `last` the latest, also while the trainer looks back', {
  word: 'last', default: 'last', low: 0, high: TRAINING.steps.high, isWhole: true, otherwise: 'the network that the trainer shows',
});
export type Checkpoint = number | 'last';

/** What an element says of checkpoints. */
interface Asked {
  readonly checkpoint?: Checkpoint | undefined;
  readonly compare?: string;
}

const COMPARED = /^\s*checkpoint\s*:/;

/** A comparison of checkpoints, whose panels say by themselves which are still to come. */
export const comparesCheckpoints = ({ compare = '' }: Asked): boolean => COMPARED.test(compare);

/** Steps to be kept: known at once, for a run may begin before the code that compares is here. */
export const stepsToKeep = (asked: Asked): number[] => {
  const compared = comparesCheckpoints(asked) ? asked.compare!.replace(COMPARED, '').split(',') : [];
  // A text without anything in it is 0 to JavaScript.
  const steps = [...compared.filter((value) => value.trim()), asked.checkpoint].map(Number);
  return steps.filter((step) => Number.isInteger(step) && step >= 0 && step <= TRAINING.steps.high);
};

/** The same stream, while which is followed the training is asked to keep the network of this step. */
export const keeping = <T>({ training }: Flow, checkpoint: Checkpoint | undefined, stream$: Observable<T>): Observable<T> => using(() => training.keep(stepsToKeep({ checkpoint })), () => stream$);

/** Settings of a figure with a checkpoint in the place of the network; as they are for none. */
export function atCheckpoint(settings: FigureSettings, checkpoint: Checkpoint | undefined): FigureSettings {
  if (checkpoint === undefined) return settings;
  const model: ModelName = checkpoint === 'last' ? 'latest' : `checkpoint-${checkpoint}`;
  return { ...settings, models: settings.models.map((name) => (name === 'learned' ? model : name)) };
}

/** The first of two problems, where there is one. */
export const either = (a$: Observable<Problem | undefined>, b$: Observable<Problem | undefined>): Observable<Problem | undefined> => combineLatest([a$, b$]).pipe(map(([a, b]) => a ?? b));

/**
 * Why there are no checkpoints; undefined where there are, and where none are asked for. State.
 *
 * @param attribute  that asks for them
 * @param settings$  of the one figure that is to show them; absent where each of several says it
 */
export const checkpointProblem = (flow: Flow, isAsked: boolean, attribute: string, settings$?: Observable<FigureSettings>): Observable<Problem | undefined> =>
  isAsked ? withCode([{ name: attribute, code: CHECKPOINTS }], () => CHECKPOINTS.now!.checkpointProblem(flow, attribute, settings$)) : of(undefined);
