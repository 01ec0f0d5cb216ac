import { parsingCsv, type Table } from './csv.ts';
import { DataError } from './data-error.ts';
import { decodeText } from './decode-text.ts';
import { fetchFile, type FetchedFile } from './fetch-file.ts';
import { inTurns } from './in-turns.ts';
import { imageMask, type Mask } from './mask.ts';

/** What an author's file turned out to be. */
export type Loaded = { readonly kind: 'table'; readonly table: Table } | { readonly kind: 'mask'; readonly mask: Mask };

/**
 * Fetch a file and read it: an image by its dark places, anything else as a CSV file by its numeric columns.
 * Reading stops at 8 MB and after 15 s; no credentials are sent.
 *
 * @param url  absolute, or relative to `base`
 * @param base  the page's address
 * @param signal  aborts the request: the promise then rejects with the signal's reason
 * @throws DataError  in words that name `src` or `columns`
 */
export async function loadData(url: string, base: string, columns: readonly string[] | undefined, signal: AbortSignal): Promise<Loaded> {
  const file = await fetchFile(url, base, signal);
  if (file.type.startsWith('image/')) return { kind: 'mask', mask: await imageMask(file) };
  const { text, note } = decodeText(file);
  checkNoPage(text, file);
  const table = await inTurns(parsingCsv(text, columns), signal);
  return { kind: 'table', table: note ? { ...table, notes: [note, ...table.notes] } : table };
}

function checkNoPage(text: string, { type, name }: FetchedFile): void {
  const isHtml = type.includes('html') || /^\s*<(!doctype|html|head|body)\b/i.test(text);
  if (isHtml) throw new DataError('src', `${name} is a web page, not a table; give the address of the CSV file itself.`);
}
