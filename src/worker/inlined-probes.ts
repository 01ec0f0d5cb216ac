/** The code of a worker for probes as text: the build puts the bundled worker in the place of this module. */
export { default as source } from './entry-probes.ts?raw';
