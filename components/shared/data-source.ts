import { DataError, loadData, textMask, thinPoints, type Mask, type Table } from '../../src/data/index.ts';
import { ArgumentError, createRandom, pointsDataset, rasterDataset, silvermanBandwidth, type Dataset, type PointsDatasetOptions } from '../../src/math/index.ts';

/** Where an author's own law comes from. */
export interface DataSource {
  /** Address of a CSV file or an image. */
  readonly src?: string;
  /** Names of columns, separated by commas; the first two numeric ones when absent. */
  readonly columns?: string;
  /** Of a table's rows, in standard deviations of its columns; brought into 0..10, and `auto` when absent. */
  readonly bandwidth?: number | 'auto';
  /** Words to be drawn. */
  readonly text?: string;
}

/** A target that begins with this is drawn from the letters that follow. */
const TEXT = 'text:';
/** More points than this would make every figure slow. */
const MOST_POINTS = 10_000;
/** The choice of points is part of the data, not of the figure: another seed of the element shows the same law. */
const CHOICE_SEED = 1;
const WIDEST = 10;

/** What an element's attributes name; undefined when nothing is to be loaded. */
export function sourceOf({ src, columns, bandwidth, target }: Omit<DataSource, 'text'> & { readonly target?: string }): DataSource | undefined {
  if (src) return { src, ...(columns && { columns }), ...(bandwidth !== undefined && { bandwidth }) };
  return target?.startsWith(TEXT) ? { text: target.slice(TEXT.length) } : undefined;
}

/** An author's data as a law; a table is standardised inside, with axes in its own units. */
export interface LoadedData {
  readonly dataset: Dataset;
  /** Where the law is a table's. */
  readonly rows?: RowsShown;
}

/** How a law came of a table. */
export interface RowsShown {
  readonly table: Table;
  /** Points of the law: the table's, or so many of them. */
  readonly count: number;
  /** Standard deviation of each point's Gaussian, in standard deviations of its column. */
  readonly bandwidth: number;
  /** Whether the bandwidth is by Silverman's rule. */
  readonly isByRule: boolean;
}

/** @throws DataError  in words that name `src`, `columns` or `target` */
export async function loadLaw({ src, columns, bandwidth, text }: DataSource, base: string, signal: AbortSignal): Promise<LoadedData> {
  if (src === undefined) return { dataset: pictureDataset(`text:${text}`, textMask(text ?? '')) };
  const names = columns?.split(',').map((name) => name.trim()).filter(Boolean);
  const loaded = await loadData(src, base, names?.length ? names : undefined, signal);
  if (loaded.kind === 'mask') return { dataset: pictureDataset(src, loaded.mask) };
  return tableLaw(src, loaded.table, inRange(bandwidth));
}

const pictureDataset = (name: string, mask: Mask): Dataset => rasterDataset({ name, sentence: `The ink of ${name}.`, ...mask });

function tableLaw(name: string, table: Table, width: number | 'auto'): LoadedData {
  const points = thinPoints(table.points, MOST_POINTS, createRandom(CHOICE_SEED));
  const { count, dimension } = points;
  if (count === 1) throw new DataError('src', 'The file has only one row of numbers; a figure needs two different ones at least.');
  const bandwidth = width === 'auto' ? silvermanBandwidth(count, dimension) : width;
  return { dataset: standardised({ name, columns: table.columns, points, bandwidth }), rows: { table, count, bandwidth, isByRule: width === 'auto' } };
}

function standardised(options: PointsDatasetOptions): Dataset {
  try {
    return pointsDataset(options);
  } catch (error) {
    throw error instanceof ArgumentError ? new DataError('columns', `The ${error.problem}; name one that varies.`) : error;
  }
}

function inRange(width: number | 'auto' = 'auto'): number | 'auto' {
  if (width === 'auto') return width;
  const fitted = Number.isNaN(width) ? 'auto' : Math.min(WIDEST, Math.max(0, width));
  if (fitted !== width) console.warn(`fm-elements: bandwidth = ${width} is outside 0 to ${WIDEST}; ${fitted} is used.`);
  return fitted;
}

/** An account of the rows for the reader, and of what the law makes of them. */
export function describeRows({ table: { rows, skipped, columns, notes }, count, bandwidth, isByRule }: RowsShown, number: { format: (value: number) => string }): string {
  const used = rows - skipped;
  const parts = [skipped === 0 ? `${number.format(rows)} rows` : `${number.format(used)} of ${number.format(rows)} rows`, ...notes];
  if (skipped > 0) parts.push(`${number.format(skipped)} skipped for want of a number in ${columns.join(' or ')}`);
  if (count < used) parts.push(`${number.format(count)} drawn at random stand for all`);
  parts.push(`bandwidth ${number.format(bandwidth)}${isByRule ? ' (Silverman’s rule)' : ''}`);
  return parts.join('; ');
}
