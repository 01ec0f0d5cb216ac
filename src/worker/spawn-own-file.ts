import { onMainThread } from './main-thread.ts';
import type { Inlined, Opening, WorkerConstructor } from './port.ts';
import { dataUrl, importing, workerAt, workerOf, workerOfData } from './start-worker.ts';

/**
 * Ways to open the worker from a file of its own. The address stands here once and literally, because bundlers look
 * for exactly this expression; the constructor is an argument, so that all ways share the address.
 */
const openWith = (Worker: WorkerConstructor) => new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' });

/** What `open` returns takes the place of the worker that `new` would make. */
const through = (open: (url: URL) => unknown): Opening => () => openWith(open as unknown as WorkerConstructor);

export const openings: readonly Opening[] = [
  through(function (url) {
    return workerAt(url);
  }),
  through(function (url) {
    return workerOf(importing(url));
  }),
  through(function (url) {
    return workerOfData(importing(url));
  }),
  through(function (url) {
    return onMainThread(url.href);
  }),
];

/**
 * Whether a bundler has moved this module away from the worker's file. Those that know the expression above give the file
 * a name of their own, or leave this module its address.
 */
function isFileLeftBehind(): boolean {
  const here: string | undefined = import.meta.url;
  if (here === undefined) return true;
  const address = through(function (url) {
    return url;
  })() as unknown as URL;
  return !here.includes('/spawn-own-file.') && address.pathname.endsWith('/fm-worker.js');
}

/** The worker's code travels with the package as a module too, for bundlers that do not follow the address. */
export const inlined: Inlined | undefined = {
  isBetter: isFileLeftBehind,
  async load() {
    const { source } = await import('./inlined-source.ts');
    return [() => workerOf(source), () => workerOfData(source), () => onMainThread(dataUrl(source))];
  },
};
