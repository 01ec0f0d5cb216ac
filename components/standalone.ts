/** All of the package in one file: the elements, and the streams and mathematics for a page's own scripts. */
export * from './fm-elements.ts';
export * from '../src/streams/index.ts';
export * as math from '../src/math/index.ts';
