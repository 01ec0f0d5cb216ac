import { isMoved } from './moved-module.ts';
import type { Part } from './part.ts';
import type { Inlined, Opening, WorkerConstructor } from './port.ts';
import { dataUrl, importing, workerAt, workerOf, workerOfData } from './start-worker.ts';

/**
 * Ways to open each worker from a file of its own. The addresses stand here once and literally, because bundlers look for exactly these
 * expressions; the constructor is an argument, so that all ways share the address.
 */
const opening: Readonly<Record<Part, (Worker: WorkerConstructor) => Worker>> = {
  math: (Worker) => new Worker(new URL('./entry-math.ts', import.meta.url), { type: 'module' }),
  probes: (Worker) => new Worker(new URL('./entry-probes.ts', import.meta.url), { type: 'module' }),
  training: (Worker) => new Worker(new URL('./entry-training.ts', import.meta.url), { type: 'module' }),
  all: (Worker) => new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' }),
};

/** What `open` returns takes the place of the worker that `new` would make. */
const through = (part: Part, open: (url: URL) => unknown): Opening => () => opening[part](open as unknown as WorkerConstructor);

/** A page fetches no more of the worker than it asks for. */
export const least: Part = 'math';

/** Ways to a worker from its file. */
export const openings = (part: Part): readonly Opening[] => [
  through(part, function (url) {
    return workerAt(url);
  }),
  through(part, function (url) {
    return workerOf(importing(url));
  }),
  through(part, function (url) {
    return workerOfData(importing(url));
  }),
];

/** Of a worker, as this module has it. */
const addressOf = (part: Part): URL => (through(part, function (url) {
  return url;
}) as unknown as () => URL)();

/** Where there can be no worker the page has all of its code, so that nothing has to be found out twice. */
export async function onPage(part: Part): Promise<readonly Opening[]> {
  const { onMainThread } = await import('./main-thread.ts');
  return [through('all', function (url) {
    return onMainThread(url.href, addressOf(part).href);
  })];
}

const inlinedSource: Readonly<Record<Part, () => Promise<{ readonly source: string }>>> = {
  math: () => import('./inlined-math.ts'),
  probes: () => import('./inlined-probes.ts'),
  training: () => import('./inlined-training.ts'),
  all: () => import('./inlined-all.ts'),
};

/** The worker's code travels with the package as modules too, for bundlers that do not follow the addresses. */
export const inlined: Inlined | undefined = {
  isBetter: () => isMoved(import.meta.url, 'spawn-own-file', () => addressOf('all')),
  async openings(part) {
    const { source } = await inlinedSource[part]();
    return [() => workerOf(source), () => workerOfData(source)];
  },
  async onPage(part) {
    const [{ source }, { onMainThread }] = await Promise.all([inlinedSource.all(), import('./main-thread.ts')]);
    return [() => onMainThread(dataUrl(source), addressOf(part).href)];
  },
};
