import { scriptUrl } from './script-url.ts';

/** A worker from the file at `url`, which must be of the page's own origin. */
export function workerAt(url: URL | string): Worker {
  return new Worker(scriptUrl(String(url)), { type: 'module' });
}

/** A worker from `source`, which the page lets run under an address of its own. */
export function workerOf(source: string): Worker {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = workerAt(address);
  // Revoked any sooner, some browsers find nothing to load.
  const revoke = (): void => URL.revokeObjectURL(address);
  worker.addEventListener('message', revoke, { once: true });
  worker.addEventListener('error', revoke, { once: true });
  return worker;
}

/** A worker from `source` for frames without an origin (`<iframe sandbox>`), which may not load their own addresses. */
export const workerOfData = (source: string): Worker => workerAt(dataUrl(source));

export const dataUrl = (source: string): string => `data:text/javascript,${encodeURIComponent(source)}`;

/** A page may not run a file of another origin as a worker, but a worker of its own may import that file. */
export const importing = (url: URL | string): string => `import ${JSON.stringify(String(url))};`;
