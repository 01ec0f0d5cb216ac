import type { InPieces } from '../math/index.ts';
import { columnNames } from './column-names.ts';
import { DataError } from './data-error.ts';
import { itemsOf, type Items } from './json-items.ts';
import { looksNumeric, withPoint } from './number-style.ts';
import { placeIn } from './place.ts';
import { chooseColumns, collecting, kindsOf, MAX_ROWS, ROWS_LOOKED_AT, type CellKind, type Table, type Written } from './table.ts';

/** A table as JSON writes it. */
interface Rows {
  readonly names: readonly string[];
  readonly count: number;
  /** @returns undefined where there is nothing */
  at(row: number, column: number): unknown;
  written(row: number, column: number): Written;
}

/**
 * Read numeric columns of JSON: a list of objects, a list of lists, of which the first may hold the columns' names, a list of numbers, or an
 * object of columns. Lists are read in pieces of at most 2,000 rows. Numbers may stand in quotation marks.
 *
 * @param file  what to call it in a sentence
 * @param columns  names to take; without them, the first two columns that hold numbers
 * @param classColumn  name of one more, whose words are the classes of the points; rows where it is empty are left out
 * @param mostGroups  without it, the first column of words makes the classes where these are two to so many, of all rows
 * @throws DataError  in words: no JSON, with line and column; no rows; columns of several lengths; and what a table may lack
 */
export function* parsingJson(given: string, file: string | undefined, columns?: readonly string[], classColumn?: string, mostGroups?: number): InPieces<Table> {
  const text = given.replace(/^\uFEFF/, '');
  const items = yield* itemsOf(text, file);
  const rows = /^\s*\[/.test(text) ? listRows(text, file, items) : columnRows(items, file);
  const { names, count, at, written } = rows;
  if (count > MAX_ROWS) throw new DataError('src', { key: 'tooManyRows', most: MAX_ROWS });
  const offered = kindsOf(names, firstRows(rows));
  const choice = chooseColumns(names, offered, columns, classColumn, mostGroups);
  return yield* collecting({
    ...choice, names, offered, rows: count, isSeparated: true, notes: [],
    number: (row, axis) => numberOf(at(row, choice.chosen[axis])),
    word: (row) => wordOf(at(row, choice.classAt!)),
    written: (row, axis) => written(row, choice.chosen[axis]),
  });
}

function* firstRows({ count, at }: Rows): Generator<(column: number) => CellKind> {
  for (let row = 0; row < Math.min(count, ROWS_LOOKED_AT); row++) {
    yield (k) => {
      const value = at(row, k);
      return Number.isNaN(numberOf(value)) ? (wordOf(value) === '' ? 'none' : 'word') : 'number';
    };
  }
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' ? withPoint(value) : NaN);
const wordOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const field = (value: unknown, name: string): unknown => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);

/** The first item tells what all are; an item of another kind is a row that has nothing. */
function listRows(text: string, file: string | undefined, { values, starts }: Items): Rows {
  const [first] = values;
  const written = (row: number, value: unknown): Written => ({ cell: String(value), line: placeIn(text, starts[row]).line });
  if (Array.isArray(first)) {
    const header = first.some((name) => typeof name === 'string') && first.every((name) => typeof name === 'string' && !looksNumeric(name)) ? 1 : 0;
    const names = header ? columnNames(first as readonly string[]) : first.map((_, k) => String(k + 1));
    const wide = values.findIndex((value) => Array.isArray(value) && value.length > names.length);
    if (wide >= 0) throw new DataError('src', { key: 'wideRow', cells: (values[wide] as unknown[]).length, width: names.length, place: placeIn(text, starts[wide]) });
    const at = (row: number, column: number): unknown => {
      const value = values[row + header];
      return Array.isArray(value) ? value[column] : undefined;
    };
    return { names, count: values.length - header, at, written: (row, column) => written(row + header, at(row, column)) };
  }
  if (isObject(first)) {
    const keys = [...new Set(values.slice(0, ROWS_LOOKED_AT).flatMap((value) => (isObject(value) ? Object.keys(value) : [])))];
    const at = (row: number, column: number): unknown => field(values[row], keys[column]);
    return { names: columnNames(keys), count: values.length, at, written: (row, column) => written(row, at(row, column)) };
  }
  if (!Number.isNaN(numberOf(first))) return { names: ['1'], count: values.length, at: (row) => values[row], written: (row) => written(row, values[row]) };
  throw new DataError('src', { key: 'jsonNoTable', file });
}

function columnRows({ values }: Items, file: string | undefined): Rows {
  const columns = (values as readonly (readonly [name: string, value: unknown])[]).filter((entry): entry is readonly [string, readonly unknown[]] => Array.isArray(entry[1]));
  if (columns.length === 0) throw new DataError('src', { key: 'jsonNoTable', file });
  const byLength = [...columns].sort(([, a], [, b]) => a.length - b.length);
  const [[shorter, { length: least }], [longer, { length: most }]] = [byLength[0], byLength[byLength.length - 1]];
  if (most > least) throw new DataError('src', { key: 'unevenColumns', longer, most, shorter, least });
  const at = (row: number, column: number): unknown => columns[column][1][row];
  return { names: columnNames(columns.map(([name]) => name)), count: most, at, written: (row, column) => ({ cell: String(at(row, column)), row: row + 1 }) };
}
