import { parseCsv, type Table } from './csv.ts';
import { DataError } from './data-error.ts';

/** A figure's data travels with the page; more than this is a mistake in `src`. */
const MAX_BYTES = 8 * 2 ** 20;
const DEADLINE_MS = 15_000;
const PROTOCOLS = new Set(['http:', 'https:', 'blob:', 'file:']);

/**
 * Fetch a CSV file and read its numeric columns. Reading stops at 8 MB and after 15 s; no credentials are sent.
 *
 * @param url  absolute, or relative to `base`
 * @param base  the page's address
 * @param signal  aborts the request: the promise then rejects with the signal's reason
 * @throws DataError  in words that name `src` or `columns`
 */
export async function loadTable(url: string, base: string, columns: readonly string[] | undefined, signal: AbortSignal): Promise<Table> {
  return parseCsv(await fetchText(resolve(url, base), signal), columns);
}

function resolve(url: string, base: string): URL {
  let resolved: URL;
  try {
    resolved = new URL(url, base);
  } catch {
    throw new DataError('src', `"${url}" is not an address; give the address of a CSV file, such as "data.csv".`);
  }
  const isInlineCsv = resolved.protocol === 'data:' && /^data:text\/csv[;,]/i.test(resolved.href);
  if (!isInlineCsv && !PROTOCOLS.has(resolved.protocol)) {
    throw new DataError('src', `Addresses that begin with "${resolved.protocol}" are not read; give the http(s) address of a CSV file.`);
  }
  if (resolved.username || resolved.password) throw new DataError('src', 'The address holds a user name or password; leave them out.');
  return resolved;
}

async function fetchText(url: URL, signal: AbortSignal): Promise<string> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const name = url.protocol === 'data:' ? 'The inline data' : `"${url.pathname.split('/').pop() || url.href}"`;
  try {
    const response = await fetch(url, { credentials: 'omit', signal: AbortSignal.any([signal, deadline]) });
    if (!response.ok) throw new DataError('src', `${name} could not be loaded (the server answered ${response.status}); check the address.`);
    const text = await readCapped(response, name);
    const isHtml = /html/i.test(response.headers.get('content-type') ?? '') || /^\s*<(!doctype|html|head|body)\b/i.test(text);
    if (isHtml) throw new DataError('src', `${name} is a web page, not a table; give the address of the CSV file itself.`);
    return text;
  } catch (error) {
    if (error instanceof DataError || signal.aborted) throw error;
    if (deadline.aborted) throw new DataError('src', `${name} did not arrive within ${DEADLINE_MS / 1000} seconds.`);
    throw new DataError('src', `${name} could not be loaded; check the address, and that its server lets this page read it (CORS).`);
  }
}

async function readCapped(response: Response, name: string): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      void reader.cancel();
      throw new DataError('src', `${name} is larger than ${MAX_BYTES / 2 ** 20} MB; give a sample of it.`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
