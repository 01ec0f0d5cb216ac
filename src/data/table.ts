import { MOST_CLASSES, type Classes, type InPieces, type Points } from '../math/index.ts';
import { DataError } from './data-error.ts';
import type { TextNote } from './decode-text.ts';
import type { ColumnList } from './sentences.ts';

/** More rows than this are not a figure any more. */
export const MAX_ROWS = 200_000;
/** Rows whose cells tell which columns are numeric. */
export const ROWS_LOOKED_AT = 20;
/** Rows read, and cells made numbers, in one piece: about 3 ms. */
export const ROWS_IN_A_PIECE = 2_000;
/** Squares and sums of larger numbers overflow. */
const LARGEST = 1e300;
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
  /** Of the points, by the words of one more column; absent where none was asked for. */
  readonly classes?: Classes;
  /** All its columns, by what the first rows hold of them. */
  readonly offered: ColumnKinds;
  /** How the file was read where that is not evident. */
  readonly notes: readonly TableNote[];
}

/** With a decimal comma in its numbers; its bytes as UTF-16 without a byte order mark, or as Windows-1252, which are guesses. */
export type TableNote = 'decimalCommas' | TextNote;

/** Names of columns of numbers, and of those of words. */
export interface ColumnKinds {
  readonly numbers: readonly string[];
  readonly words: readonly string[];
}

/** What of a file's columns is taken. */
export interface Choice {
  /** Places of the numeric columns, in the order of the axes. */
  readonly chosen: readonly number[];
  /** Place of the column whose words are the classes of the rows. */
  readonly classAt?: number;
  /** Where nobody has named that column: no classes are made of it unless it makes two to so many, of all rows. */
  readonly mostGroups?: number;
}

/** A file's rows, however they are written. */
export interface Cells extends Choice {
  readonly names: readonly string[];
  readonly offered: ColumnKinds;
  readonly notes: readonly TableNote[];
  readonly rows: number;
  /** Whether something parts the columns. */
  readonly isSeparated: boolean;
  /** @returns NaN where there is no number; @param axis  place in `chosen` */
  number(row: number, axis: number): number;
  /** Of the column of classes, without space around it; empty where there is none. */
  word(row: number): string;
  /** What the file has there, for a message. */
  written(row: number, axis: number): Written;
}

/** A cell, and in which line it stands, or row where the file has one for all. */
export type Written = { readonly cell: string } & ({ readonly line: number } | { readonly row: number });

/**
 * Make points of the rows whose chosen cells are all there, in pieces of at most 2,000 rows; of groups that nobody has named an empty cell is no fault.
 *
 * @throws DataError  a number that overflows, no numeric row, more than 64 classes
 */
export function* collecting({ names, chosen, classAt: given, mostGroups, offered, notes, rows, isSeparated, number, word, written }: Cells): InPieces<Table> {
  const columns = chosen.map((k) => names[k]);
  const dimension = chosen.length;
  const coordinates = new Float64Array(rows * dimension);
  const classNames = new Map<string, number>();
  const classes = new Int32Array(given === undefined ? 0 : rows);
  let classAt = given;
  let count = 0;
  for (let r = 0; r < rows; r++) {
    let isWhole = true;
    for (let k = 0; k < dimension; k++) {
      const value = number(r, k);
      if (Math.abs(value) > LARGEST) {
        const found = written(r, k);
        const about = { column: shorten(columns[k]), cell: shorten(found.cell) };
        throw new DataError('columns', 'line' in found ? { key: 'hugeNumber', ...about, line: found.line } : { key: 'hugeValue', ...about, row: found.row });
      }
      coordinates[count * dimension + k] = value;
      if (Number.isNaN(value)) isWhole = false;
    }
    const name = classAt === undefined ? undefined : word(r);
    const isNoGroup = name === '' || (name !== undefined && classNames.size === mostGroups && !classNames.has(name));
    if (isWhole && mostGroups !== undefined && isNoGroup) classAt = undefined;
    if (isWhole && (classAt === undefined || name !== '')) {
      if (classAt !== undefined) classes[count] = classNames.get(name!) ?? addClass(classNames, name!, names[classAt]);
      count++;
    }
    if ((r + 1) % ROWS_IN_A_PIECE === 0) yield;
  }
  if (count === 0 || dimension === 0) throw new DataError('columns', { key: 'noNumbers', chosen: columns.map(shorten), columns: listed(names), isSeparated });
  const [only, other] = classNames.keys();
  if (mostGroups !== undefined && other === undefined) classAt = undefined;
  else if (classAt !== undefined && only !== undefined && other === undefined) throw new DataError('condition-column', { key: 'oneClass', column: shorten(names[classAt]), word: shorten(only) });
  return {
    columns, rows, skipped: rows - count, offered, notes,
    points: { dimension, count, coordinates: coordinates.slice(0, count * dimension) },
    ...(classAt !== undefined && { classes: { names: [...classNames.keys()], ofComponents: classes.slice(0, count) } }),
  };
}

function addClass(names: Map<string, number>, name: string, column: string): number {
  if (names.size === MOST_CLASSES) throw new DataError('condition-column', { key: 'tooManyClasses', column: shorten(column), most: MOST_CLASSES });
  names.set(name, names.size);
  return names.size - 1;
}

/**
 * Which columns are taken: those that are named, else the first two of numbers.
 *
 * @param mostGroups  unless a column of classes is named, the first of words may make groups, so many at most
 * @throws DataError  a column that is named and not there
 */
export function chooseColumns(names: readonly string[], { numbers, words }: ColumnKinds, columns: readonly string[] | undefined, classColumn: string | undefined, mostGroups?: number): Choice {
  const chosen = (columns ?? numbers.slice(0, 2)).map((name) => indexOfColumn(names, name, 'columns'));
  if (classColumn !== undefined) return { chosen, classAt: indexOfColumn(names, classColumn, 'condition-column') };
  return { chosen, ...(mostGroups !== undefined && words.length > 0 && { classAt: names.indexOf(words[0]), mostGroups }) };
}

function indexOfColumn(names: readonly string[], name: string, attribute: 'columns' | 'condition-column'): number {
  const index = names.indexOf(name);
  if (index < 0) throw new DataError(attribute, { key: 'noColumn', column: shorten(name), columns: listed(names) });
  return index;
}

/** What the first rows have in a column. */
export type CellKind = 'number' | 'word' | 'none';

/** Kinds of columns, of rows that are looked at one after the other: a column that holds a number in some row is numeric. */
export function kindsOf(names: readonly string[], rows: Iterable<(column: number) => CellKind>): ColumnKinds {
  const kinds = names.map((): CellKind => 'none');
  for (const kind of rows) {
    for (let k = 0; k < kinds.length; k++) {
      const found = kind(k);
      if (found === 'number' || kinds[k] === 'none') kinds[k] = found;
    }
  }
  const all = (kind: CellKind): string[] => names.filter((_, k) => kinds[k] === kind);
  return { numbers: all('number'), words: all('word') };
}

const listed = (names: readonly string[]): ColumnList => ({ shown: names.slice(0, NAMES_SHOWN).map(shorten), more: Math.max(0, names.length - NAMES_SHOWN) });

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
