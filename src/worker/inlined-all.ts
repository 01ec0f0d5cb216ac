/** The whole code of a worker as text: the build puts the bundled worker in the place of this module. */
export { default as source } from './entry.ts?raw';
