/** Defines the three elements. */
import './fm-field/fm-field.ts';
import './fm-trainer/fm-trainer.ts';
import './fm-sampler/fm-sampler.ts';

export * from './classes.ts';
