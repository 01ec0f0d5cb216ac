import type { Opening } from './port.ts';

type WorkerConstructor = new (url: URL, options: WorkerOptions) => Worker;

/**
 * Ways to open the worker from a file of its own. The address stands here once and literally, because bundlers look
 * for exactly this expression; the constructor is an argument, so that both ways share the address.
 */
const openWith = (Worker: WorkerConstructor) => new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' });

export const openings: readonly Opening[] = [
  () => openWith(Worker),
  () => openWith(workerThatImports as unknown as WorkerConstructor),
];

/** A page may not run a file of another origin as a worker, but a worker of its own may import that file. */
function workerThatImports(url: URL): Worker {
  const source = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  const address = URL.createObjectURL(source);
  const worker = new Worker(address, { type: 'module' });
  // Revoked any sooner, some browsers find nothing to load.
  const revoke = (): void => URL.revokeObjectURL(address);
  worker.addEventListener('message', revoke, { once: true });
  worker.addEventListener('error', revoke, { once: true });
  return worker;
}
