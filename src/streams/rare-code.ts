import { here, type Code } from '../code/index.ts';
import * as rows from './rare-questions.ts';

export type RareQuestions = typeof rows;

/** What only some figures ask. Here with the flow; in `dist/cdn/` it comes with the first question of these: see `scripts/cdn.mjs`. */
export const RARE_CODE: Code<RareQuestions> = here(rows);
