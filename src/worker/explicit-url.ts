import type { Opening } from './port.ts';
import { importing, workerAt, workerOf } from './start-worker.ts';

let given: string | undefined;

/**
 * Where the worker's file (`fm-worker.js` of the package) is served, for pages whose bundler or policy hides it; it is tried before
 * any other way, and holds for workers that start from now on. `<meta name="fm-worker" content="URL">` says the same in HTML.
 * Not an attribute of an element on purpose: text from a reader must not name a script.
 *
 * @param url  relative to the page; undefined to forget it
 */
export function setWorkerUrl(url: string | URL | undefined): void {
  given = url === undefined ? undefined : String(url);
}

/** The ways that lead to the address which the author has given; none without one. */
export function explicitOpenings(): readonly Opening[] {
  const page = globalThis.document;
  const url = given ?? page?.querySelector<HTMLMetaElement>('meta[name="fm-worker"]')?.content;
  if (!url) return [];
  const absolute = new URL(url, page?.baseURI).href;
  return [() => workerAt(absolute), () => workerOf(importing(absolute))];
}
