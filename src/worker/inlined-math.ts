/** The code of a worker for exact fields as text: the build puts the bundled worker in the place of this module. */
export { default as source } from './entry-math.ts?raw';
