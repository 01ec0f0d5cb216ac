export { fetched, here, inTime, LOAD_MS, type Code } from './late.ts';
export { CodeError, withCode, type Named } from './with-code.ts';
export type { CodeSaying } from './sentences.ts';
