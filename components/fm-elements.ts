/** Defines the three elements; a page's own layers are registered here too, since a script tag brings no other entry. */
import './fm-field/fm-field.ts';
import './fm-trainer/fm-trainer.ts';
import './fm-sampler/fm-sampler.ts';

export * from './classes.ts';
export { registerLayer } from '../src/figures/index.ts';
