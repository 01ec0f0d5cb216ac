import InlinedWorker from './entry.ts?worker&inline';
import type { Opening } from './port.ts';

/** The worker's code travels inside this module: takes the place of `spawn-own-file.ts` in the self-contained file. */
export const openings: readonly Opening[] = [() => new InlinedWorker()];
