import source from './entry.ts?raw';
import { onMainThread } from './main-thread.ts';
import type { Inlined, Opening } from './port.ts';
import { dataUrl, workerAt, workerOf, workerOfData } from './start-worker.ts';

/** Where the package keeps the worker, seen from the self-contained file: for policies that allow files only. */
const besides = (): URL => new URL(/* @vite-ignore */ './src/worker/fm-worker.js', import.meta.url);

/**
 * The worker's code (the build puts the bundled worker in the place of `entry.ts`) travels inside this module: takes the
 * place of `spawn-own-file.ts` in the self-contained file.
 */
export const openings: readonly Opening[] = [
  () => workerOf(source),
  () => workerAt(besides()),
  () => workerOfData(source),
  () => onMainThread(besides().href),
  () => onMainThread(dataUrl(source)),
];

/** It is in `openings` already. */
export const inlined: Inlined | undefined = undefined;
