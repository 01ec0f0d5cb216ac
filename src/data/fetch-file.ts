import { DataError } from './data-error.ts';

/** A figure's data travels with the page; more than this is a mistake in `src`. */
const MAX_BYTES = 8 * 2 ** 20;
const DEADLINE_MS = 15_000;
const PROTOCOLS = new Set(['http:', 'https:', 'blob:', 'file:']);
const INLINE = /^data:(text\/csv|image\/(png|jpeg|gif|webp))[;,]/i;

export interface FetchedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The content type, in lower case; empty when the server names none. */
  readonly type: string;
  /** What to call the file in a sentence. */
  readonly name: string;
}

/**
 * Fetch an author's file. Reading stops at 8 MB and after 15 s; no credentials are sent.
 *
 * @param url  absolute, or relative to `base`
 * @param signal  aborts the request: the promise then rejects with the signal's reason
 * @throws DataError  in words, of the attribute `src`
 */
export async function fetchFile(url: string, base: string, signal: AbortSignal): Promise<FetchedFile> {
  const address = resolve(url, base);
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const name = address.protocol === 'data:' ? 'The inline data' : `"${address.pathname.split('/').pop() || address.href}"`;
  try {
    const response = await fetch(address, { credentials: 'omit', signal: AbortSignal.any([signal, deadline]) });
    if (!response.ok) throw new DataError('src', `${name} could not be loaded (the server answered ${response.status}); check the address.`);
    return { bytes: await readCapped(response, name), type: (response.headers.get('content-type') ?? '').toLowerCase(), name };
  } catch (error) {
    if (error instanceof DataError || signal.aborted) throw error;
    if (deadline.aborted) throw new DataError('src', `${name} did not arrive within ${DEADLINE_MS / 1000} seconds.`);
    throw new DataError('src', `${name} could not be loaded; check the address, and that its server lets this page read it (CORS).`);
  }
}

function resolve(url: string, base: string): URL {
  let resolved: URL;
  try {
    resolved = new URL(url, base);
  } catch {
    throw new DataError('src', `"${url}" is not an address; give the address of a CSV file or an image, such as "data.csv".`);
  }
  if (!INLINE.test(resolved.href) && !PROTOCOLS.has(resolved.protocol)) {
    throw new DataError('src', `Addresses that begin with "${resolved.protocol}" are not read; give the http(s) address of a CSV file or an image.`);
  }
  if (resolved.username || resolved.password) throw new DataError('src', 'The address holds a user name or password; leave them out.');
  return resolved;
}

async function readCapped(response: Response, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > MAX_BYTES) {
      void reader.cancel();
      throw new DataError('src', `${name} is larger than ${MAX_BYTES / 2 ** 20} MB; give a sample of it.`);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
