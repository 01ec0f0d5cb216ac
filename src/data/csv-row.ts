import { DataError } from './data-error.ts';
import { placeIn } from './place.ts';

/** A row wider than this is no table that a figure shows, and takes the page's time. */
const MAX_COLUMNS = 10_000;

const QUOTE = 0x22;
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** One row of a table; overwritten by the next. */
export interface Row {
  /** Without the quotation marks around them. */
  readonly cells: string[];
  /** Where each begins in the text. */
  readonly starts: number[];
}

export const createRow = (): Row => ({ cells: [], starts: [] });

/** A row in which nothing is written; it counts for nothing. */
export const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell.trim() === '');

/**
 * Read one row of separated text (RFC 4180, with any line end): the author's quotation marks are believed at the beginning of a cell,
 * and are part of it elsewhere.
 *
 * @param from  offset of the row in the text
 * @param separator  one character; none when empty
 * @returns offset of the next row
 * @throws DataError  a quotation mark without its partner, or too many columns, with line and column
 */
export function readRow(text: string, from: number, separator: string, row: Row): number {
  const { cells, starts } = row;
  const separatorCode = separator.charCodeAt(0);
  let at = from;
  for (let column = 0; ; column++) {
    if (column === MAX_COLUMNS) throw new DataError('src', { key: 'tooManyColumns', most: MAX_COLUMNS, place: placeIn(text, at) });
    starts[column] = at;
    const open = skipSpaces(text, at);
    if (text.charCodeAt(open) === QUOTE) {
      const close = closingQuote(text, open);
      cells[column] = text.slice(open + 1, close).replaceAll('""', '"');
      at = skipSpaces(text, close + 1);
      if (!isEnd(text.charCodeAt(at), separatorCode)) {
        throw new DataError('src', { key: 'quoteInCell', open: placeIn(text, open), close: placeIn(text, close) });
      }
    } else {
      while (!isEnd(text.charCodeAt(at), separatorCode)) at++;
      cells[column] = text.slice(starts[column], at);
    }
    const code = text.charCodeAt(at++);
    if (code === separatorCode) continue;
    cells.length = starts.length = column + 1;
    return code === CARRIAGE_RETURN && text.charCodeAt(at) === LINE_FEED ? at + 1 : at;
  }
}

/** A separator, the end of the line, or of the text. */
const isEnd = (code: number, separator: number): boolean => code === separator || code === LINE_FEED || code === CARRIAGE_RETURN || Number.isNaN(code);

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at++;
  return at;
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  if (at < 0) throw new DataError('src', { key: 'quoteNotClosed', place: placeIn(text, open) });
  return at;
}
