import type { InPieces, Points } from '../math/index.ts';
import { createRow, isBlank, readRow, type Row } from './csv-row.ts';
import { DataError } from './data-error.ts';
import { looksNumeric, NumberStyle } from './number-style.ts';
import { lineIn, placeIn } from './place.ts';
import { guessSeparator } from './separator.ts';

/** More rows than this are not a figure any more. */
const MAX_ROWS = 200_000;
/** Squares and sums of larger numbers overflow. */
const LARGEST = 1e300;
/** Rows whose numbers tell which columns are numeric. */
const ROWS_LOOKED_AT = 20;
/** Rows read, and cells made numbers, in one piece: about 3 ms. */
const ROWS_IN_A_PIECE = 2_000;
/** Long rows make a piece too. */
const CHARACTERS_IN_A_PIECE = 65_536;
/** Names listed in a message; a table may have thousands of columns. */
const NAMES_SHOWN = 12;

/** Numeric columns of a table, with an account of the rows that had to be left out. */
export interface Table {
  /** The chosen columns' names, in the order of the points' axes. */
  readonly columns: readonly string[];
  /** One point for each row whose chosen cells are all finite numbers; `dimension` = number of columns. */
  readonly points: Points;
  /** Rows below the header. */
  readonly rows: number;
  /** Rows left out because a chosen cell is empty or not a number. */
  readonly skipped: number;
  /** How the file was read where that is not evident, each a part of a sentence. */
  readonly notes: readonly string[];
}

/** `parsingCsv` at one go. */
export function parseCsv(text: string, columns?: readonly string[]): Table {
  const work = parsingCsv(text, columns);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/**
 * Read numeric columns of text whose cells are separated by commas, semicolons, tabs or bars, in pieces of at most 2,000 rows. The first row
 * holds the columns' names; when it holds only numbers, the columns are named by their position: 1, 2, ... Numbers have a decimal
 * point or a decimal comma, whatever the file has.
 *
 * @param columns  names to take; without them, the first two columns that hold numbers
 * @throws DataError  in words, with line and column where one is at fault: a quotation mark without its partner, a row longer than the
 *   header, numbers that can be read in two ways or overflow, a column that does not exist, no numeric row, more than 200,000 rows
 */
export function* parsingCsv(given: string, columns?: readonly string[]): InPieces<Table> {
  const text = given.replace(/^\uFEFF/, '');
  const separator = guessSeparator(text);
  const { names, chosen, body } = readHead(text, separator, columns);
  const chosenNames = chosen.map((k) => names[k]);
  const style = new NumberStyle();
  const cells: string[] = [];
  const rowStarts: number[] = [];
  const row = createRow();
  let pause = CHARACTERS_IN_A_PIECE;
  for (let at = body, next; at < text.length; at = next) {
    next = readRow(text, at, separator, row);
    if (isBlank(row)) continue;
    if (rowStarts.push(at) > MAX_ROWS) throw new DataError('src', `The file has more than ${MAX_ROWS} rows; give a sample of it.`);
    checkWidth(text, row, names.length);
    for (const k of chosen) {
      const cell = row.cells[k] ?? '';
      if (cell.includes('\n')) throw new DataError('src', `The quotation mark at ${placeIn(text, row.starts[k])} runs over several lines; remove it, or close it.`);
      style.learn(cell, row.starts[k]);
      cells.push(cell);
    }
    if (rowStarts.length % ROWS_IN_A_PIECE === 0 || next > pause) {
      pause = next + CHARACTERS_IN_A_PIECE;
      yield;
    }
  }

  const toNumber = style.reader(text);
  const dimension = chosen.length;
  const rows = rowStarts.length;
  const coordinates = new Float64Array(rows * dimension);
  let count = 0;
  for (let r = 0; r < rows; r++) {
    let isWhole = true;
    for (let k = 0; k < dimension; k++) {
      const value = toNumber(cells[r * dimension + k]);
      if (Math.abs(value) > LARGEST) {
        const what = shorten(cells[r * dimension + k].trim());
        throw new DataError('columns', `The column "${shorten(chosenNames[k])}" holds ${what} in ${lineIn(text, rowStarts[r])}; numbers beyond 1e300 overflow: scale the column.`);
      }
      coordinates[count * dimension + k] = value;
      if (Number.isNaN(value)) isWhole = false;
    }
    if (isWhole) count++;
    if ((r + 1) % ROWS_IN_A_PIECE === 0) yield;
  }
  if (count === 0 || dimension === 0) throw new DataError('columns', noNumbers(chosenNames, names, separator));
  return {
    columns: chosenNames,
    points: { dimension, count, coordinates: coordinates.slice(0, count * dimension) },
    rows,
    skipped: rows - count,
    notes: style.hasDecimalComma ? ['read with decimal commas'] : [],
  };
}

interface Head {
  readonly names: readonly string[];
  /** Places of the chosen columns in a row. */
  readonly chosen: readonly number[];
  /** Where the rows below the header begin. */
  readonly body: number;
}

function readHead(text: string, separator: string, columns: readonly string[] | undefined): Head {
  const row = createRow();
  let at = 0;
  let first: string[] | undefined;
  let firstAt = 0;
  while (!first && at < text.length) {
    firstAt = at;
    at = readRow(text, at, separator, row);
    if (!isBlank(row)) first = [...row.cells];
  }
  if (!first) throw new DataError('src', 'The file is empty; it should be a table with a header row and numeric columns.');
  const hasHeader = !first.every(looksNumeric);
  const names = first.map((name, k) => (hasHeader ? name.trim() : String(k + 1)));
  const body = hasHeader ? at : firstAt;
  return { names, chosen: columns ? columns.map((name) => indexOfColumn(names, name)) : firstNumericColumns(text, body, separator, names.length), body };
}

function indexOfColumn(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new DataError('columns', `There is no column "${shorten(name)}"; the file has ${list(names)}.`);
  return index;
}

/** The first two columns that hold a number in some of the first rows. */
function firstNumericColumns(text: string, body: number, separator: string, width: number): number[] {
  const row = createRow();
  const isNumeric = new Array<boolean>(width).fill(false);
  for (let at = body, read = 0; at < text.length && read < ROWS_LOOKED_AT; ) {
    at = readRow(text, at, separator, row);
    if (isBlank(row)) continue;
    read++;
    for (let k = 0; k < width; k++) isNumeric[k] ||= looksNumeric(row.cells[k]);
  }
  return isNumeric.flatMap((is, k) => (is ? [k] : [])).slice(0, 2);
}

/** Cells beyond the header's belong to no column, and those before them may have slipped into the wrong one. */
function checkWidth(text: string, { cells, starts }: Row, width: number): void {
  if (cells.length <= width) return;
  const extra = cells.findIndex((cell, k) => k >= width && cell.trim() !== '');
  if (extra < 0) return;
  const message = `The row has ${cells.length} cells at ${placeIn(text, starts[extra])}, and the first row ${width}; put cells that hold the separator in quotation marks.`;
  throw new DataError('src', message);
}

function noNumbers(chosen: readonly string[], names: readonly string[], separator: string): string {
  const which = chosen.length ? ` in ${chosen.map(shorten).join(' and ')}` : '';
  const hint = separator === '' ? ', and no comma, semicolon, tab or bar parts its rows' : '';
  return `No row has a number${which}; name columns that hold numbers. The file has ${list(names)}${hint}.`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `"${shorten(name)}"`);
  const more = names.length - shown.length;
  return `the column${names.length === 1 ? '' : 's'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
