import { here, type Code } from '../code/index.ts';
import { trainKeeping } from './train.ts';

/** What trains. Here with the flow; in `dist/cdn/` it comes with the first that trains or shows a network: see `scripts/cdn.mjs`. */
export const TRAINING_CODE: Code<typeof trainKeeping> = here(trainKeeping);
