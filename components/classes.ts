import type { TrainingState } from '../src/streams/index.ts';
import type { FmAnswerEvent } from './ask/index.ts';
import type { FmDataEvent } from './own-data/index.ts';
import type { FmErrorEvent } from './shared/problem.ts';

/** The three classes, without defining the elements: for those who register them under names of their own. */
export { FmField } from './fm-field/field.element.ts';
export { FmTrainer } from './fm-trainer/trainer.element.ts';
export { FmSampler } from './fm-sampler/sampler.element.ts';
export type { FmElement } from './shared/fm-element.ts';
export type { Answer, FmAnswerEvent } from './ask/index.ts';
export type { FmDataEvent, OwnDataDetail } from './own-data/index.ts';
export type { FmErrorEvent, Problem } from './shared/problem.ts';

/** What listeners are given, on an element or on what holds it: all of these bubble, and are composed. */
declare global {
  interface GlobalEventHandlersEventMap {
    'fm-ready': CustomEvent<undefined>;
    'fm-error': FmErrorEvent;
    'fm-warning': CustomEvent<{ readonly code: string; readonly message: string }>;
    'fm-data': FmDataEvent;
    'fm-answer': FmAnswerEvent;
    'fm-progress': CustomEvent<TrainingState>;
  }
}
