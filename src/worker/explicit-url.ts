import { ReplaySubject } from 'rxjs';
import type { Opening } from './port.ts';
import { importing, workerAt, workerOf } from './start-worker.ts';
import type { WorkerWarning } from './warning.ts';

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

const namedAddress = (): string | undefined => given ?? globalThis.document?.querySelector<HTMLMetaElement>('meta[name="fm-worker"]')?.content;

export const hasAddress = (): boolean => Boolean(namedAddress());

/** The ways that lead to the address which the author has given; none without one. One that is no address fails when it is tried. */
export function explicitOpenings(): readonly Opening[] {
  const address = namedAddress();
  if (!address) return [];
  const absolute = (): string => new URL(address, globalThis.document?.baseURI).href;
  return [() => workerAt(absolute()), () => workerOf(importing(absolute()))];
}

/** State, once it is so: the author's address leads to no worker. */
export const addressWarning$ = new ReplaySubject<WorkerWarning>(1);
let hasWarned = false;

/** Say, once in a page, that another way had to be found. */
export function warnOfAddress(): void {
  if (hasWarned) return;
  hasWarned = true;
  const message = `The address that the page gives for the worker, "${namedAddress()}", leads to none, or to none in time, so another way was found: it should be that of fm-worker.js.`;
  addressWarning$.next({ code: 'worker-url', message });
}
