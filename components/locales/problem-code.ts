import { here, type Code } from '../../src/code/index.ts';
import { problems } from './problems-en.ts';

/** English words about what is wrong. Here with the page; in `dist/cdn/` they come with the first mistake: see `scripts/cdn.mjs`. */
export const PROBLEM_CODE: Code<typeof problems> = here(problems);
