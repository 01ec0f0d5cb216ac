import source from './entry.ts?raw';
import { onMainThread } from './main-thread.ts';
import type { Part } from './part.ts';
import type { Inlined, Opening } from './port.ts';
import { dataUrl, workerAt, workerOf, workerOfData } from './start-worker.ts';

/** Where the package keeps the worker, seen from the self-contained file: for policies that allow files only. */
const besides = (): URL => new URL(/* @vite-ignore */ './src/worker/fm-worker.js', import.meta.url);

/** A strict policy allows the page's own files and no blob. Elsewhere there may be no such file, and to ask for it costs an error on the console. */
function workerOfPackage(): Worker {
  const { origin, pathname } = besides();
  if (origin !== location.origin || !pathname.endsWith('/dist/src/worker/fm-worker.js')) throw new Error('The page has no folder of the package.');
  return workerAt(besides());
}

/** All of the worker is here already. */
export const least: Part = 'all';

/**
 * The worker's code (the build puts the bundled worker in the place of `entry.ts`) travels inside this module: takes the
 * place of `spawn-own-file.ts` in the self-contained file.
 */
export const openings = (): readonly Opening[] => [
  workerOfPackage,
  () => workerOf(source),
  () => workerAt(besides()),
  () => workerOfData(source),
];

export const onPage = (): Promise<readonly Opening[]> => Promise.resolve([besides().href, dataUrl(source)].map((url) => () => onMainThread(url, besides().href)));

/** It is in `openings` already. */
export const inlined: Inlined | undefined = undefined;
