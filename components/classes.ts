/** The three classes, without defining the elements: for those who register them under names of their own. */
export { FmField } from './fm-field/field.element.ts';
export { FmTrainer } from './fm-trainer/trainer.element.ts';
export { FmSampler } from './fm-sampler/sampler.element.ts';
export type { FmElement } from './shared/fm-element.ts';
export type { Answer, FmAnswerEvent } from './ask/index.ts';
export type { FmDataEvent, OwnDataDetail } from './own-data/index.ts';
export type { FmErrorEvent, Problem } from './shared/problem.ts';
