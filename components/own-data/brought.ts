import { DataError, readData, type Columns, type FetchedFile, type Loaded } from '../../src/data/index.ts';
import { isotropicMixture, type Dataset } from '../../src/math/index.ts';
import type { FlowParameters } from '../../src/streams/index.ts';
import type { DataSource, LoadedData, RowsShown } from '../shared/data-source.ts';
import { lawOf } from '../shared/load-law.ts';
import { OwnDataError } from './sentences.ts';

/** A pen's way, or a single place: interleaved x and y. */
export type Stroke = readonly number[];

/** Data that a flow has had: the page's own, or what a reader has brought. */
export type Brought =
  | { readonly kind: 'page'; readonly target: FlowParameters['target'] }
  | { readonly kind: 'table'; readonly target: Dataset; readonly rows: RowsShown; readonly file: FetchedFile; readonly taken: Columns;
    /** Columns before the taken ones along which nothing varies. */
    readonly passedOver: readonly string[] }
  | { readonly kind: 'picture'; readonly target: Dataset }
  | { readonly kind: 'drawing'; readonly target: Dataset; readonly strokes: readonly Stroke[] };

/** A pen is so wide: the standard deviation of the Gaussian around each point of a drawing. */
export const PEN = 0.1;
/** More groups than this have no colours that can be told apart. */
const MOST_COLOURS = 8;
/** For each column that is passed over the file is read once more. */
const MOST_PASSED_OVER = 16;

/**
 * A reader's file as data.
 *
 * @param name  what the data are called
 * @param taken  of a table; when absent its first two numeric columns that vary, and its first column of words where these make a few groups of all rows
 * @throws DataError, OwnDataError  in words
 */
export async function brought(file: FetchedFile, name: string, taken: Columns | undefined, bandwidth: DataSource['bandwidth'], signal: AbortSignal): Promise<Brought> {
  const { law: { dataset: target, rows }, passedOver } = taken ? { law: lawOf(name, await read(file, taken, signal), bandwidth), passedOver: [] } : await lawThatVaries(file, name, bandwidth, signal);
  if (!rows) return { kind: 'picture', target };
  const { columns, classes, offered } = rows.table;
  return { kind: 'table', target, rows, file, taken: { columns, ...(taken ?? (classes && { classColumn: offered.words[0] })) }, passedOver };
}

/** Columns without spread give way to those after them. */
async function lawThatVaries(file: FetchedFile, name: string, bandwidth: DataSource['bandwidth'], signal: AbortSignal): Promise<{ readonly law: LoadedData; readonly passedOver: readonly string[] }> {
  const passedOver: string[] = [];
  let first: unknown;
  for (let columns: readonly string[] | undefined; ; ) {
    const loaded = await read(file, { ...(columns && { columns }), mostGroups: MOST_COLOURS }, signal);
    try {
      return { law: lawOf(name, loaded, bandwidth), passedOver };
    } catch (error) {
      first ??= error;
      const constant = constantColumn(error);
      if (loaded.kind !== 'table' || constant === undefined) throw error;
      passedOver.push(constant);
      const others = loaded.table.offered.numbers.filter((column) => !passedOver.includes(column));
      if (others.length === 0 || passedOver.length === MOST_PASSED_OVER) throw first;
      columns = others.slice(0, 2);
    }
  }
}

function constantColumn(error: unknown): string | undefined {
  const saying = error instanceof DataError ? error.saying : undefined;
  return saying?.key === 'constantColumn' || saying?.key === 'roundedColumn' ? saying.column : undefined;
}

async function read(file: FetchedFile, taken: Columns, signal: AbortSignal): Promise<Loaded> {
  try {
    return await readData(file, taken, signal);
  } catch (error) {
    const isProse = error instanceof DataError && error.saying.key === 'noNumbers' && error.saying.chosen.length === 0;
    throw isProse ? new OwnDataError({ key: 'ownNoNumbers' }) : error;
  }
}

/** The same without groups; undefined where it has none. */
export function ungrouped(brought: Brought): Brought | undefined {
  if (brought.kind !== 'table' || !brought.target.classes) return undefined;
  return { ...brought, target: withoutClasses(brought.target), taken: { columns: brought.taken.columns } };
}

const withoutClasses = ({ classes: _, ...target }: Dataset): Dataset => target;

/**
 * A drawing as data: a Gaussian as wide as the pen around each point, where it was drawn.
 *
 * @throws OwnDataError  of fewer than two places
 */
export function drawing(strokes: readonly Stroke[], name: string): Brought {
  const coordinates = strokes.flat();
  const places = new Set(coordinates.flatMap((x, i) => (i % 2 === 0 ? [`${x} ${coordinates[i + 1]}`] : [])));
  if (places.size < 2) throw new OwnDataError({ key: 'ownFewPoints', count: places.size });
  return { kind: 'drawing', strokes, target: { name, dimension: 2, sentence: 'A drawing.', law: isotropicMixture(2, coordinates, PEN) } };
}
