import type { InPieces } from '../math/index.ts';
import { columnNames } from './column-names.ts';
import { createRow, isBlank, readRow, type Row } from './csv-row.ts';
import { DataError } from './data-error.ts';
import { looksNumeric, NumberStyle } from './number-style.ts';
import { placeIn } from './place.ts';
import { guessSeparator } from './separator.ts';
import { chooseColumns, collecting, kindsOf, MAX_ROWS, ROWS_IN_A_PIECE, ROWS_LOOKED_AT, type CellKind, type Table } from './table.ts';

/** Long rows make a piece too. */
const CHARACTERS_IN_A_PIECE = 65_536;

/** `parsingCsv` at one go. */
export function parseCsv(text: string, columns?: readonly string[], classColumn?: string): Table {
  const work = parsingCsv(text, columns, classColumn);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Read numeric columns of text whose cells are separated by commas, semicolons, tabs or bars, in pieces of at most 2,000 rows. The first row
 * holds the columns' names; a column without one, and each where it holds only numbers, is named by its position: 1, 2, ... Numbers have a decimal
 * point or a decimal comma, whatever the file has.
 *
 * @param columns  names to take; without them, the first two columns that hold numbers
 * @param classColumn  name of one more, whose words are the classes of the points; rows where it is empty are left out
 * @param mostGroups  without it, the first column of words makes the classes where these are two to so many, of all rows
 * @throws DataError  in words, with line and column where one is at fault: a quotation mark without its partner, a row longer than the
 *   header, numbers that can be read in two ways or overflow, a column that does not exist, no numeric row, more than 200,000 rows, more than 64 classes
 */
export function* parsingCsv(given: string, columns?: readonly string[], classColumn?: string, mostGroups?: number): InPieces<Table> {
  const text = given.replace(/^\uFEFF/, '');
  const separator = guessSeparator(text);
  const { names, body } = readHead(text, separator);
  const offered = kindsOf(names, firstRows(text, body, separator));
  const choice = chooseColumns(names, offered, columns, classColumn, mostGroups);
  const { chosen, classAt } = choice;
  const dimension = chosen.length;
  const words: string[] = [];
  const style = new NumberStyle();
  const cells: string[] = [];
  const rowStarts: number[] = [];
  const row = createRow();
  let pause = CHARACTERS_IN_A_PIECE;
  for (let at = body, next; at < text.length; at = next) {
    next = readRow(text, at, separator, row);
    if (isBlank(row)) continue;
    if (rowStarts.push(at) > MAX_ROWS) throw new DataError('src', { key: 'tooManyRows', most: MAX_ROWS });
    checkWidth(text, row, names.length);
    for (const k of chosen) {
      const cell = row.cells[k] ?? '';
      if (cell.includes('\n')) throw new DataError('src', { key: 'quoteOverLines', place: placeIn(text, row.starts[k]) });
      style.learn(cell, row.starts[k]);
      cells.push(cell);
    }
    if (classAt !== undefined) words.push((row.cells[classAt] ?? '').trim());
    if (rowStarts.length % ROWS_IN_A_PIECE === 0 || next > pause) {
      pause = next + CHARACTERS_IN_A_PIECE;
      yield;
    }
  }
  const toNumber = style.reader(text);
  const cellAt = (r: number, axis: number): string => cells[r * dimension + axis];
  return yield* collecting({
    ...choice, names, offered, rows: rowStarts.length, isSeparated: separator !== '', notes: style.hasDecimalComma ? ['decimalCommas'] : [],
    number: (r, axis) => toNumber(cellAt(r, axis)),
    word: (r) => words[r],
    written: (r, axis) => ({ cell: cellAt(r, axis).trim(), line: placeIn(text, rowStarts[r]).line }),
  });
}

interface Head {
  readonly names: readonly string[];
  /** Where the rows below the header begin. */
  readonly body: number;
}

function readHead(text: string, separator: string): Head {
  const row = createRow();
  let at = 0;
  let first: string[] | undefined;
  let firstAt = 0;
  while (!first && at < text.length) {
    firstAt = at;
    at = readRow(text, at, separator, row);
    if (!isBlank(row)) first = [...row.cells];
  }
  if (!first) throw new DataError('src', { key: 'emptyFile' });
  const hasHeader = !first.every(looksNumeric);
  return { names: hasHeader ? columnNames(first) : first.map((_, k) => String(k + 1)), body: hasHeader ? at : firstAt };
}

function* firstRows(text: string, body: number, separator: string): Generator<(column: number) => CellKind> {
  const row = createRow();
  for (let at = body, read = 0; at < text.length && read < ROWS_LOOKED_AT; ) {
    at = readRow(text, at, separator, row);
    if (isBlank(row)) continue;
    read++;
    yield (k) => (looksNumeric(row.cells[k]) ? 'number' : row.cells[k]?.trim() ? 'word' : 'none');
  }
}

/** Cells beyond the header's belong to no column, and those before them may have slipped into the wrong one. */
function checkWidth(text: string, { cells, starts }: Row, width: number): void {
  if (cells.length <= width) return;
  const extra = cells.findIndex((cell, k) => k >= width && cell.trim() !== '');
  if (extra < 0) return;
  throw new DataError('src', { key: 'wideRow', cells: cells.length, width, place: placeIn(text, starts[extra]) });
}
