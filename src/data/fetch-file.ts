import { DataError } from './data-error.ts';
import { fileName } from './file-name.ts';

/** A figure's data travels with the page; more than this is a mistake in `src`. */
export const MAX_BYTES = 8 * 2 ** 20;
const DEADLINE_MS = 15_000;
const PROTOCOLS = new Set(['http:', 'https:', 'blob:', 'file:']);
const INLINE = /^data:(text\/csv|application\/json|application\/octet-stream|image\/(png|jpeg|gif|webp))[;,]/i;

export interface FetchedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The content type, in lower case; empty when the server names none. */
  readonly type: string;
  /** What to call the file in a sentence; undefined for data that stand in the address itself. */
  readonly name: string | undefined;
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
  const name = address.protocol === 'data:' ? undefined : fileName(address.href);
  try {
    const response = await fetch(address, { credentials: 'omit', signal: AbortSignal.any([signal, deadline]) });
    if (!response.ok) throw new DataError('src', { key: 'notFound', file: name, status: response.status });
    return { bytes: await readCapped(response, name), type: (response.headers.get('content-type') ?? '').toLowerCase(), name };
  } catch (error) {
    if (error instanceof DataError || signal.aborted) throw error;
    if (deadline.aborted) throw new DataError('src', { key: 'lateFile', file: name, seconds: DEADLINE_MS / 1000 });
    throw new DataError('src', { key: 'unreachable', file: name });
  }
}

function resolve(url: string, base: string): URL {
  let resolved: URL;
  try {
    resolved = new URL(url, base);
  } catch {
    throw new DataError('src', { key: 'notAnAddress', address: url });
  }
  if (!INLINE.test(resolved.href) && !PROTOCOLS.has(resolved.protocol)) {
    throw new DataError('src', { key: 'otherProtocol', protocol: resolved.protocol });
  }
  if (resolved.username || resolved.password) throw new DataError('src', { key: 'credentials' });
  return resolved;
}

async function readCapped(response: Response, name: string | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): DataError => new DataError('src', { key: 'largeFile', file: name, megabytes: MAX_BYTES / 2 ** 20 });
  // What says beforehand that it is too large is not read at all.
  if (Number(response.headers.get('content-length')) > MAX_BYTES) {
    void response.body?.cancel();
    throw tooLarge();
  }
  const reader = response.body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > MAX_BYTES) {
      void reader.cancel();
      throw tooLarge();
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
