import { onMainThread } from './main-thread.ts';
import type { Opening, WorkerConstructor } from './port.ts';
import { importing, workerAt, workerOf, workerOfData } from './start-worker.ts';

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
