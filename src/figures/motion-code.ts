import { here, type Code } from '../code/index.ts';
import { Motion } from './motion.ts';

/** Here with the figure; in `dist/cdn/` it comes with the first figure of a network, whose marks jump until it has: see `scripts/cdn.mjs`. */
export const MOTION_CODE: Code<typeof Motion> = here(Motion);
