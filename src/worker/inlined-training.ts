/** The code of a worker with our own kernels as text: the build puts the bundled worker in the place of this module. */
export { default as source } from './entry-training.ts?raw';
