import Papa from 'papaparse';
import type { Points } from '../math/index.ts';
import { DataError } from './data-error.ts';

/** More rows than this are not a figure any more. */
const MAX_ROWS = 200_000;
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
}

/**
 * Read numeric columns of comma-, semicolon- or tab-separated text. The first row holds the columns' names;
 * when it holds only numbers, the columns are named by their position: 1, 2, ...
 *
 * @param columns  names to take; without them, the first two columns whose first data row is numeric
 * @throws DataError  a column that does not exist, no numeric row, or more than 200,000 rows
 */
export function parseCsv(text: string, columns?: readonly string[]): Table {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: 'greedy', preview: MAX_ROWS + 2 }).data;
  const first = parsed[0];
  if (!first) throw new DataError('src', 'The file is empty; it should be a table with a header row and numeric columns.');
  const hasHeader = !first.every((cell) => isFinite(toNumber(cell)));
  const names = hasHeader ? first.map((name) => name.trim()) : first.map((_, k) => String(k + 1));
  const body = hasHeader ? parsed.slice(1) : parsed;
  if (body.length > MAX_ROWS) throw new DataError('src', `The file has more than ${MAX_ROWS} rows; give a sample of it.`);

  const chosen = columns ? columns.map((name) => indexOfColumn(names, name)) : firstNumericColumns(body);
  const chosenNames = chosen.map((k) => names[k] ?? String(k + 1));
  const coordinates = new Float64Array(body.length * chosen.length);
  let count = 0;
  for (const row of body) {
    const at = count * chosen.length;
    chosen.forEach((column, k) => (coordinates[at + k] = toNumber(row[column])));
    if (coordinates.subarray(at, at + chosen.length).every(isFinite)) count++;
  }
  if (count === 0 || chosen.length === 0) {
    const which = chosenNames.length ? ` in ${chosenNames.join(' and ')}` : '';
    throw new DataError('columns', `No row has a number${which}; name columns that hold numbers. The file has ${list(names)}.`);
  }
  const points = { dimension: chosen.length, count, coordinates: coordinates.slice(0, count * chosen.length) };
  return { columns: chosenNames, points, rows: body.length, skipped: body.length - count };
}

function indexOfColumn(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new DataError('columns', `There is no column "${shorten(name)}"; the file has ${list(names)}.`);
  return index;
}

/** The first two columns that hold a number in some of the first rows. */
function firstNumericColumns(body: readonly string[][]): number[] {
  const head = body.slice(0, 20);
  const width = Math.max(0, ...head.map((row) => row.length));
  const numeric: number[] = [];
  for (let k = 0; k < width && numeric.length < 2; k++) if (head.some((row) => isFinite(toNumber(row[k])))) numeric.push(k);
  return numeric;
}

/** NaN for everything that is not a plain decimal number; `Number('')` would be 0 and `Number('0x10')` 16. */
function toNumber(cell: string | undefined): number {
  const text = cell?.trim() ?? '';
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => `"${shorten(name)}"`);
  const more = names.length - shown.length;
  return `the column${names.length === 1 ? '' : 's'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
