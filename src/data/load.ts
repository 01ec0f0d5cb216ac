import { parsingCsv } from './csv.ts';
import { DataError } from './data-error.ts';
import { decodeText } from './decode-text.ts';
import { fetchFile, type FetchedFile } from './fetch-file.ts';
import { imageSize } from './image-size.ts';
import { inTurns } from './in-turns.ts';
import { imageMask, type Mask } from './mask.ts';
import type { Table } from './table.ts';

/** What an author's file turned out to be. */
export type Loaded = { readonly kind: 'table'; readonly table: Table } | { readonly kind: 'mask'; readonly mask: Mask };

/** What of a table is taken. */
export interface Columns {
  /** Names of numeric columns; the first two when absent. */
  readonly columns?: readonly string[];
  /** Whose words are the classes of the rows. */
  readonly classColumn?: string;
  /** Without that one, the first column of words makes classes where these are two to so many, of all rows. */
  readonly mostGroups?: number;
}

/**
 * Fetch a file and read it: an image by its dark places, anything else as a JSON or CSV file by its numeric columns.
 * Reading stops at 8 MB and after 15 s; no credentials are sent.
 *
 * @param url  absolute, or relative to `base`
 * @param base  the page's address
 * @param signal  aborts the request: the promise then rejects with the signal's reason
 * @throws DataError  in words that name `src`, `columns` or `condition-column`
 */
export async function loadData(url: string, base: string, taken: Columns, signal: AbortSignal): Promise<Loaded> {
  return readData(await fetchFile(url, base, signal), taken, signal);
}

/** The same of a file that is here already. */
export async function readData(file: FetchedFile, { columns, classColumn, mostGroups }: Columns, signal: AbortSignal): Promise<Loaded> {
  if (file.type.startsWith('image/') || imageSize(file.bytes)) return { kind: 'mask', mask: await imageMask(file) };
  if (file.name?.endsWith('.u8')) throw new DataError('codec', { key: 'noCodec', file: file.name });
  const { text, note } = decodeText(file);
  checkNoPage(text, file);
  const parsing = isJson(text, file) ? (await import('./json.ts')).parsingJson(text, file.name, columns, classColumn, mostGroups) : parsingCsv(text, columns, classColumn, mostGroups);
  const table = await inTurns(parsing, signal);
  return { kind: 'table', table: note ? { ...table, notes: [note, ...table.notes] } : table };
}

/** By what it is said to be, or else by its first sign, with which no usual table begins. */
const isJson = (text: string, { type }: FetchedFile): boolean => type.includes('json') || (!type.includes('csv') && /^\uFEFF?\s*[[{]/.test(text));

function checkNoPage(text: string, { type, name }: FetchedFile): void {
  const isHtml = type.includes('html') || /^\s*<(!doctype|html|head|body)\b/i.test(text);
  if (isHtml) throw new DataError('src', { key: 'webPage', file: name });
}
